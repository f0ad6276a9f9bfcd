/** @file Shortcuts: from the notation of the command list to words, and whether a key press is meant for a text field instead. */

/** $mod+Shift+z as people write it: Ctrl Shift Z. */
export function shortcutWords(shortcut: string, mac = onMac()): string {
  return shortcut
    .split('+')
    .map((part) => KEYS[part]?.[mac ? 1 : 0] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}

const KEYS: Readonly<Record<string, readonly [string, string]>> = {
  $mod: ['Ctrl', '⌘'],
  Shift: ['Shift', 'Shift'],
  Alt: ['Alt', '⌥'],
  Backspace: ['Backspace', 'Backspace'],
  Escape: ['Esc', 'Esc'],
  Digit1: ['1', '1'],
  Digit2: ['2', '2'],
}

function onMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** Whether the target takes text, so that its own undo and its own letters go first. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'file'].includes(target.type)
}

/** Whether a shortcut goes through although a text field has the focus: those that no field uses itself. */
export function passesText(shortcut: string): boolean {
  return shortcut.startsWith('$mod+') && !/^\$mod\+(Shift\+)?[zyaxcv]$/i.test(shortcut)
}
