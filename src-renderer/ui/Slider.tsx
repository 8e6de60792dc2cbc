// A number chosen along a line. While the thumb is dragged it reports every value; `onChangeEnd` is the last one.
import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { classes } from './classes.ts'
import './slider.css'

export interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly onChange: (value: number) => void
  readonly onChangeEnd?: (value: number) => void
  /** The value in words, for the eye and for screen readers. */
  readonly format: (value: number) => string
  /** Shows the line alone; label and value are then for screen readers. */
  readonly isBare?: boolean
  readonly isDisabled?: boolean
  readonly className?: string
}

export function Slider(props: SliderProps) {
  const { label, value, min, max, step, onChange, onChangeEnd, format, isBare = false, className } = props
  return (
    <AriaSlider<number>
      className={classes('slider', isBare && 'slider-bare', className)}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
      isDisabled={props.isDisabled ?? false}
      {...(onChangeEnd === undefined ? {} : { onChangeEnd })}
    >
      <Label className={isBare ? 'visually-hidden' : 'slider-label'}>{label}</Label>
      <SliderOutput className={isBare ? 'visually-hidden' : 'slider-value'}>{format(value)}</SliderOutput>
      <SliderTrack className="slider-track">
        {({ state }) => (
          <>
            <span className="slider-fill" style={{ inlineSize: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className="slider-thumb" aria-valuetext={format(value)} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  )
}
