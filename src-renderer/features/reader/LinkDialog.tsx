// What a link out of the library would do, before it does it: the whole host, the whole address, and a choice.
import { useStore } from 'zustand'
import { toFailure } from '../../../src-shared/contract/errors.ts'
import { t } from '../../i18n/index.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { LinkTarget } from './links.ts'
import { copyText, type ReaderContext } from './reader-actions.ts'

export function LinkDialog({ context }: { readonly context: ReaderContext }) {
  const link = useStore(context.ui, (state) => state.link)
  const policy = useSlice('settings', (state) => state.settings.externalLinks)
  if (link === null) return null
  const close = (): void => {
    context.ui.setState({ link: null })
    context.view.focus()
  }
  const mayOpen = link.kind === 'external' && policy === 'ask'
  const isMail = link.kind === 'external' && link.scheme === 'mailto'
  return (
    <Dialog
      title={mayOpen ? t('reader.linkTitle') : t('reader.linkNeverTitle')}
      closeLabel={t('common.close')}
      size="small"
      isOpen
      onClose={close}
      footer={
        <>
          {link.kind === 'external' ? (
            <Button
              variant="quiet"
              onPress={() => {
                copyText(context, link.url, t('reader.copied'))
                close()
              }}
            >
              {t('reader.linkCopy')}
            </Button>
          ) : null}
          <Button onPress={close}>{mayOpen ? t('common.cancel') : t('common.close')}</Button>
          {mayOpen ? (
            <Button
              variant="primary"
              onPress={() => {
                close()
                void openOutside(context, link.url)
              }}
            >
              {isMail ? t('reader.linkOpenMail') : t('reader.linkOpen')}
            </Button>
          ) : null}
        </>
      }
    >
      <LinkBody link={link} mayOpen={mayOpen} isMail={isMail} />
    </Dialog>
  )
}

function LinkBody({
  link,
  mayOpen,
  isMail,
}: {
  readonly link: LinkTarget
  readonly mayOpen: boolean
  readonly isMail: boolean
}) {
  if (link.kind !== 'external')
    return <p>{t('reader.linkRefused', { href: link.kind === 'refused' ? link.href.slice(0, 200) : '' })}</p>
  const asked = isMail ? t('reader.mailText') : t('reader.linkText')
  return (
    <div className="link-body">
      <p>{mayOpen ? asked : t('reader.linkNeverText')}</p>
      <dl>
        <dt>{isMail ? t('reader.linkRecipient') : t('reader.linkHost')}</dt>
        <dd className="link-host">{link.host}</dd>
        <dt>{t('reader.linkAddress')}</dt>
        <dd className="link-address">{link.url}</dd>
      </dl>
    </div>
  )
}

/** Asks the host to open an address; in the web host the browser that shows the interface does it. */
async function openOutside({ stores }: ReaderContext, url: string): Promise<void> {
  try {
    const answer = await stores.client.call('host.openExternal', { url })
    if (answer.kind === 'browser') window.open(url, '_blank', 'noopener,noreferrer')
  } catch (error) {
    stores.shell.toast({ kind: 'error', text: t('reader.linkFailed', { reason: toFailure(error).message }) })
  }
}
