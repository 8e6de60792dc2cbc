// What this copy of Lectern is: where its data lies, that it is offline, and its versions, to be copied into a report.
import { useEffect, useState } from 'react'
import type { Output } from '../../../src-shared/contract/contract.ts'
import { toFailure } from '../../../src-shared/contract/errors.ts'
import { t } from '../../i18n/index.ts'
import { useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Spinner } from '../../ui/ProgressBar.tsx'

type Info = Output<'app.info'>
type Loaded = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly reason: string } | Ready
interface Ready {
  readonly kind: 'ready'
  readonly info: Info
}

export function About() {
  const loaded = useInfo()
  if (loaded.kind === 'loading') return <Spinner label={t('common.loading')} />
  if (loaded.kind === 'failed')
    return <p role="alert">{t('settings.infoFailed', { reason: loaded.reason })}</p>
  const { info } = loaded
  return (
    <dl className="about">
      <dt>{t('settings.dataFolder')}</dt>
      <dd>
        <code>{info.dataFolder}</code>
        <p className="field-description">{t('settings.dataFolderDescription')}</p>
      </dd>
      <dt>{t('settings.offline')}</dt>
      <dd>{t('settings.offlineText', { count: info.requestsCancelled })}</dd>
      <dt>{t('settings.versions')}</dt>
      <dd>
        <p>{toVersion(info)}</p>
        <p className="field-description">{toRuntime(info)}</p>
        <CopyReport info={info} />
      </dd>
    </dl>
  )
}

function CopyReport({ info }: Pick<Ready, 'info'>) {
  const { shell } = useStores()
  const copy = async (): Promise<void> => {
    const report = [toVersion(info), toRuntime(info), `${t('settings.dataFolder')}: ${info.dataFolder}`].join(
      '\n',
    )
    try {
      await navigator.clipboard.writeText(report)
      shell.toast({ text: t('settings.copied') })
    } catch {
      shell.toast({ kind: 'error', text: t('settings.copyFailed') })
    }
  }
  return (
    <Button className="about-copy" onPress={() => void copy()}>
      {t('settings.copyReport')}
    </Button>
  )
}

function toVersion({ version, host }: Info): string {
  return t('settings.version', {
    version,
    host: t(host === 'electron' ? 'settings.hostElectron' : 'settings.hostWeb'),
  })
}

function toRuntime({ platform, runtime }: Info): string {
  return [platform, ...Object.entries(runtime).map(([name, version]) => `${name} ${version}`)].join(' · ')
}

function useInfo(): Loaded {
  const { client } = useStores()
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' })
  useEffect(() => {
    let isCurrent = true
    client.call('app.info', {}).then(
      (info) => {
        if (isCurrent) setLoaded({ kind: 'ready', info })
      },
      (error: unknown) => {
        if (isCurrent) setLoaded({ kind: 'failed', reason: toFailure(error).message })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  return loaded
}
