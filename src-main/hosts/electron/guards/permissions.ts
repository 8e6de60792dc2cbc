// Everything a page could ask of the machine, answered with no. Electron says yes to whatever has no handler, so each
// kind of question has one. The one exception is writing text to the clipboard, for "Copy" in the interface itself.
import type { Event, Session } from 'electron'
import { isOurs } from './origin.ts'

/** All classes of USB device that a page can be kept from. */
const USB_CLASSES = ['audio', 'audio-video', 'hid', 'mass-storage', 'smart-card', 'video', 'wireless']

/** Sets every handler of a session. `platform` because Bluetooth pairing is the system's own affair on macOS. */
export function refusePermissions(session: Session, platform: NodeJS.Platform): void {
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isCopying(permission, origin, details.isMainFrame),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isCopying(permission, details.requestingUrl, details.isMainFrame))
  })
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer(null)
  })
  session.setUSBProtectedClassesHandler(() => USB_CLASSES)
  if (platform !== 'darwin')
    session.setBluetoothPairingHandler((_details, answer) => {
      answer({ confirmed: false })
    })
  refuseSelections(session)
}

/**
 * Text that the interface puts on the clipboard after the person asked for it. Reading the clipboard stays refused,
 * and so does writing from a document's frame.
 */
function isCopying(permission: string, origin: string, isMainFrame: boolean): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && isOurs(origin)
}

function refuseSelections(session: Session): void {
  const none = (event: Event, _details: unknown, answer: () => void): void => {
    event.preventDefault()
    answer()
  }
  session.on('select-hid-device', none)
  session.on('select-usb-device', none)
  session.on('select-webauthn-account', none)
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault()
    answer('')
  })
  session.on('file-system-access-restricted', (_event, _details, answer) => {
    answer('deny')
  })
}
