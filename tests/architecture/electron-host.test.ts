// The Electron host as it is built, on a double of Electron: what it asks of Electron and what it refuses a page. The
// same build runs on the real Electron in the end-to-end tests, wherever its binary is there.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useElectron } from './electron-process.ts'

const host = useElectron()

describe('before Electron is ready', () => {
  test('every renderer is sandboxed and Chromium stays off the network', async () => {
    const { sandboxed, switches } = await host.running.evaluate(({ app }) => ({
      sandboxed: app.sandboxed,
      switches: Object.fromEntries(app.switches),
    }))
    expect(sandboxed).toBe(true)
    expect(switches).toMatchObject({
      'disable-background-networking': '',
      'disable-component-update': '',
      'host-resolver-rules': 'MAP * ~NOTFOUND',
      'no-proxy-server': '',
      'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
    })
    expect(switches['disable-features']).toMatch(/^GivenByTheUser,.*MediaRouter/)
  })

  test('the scheme is privileged as an origin, and not above the policy', async () => {
    const schemes = await host.running.evaluate(({ protocol }) => protocol.privileged)
    expect(schemes).toEqual([
      {
        scheme: 'lectern-app',
        privileges: {
          standard: true,
          secure: true,
          supportFetchAPI: true,
          stream: true,
          codeCache: true,
          bypassCSP: false,
          corsEnabled: false,
          allowServiceWorkers: false,
          allowExtensions: false,
        },
      },
    ])
  })

  test('the data folder is the one asked for, Chromium’s files below it', async () => {
    const paths = await host.running.evaluate(({ app }) => app.paths)
    expect(paths).toMatchObject({ userData: host.folder, sessionData: join(host.folder, 'electron') })
  })
})

describe('the window', () => {
  test('has no Node, is isolated and sandboxed, and shows the interface', async () => {
    const { count, options, page } = await host.running.evaluate(({ BrowserWindow }) => ({
      count: BrowserWindow.all.length,
      options: BrowserWindow.all[0]!.options,
      page: BrowserWindow.all[0]!.page,
    }))
    expect(count).toBe(1)
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
    })
    expect(page?.status).toBe(200)
    expect(page?.text).toContain('<script')
  })

  test('the page is given three functions and nothing of Electron', async () => {
    const exposed = await host.running.evaluate(({ contextBridge }) =>
      Object.entries(contextBridge.worlds).map(([name, api]) => [name, Object.keys(api).sort()]),
    )
    expect(exposed).toEqual([['lectern', ['call', 'on', 'pathForFile']]])
  })

  test('the developer tools are there when it runs from the sources', async () => {
    const here = await host.running.evaluate(
      ({ BrowserWindow }) => BrowserWindow.all[0]!.options.webPreferences['devTools'],
    )
    expect(here).toBe(true)
  })
})

describe('permissions', () => {
  const asked = [
    'clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'local-fonts',
    'local-network-access',
    'media',
    'midi',
    'notifications',
    'openExternal',
    'pointerLock',
    'serial',
    'storage-access',
    'usb',
    'unknown',
  ]

  test('every request and check is answered no, also for our own page', async () => {
    const granted = await host.running.evaluate(({ session }, names) => {
      const { permissionCheck, permissionRequest } = session.defaultSession.handlers
      const url = 'lectern-app://app/'
      const details = { requestingUrl: url, isMainFrame: true }
      return names.filter((name) => {
        let answer: unknown
        permissionRequest!(null, name, (given: unknown) => (answer = given), details)
        return answer !== false || permissionCheck!(null, name, url, details) !== false
      })
    }, asked)
    expect(granted).toEqual([])
  })

  test('copying text is allowed to the interface’s own page alone', async () => {
    const answers = await host.running.evaluate(({ session }) => {
      const { permissionCheck } = session.defaultSession.handlers
      const ask = (origin: string, isMainFrame: boolean): unknown =>
        permissionCheck!(null, 'clipboard-sanitized-write', origin, { isMainFrame })
      return {
        own: ask('lectern-app://app/', true),
        frame: ask('lectern-app://app/', false),
        foreign: ask('https://example.com/', true),
        lookalike: ask('lectern-app://app.example.com/', true),
      }
    })
    expect(answers).toEqual({ own: true, frame: false, foreign: false, lookalike: false })
  })

  test('devices, screens, pairing and certificates are refused', async () => {
    const answers = await host.running.evaluate(({ session }) => {
      const { handlers } = session.defaultSession
      const hear = (handler: string): unknown => {
        let heard: unknown = 'not called'
        handlers[handler]!({}, (answer: unknown) => (heard = answer))
        return heard
      }
      return {
        device: handlers['devicePermission']!({ deviceType: 'hid', origin: 'lectern-app://app' }),
        screen: hear('displayMedia'),
        pairing: process.platform === 'darwin' ? { confirmed: false } : hear('bluetoothPairing'),
        certificate: hear('certificateVerify'),
        usb: handlers['usbProtectedClasses']!({ protectedClasses: [] }),
      }
    })
    expect(answers).toMatchObject({
      device: false,
      screen: null,
      pairing: { confirmed: false },
      certificate: -2,
    })
    expect(answers.usb).toHaveLength(7)
  })

  test('choosing a device, a key or a file is cancelled', async () => {
    const answers = await host.running.evaluate(({ event, session, BrowserWindow }) => {
      const own = session.defaultSession
      const contents = BrowserWindow.all[0]!.webContents
      const heard: unknown[] = []
      const answer = (...given: unknown[]): void => void heard.push(given)
      const prevented = [event(), event(), event(), event(), event()]
      own.emit('select-hid-device', prevented[0], {}, answer)
      own.emit('select-usb-device', prevented[1], {}, answer)
      own.emit('select-webauthn-account', prevented[2], {}, answer)
      own.emit('select-serial-port', prevented[3], [], contents, answer)
      contents.emit('select-bluetooth-device', prevented[4], [], answer)
      own.emit('file-system-access-restricted', event(), {}, answer)
      return { heard, prevented: prevented.map((each) => each.defaultPrevented) }
    })
    expect(answers).toEqual({ heard: [[], [], [], [''], [''], ['deny']], prevented: Array(5).fill(true) })
  })
})

