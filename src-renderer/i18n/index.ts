// Turns a message key into the words the person sees. Keys are checked by the compiler against the English catalogue.
// It formats numbers and dates as well, so that no screen does so in its own way.
import i18next from 'i18next'
import { en } from './en/index.ts'

type Catalogue = typeof en
type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type BaseName<K extends string> = K extends `${infer Name}_${Plural}` ? Name : K

/** Every message there is. */
export type MessageKey = {
  [F in keyof Catalogue]: `${F}.${BaseName<Extract<keyof Catalogue[F], string>>}`
}[keyof Catalogue]

export type MessageParams = Readonly<Record<string, string | number>>

/** The language of the interface; English is the only one so far. */
export const INTERFACE_LANGUAGE = 'en'

const messages = i18next.createInstance()
void messages.init({
  lng: INTERFACE_LANGUAGE,
  fallbackLng: 'en',
  initAsync: false,
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
})

/** The message in the language of the interface, with `{{name}}` replaced by the parameters. Cheap. */
export function t(key: MessageKey, params: MessageParams = {}): string {
  return messages.t(key, params)
}

const numbers = new Intl.NumberFormat(INTERFACE_LANGUAGE)
const percents = new Intl.NumberFormat(INTERFACE_LANGUAGE, { style: 'percent' })
const dates = new Intl.DateTimeFormat(INTERFACE_LANGUAGE, { dateStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(INTERFACE_LANGUAGE, { numeric: 'auto' })

/** `12,345` */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** A share from 0 to 1 as `37%`. */
export function formatPercent(share: number): string {
  return percents.format(share)
}

/** A size in bytes as `1.2 MB`, in powers of ten. */
export function formatSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, bytes < 1_000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** step
  return new Intl.NumberFormat(INTERFACE_LANGUAGE, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}

/** An ISO instant as `12 May 2026` is written in the language of the interface. */
export function formatDate(instant: string): string {
  return dates.format(new Date(instant))
}

const DAY = 86_400_000

/** An ISO instant as `today`, `yesterday`, `5 days ago`, and from a month on as a date. */
export function formatRecency(instant: string, now: Date = new Date()): string {
  const days = Math.round((startOfDay(new Date(instant)) - startOfDay(now)) / DAY)
  return days <= 0 && days > -30 ? relative.format(days, 'day') : formatDate(instant)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
