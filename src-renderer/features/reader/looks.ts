// The names of colours and styles, as choices.
import { HighlightColor, HighlightStyle } from '../../../src-shared/domain/annotation.ts'
import { t } from '../../i18n/index.ts'

export const COLORS = HighlightColor.options.map((id) => ({ id, label: t(`reader.${id}`) }))
export const STYLES = HighlightStyle.options.map((id) => ({ id, label: t(`reader.${id}`) }))
