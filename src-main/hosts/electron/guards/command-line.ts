// Chromium's own switches, set before the application is ready: nothing in the background speaks to the network, and
// switches that would undo the guards are taken off. The guards in network.ts hold without these; this is the second
// wall, for what never passes through a session.
import type { CommandLine } from 'electron'

const RESOLVER_RULES = 'MAP * ~NOTFOUND'

/** Switches that are set, with their values; the empty string where there is none. */
export const SWITCHES: Readonly<Record<string, string>> = {
  'disable-background-networking': '',
  'disable-client-side-phishing-detection': '',
  'disable-component-update': '',
  'disable-domain-reliability': '',
  'disable-quic': '',
  'disable-sync': '',
  'dns-prefetch-disable': '',
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  /** No name resolves, and no address is dialled in place of a name. */
  'host-resolver-rules': RESOLVER_RULES,
  'no-pings': '',
  /** Without this, looking for a proxy asks the network (WPAD). */
  'no-proxy-server': '',
}

/** Parts of Chromium that look for devices or services by themselves. */
export const DISABLED_FEATURES = [
  'AsyncDns',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'DnsOverHttpsUpgrade',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  'SpeculationRulesPrefetchFuture',
] as const

/** Switches that somebody else's shortcut could pass to an installed application, and that would open it up. */
export const REMOVED_SWITCHES = [
  'allow-file-access-from-files',
  'disable-site-isolation-trials',
  'disable-web-security',
  'gpu-launcher',
  'host-rules',
  'load-extension',
  'proxy-pac-url',
  'proxy-server',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'unsafely-treat-insecure-origin-as-secure',
  'utility-cmd-prefix',
] as const

/** The application, as far as its switches are concerned. */
interface Switchable {
  readonly commandLine: Pick<CommandLine, 'appendSwitch' | 'getSwitchValue' | 'removeSwitch'>
  readonly isPackaged: boolean
}

/**
 * Must run before the application is ready. An unpackaged build keeps the debugging switches: tests drive it so.
 * @param isDeveloping whether a development server on this machine must be reached by name
 */
export function hardenCommandLine({ commandLine, isPackaged }: Switchable, isDeveloping: boolean): void {
  if (isPackaged) for (const name of REMOVED_SWITCHES) commandLine.removeSwitch(name)
  for (const [name, value] of Object.entries(SWITCHES)) {
    commandLine.removeSwitch(name)
    commandLine.appendSwitch(name, value)
  }
  if (isDeveloping) {
    commandLine.removeSwitch('host-resolver-rules')
    commandLine.appendSwitch('host-resolver-rules', `${RESOLVER_RULES}, EXCLUDE localhost, EXCLUDE 127.0.0.1`)
  }
  const given = commandLine.getSwitchValue('disable-features')
  const features = [...given.split(',').filter((name) => name !== ''), ...DISABLED_FEATURES]
  commandLine.removeSwitch('disable-features')
  commandLine.appendSwitch('disable-features', features.join(','))
}