describe('navigation', () => {
  test('a page stays where it is', async () => {
    const prevented = await host.running.evaluate(({ BrowserWindow, event }) => {
      const contents = BrowserWindow.all[0]!.webContents
      const go = (name: string, url: string, isMainFrame = true): boolean => {
        const asked = event({ url, isMainFrame })
        contents.emit(name, asked)
        return asked.defaultPrevented
      }
      return {
        web: go('will-navigate', 'https://example.com/'),
        file: go('will-navigate', 'file:///etc/passwd'),
        script: go('will-navigate', 'javascript:alert(1)'),
        data: go('will-navigate', 'data:text/html,x'),
        lookalike: go('will-navigate', 'lectern-app://app.example.com/'),
        credentials: go('will-navigate', 'lectern-app://app@example.com/'),
        resource: go('will-navigate', 'lectern-app://app/bundles/a/1.0.0/resources/x.svg'),
        reload: go('will-navigate', 'lectern-app://app/'),
        frameWeb: go('will-frame-navigate', 'https://example.com/', false),
        frameOwn: go('will-frame-navigate', 'lectern-app://app/', false),
        frameDocument: go('will-frame-navigate', 'about:srcdoc', false),
        redirect: go('will-redirect', 'lectern-app://app/'),
        webview: go('will-attach-webview', 'lectern-app://app/'),
      }
    })
    expect(prevented).toEqual({
      web: true,
      file: true,
      script: true,
      data: true,
      lookalike: true,
      credentials: true,
      resource: true,
      reload: false,
      frameWeb: true,
      frameOwn: true,
      frameDocument: false,
      redirect: true,
      webview: true,
    })
  })

  test('no window opens, and no server gets an answer', async () => {
    const answers = await host.running.evaluate(({ app, BrowserWindow, event }) => {
      const contents = BrowserWindow.all[0]!.webContents
      const heard: unknown[] = []
      const answer = (...given: unknown[]): void => void heard.push(given)
      const events = [event(), event(), event()]
      app.emit('certificate-error', events[0], contents, 'https://a.test/', 'ERR', {}, answer, true)
      app.emit('login', events[1], contents, {}, {}, answer)
      app.emit('select-client-certificate', events[2], contents, 'https://a.test/', [], answer)
      return {
        open: contents.windowOpenHandler({ url: 'https://example.com/' }),
        heard,
        prevented: events.map((each) => each.defaultPrevented),
        webrtc: contents.webRTCPolicy,
      }
    })
    expect(answers).toEqual({
      open: { action: 'deny' },
      heard: [[false], [], []],
      prevented: [true, true, true],
      webrtc: 'disable_non_proxied_udp',
    })
  })

  test('a page that somebody else makes is guarded as well', async () => {
    const prevented = await host.running.evaluate(({ BrowserWindow, event }) => {
      const other = new BrowserWindow({ webPreferences: {} })
      const asked = event({ url: 'https://example.com/' })
      other.webContents.emit('will-navigate', asked)
      other.close()
      return asked.defaultPrevented
    })
    expect(prevented).toBe(true)
  })
})

describe('the network', () => {
  test('whatever is not ours is cancelled and counted, in every session', async () => {
    const answers = await host.running.evaluate(async ({ contextBridge, session }) => {
      const count = async (): Promise<number> => {
        const info = await contextBridge.worlds.lectern.call('app.info', {})
        return info.ok ? (info.value as { requestsCancelled: number }).requestsCancelled : -1
      }
      const before = await count()
      const foreign = [
        'https://example.com/',
        'http://127.0.0.1:1/',
        'wss://example.com/',
        'ftp://example.com/',
        'file:///etc/passwd',
        'lectern-app://elsewhere/',
        'blob:https://example.com/1',
        'chrome-extension://abc/x.js',
      ].map((url) => session.defaultSession.isCancelled(url))
      const own = [
        'lectern-app://app/',
        'lectern-app://app/assets/x.js',
        'data:image/png;base64,AA==',
        'blob:lectern-app://app/1',
        'devtools://devtools/bundled/x.js',
      ].map((url) => session.defaultSession.isCancelled(url))
      const other = session.fromPartition('persist:other').isCancelled('https://example.com/')
      return { foreign, own, other, counted: (await count()) - before }
    })
    expect(answers.foreign).toEqual(Array(8).fill(true))
    expect(answers.own).toEqual(Array(5).fill(false))
    expect(answers.other).toBe(true)
    expect(answers.counted).toBe(9)
  })

  test('no dictionary, no proxy lookup and no download', async () => {
    const answers = await host.running.evaluate(({ event, session }) => {
      const download = event()
      session.defaultSession.emit('will-download', download, {}, {})
      return {
        spelling: session.defaultSession.spelling,
        proxy: session.defaultSession.proxy,
        download: download.defaultPrevented,
      }
    })
    expect(answers).toEqual({
      spelling: { enabled: false, languages: [], url: 'lectern-app://app/no-dictionaries/' },
      proxy: { mode: 'direct' },
      download: true,
    })
  })
})
