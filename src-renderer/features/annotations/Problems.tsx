// What the person should know about the saved notes: what could not be read, and where it was kept.
import { TriangleAlert } from 'lucide-react'
import { t } from '../../i18n/index.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'

const TITLES = {
  'read-only': 'annotations.problemReadOnly',
  quarantined: 'annotations.problemQuarantined',
  recovered: 'annotations.problemRecovered',
} as const

export function Problems() {
  const problems = useSlice('annotations', (state) => state.problems)
  if (problems.length === 0) return null
  return (
    <ul className="annotations-problems">
      {problems.map(({ kind, message, file }) => (
        <li key={`${kind} ${file} ${message}`}>
          <Icon of={TriangleAlert} size={14} />
          <span>
            <strong>{t(TITLES[kind])}</strong> {message}
          </span>
        </li>
      ))}
    </ul>
  )
}
