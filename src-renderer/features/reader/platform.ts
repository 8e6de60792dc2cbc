// Which keyboard the person has: on macOS Option and Cmd take the places of Ctrl.

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}
