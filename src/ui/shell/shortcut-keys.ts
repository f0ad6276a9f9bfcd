/** @file Shortcut keys: the text of a shortcut, and whether a key press belongs to a text field instead. */
import { keyNamesText } from '../../messages/en/shell/key-names'
import { readSetting } from './use-stored-setting'

const text = keyNamesText

/** The text of a shortcut: `$mod+Shift+z` is "Ctrl Shift Z". */
export function shortcutText(shortcut: string, mac = isMac()): string {
  return splitKeys(shortcut)
    .map(
      (key) =>
        KEY_NAMES[key]?.[mac ? 1 : 0] ?? (key.length === 1 ? key.toUpperCase() : key.replace(/^(Key|Digit)/, '')),
    )
    .join(' ')
}

/** The keys of a shortcut. A character that needs Shift is written without it. */
function splitKeys(shortcut: string): readonly string[] {
  return shortcut === 'Shift+?' ? ['?'] : shortcut.split('+')
}

/** Names of keys on most keyboards, and on a Mac. */
const KEY_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  $mod: [text.control, '⌘'],
  Shift: [text.shift, text.shift],
  Alt: [text.alt, '⌥'],
  Backspace: [text.backspace, text.backspace],
  Delete: [text.delete, text.delete],
  Escape: [text.escape, text.escape],
  Enter: [text.enter, text.enter],
  Space: [text.space, text.space],
  Tab: [text.tab, text.tab],
  Home: [text.home, text.home],
  PageUp: [text.pageUp, text.pageUp],
  Arrows: [text.arrows, text.arrows],
  Plus: [text.plus, text.plus],
  ArrowUp: ['↑', '↑'],
  ArrowDown: ['↓', '↓'],
  ArrowLeft: ['←', '←'],
  ArrowRight: ['→', '→'],
}

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** Whether an element accepts text, so that it handles letters and undo itself. */
export function acceptsText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'file'].includes(target.type)
}

/** Whether a shortcut works while a text field has the focus, because text fields do not use it themselves. */
export function worksInTextField(shortcut: string): boolean {
  return shortcut.startsWith('$mod+') && !/^\$mod\+(Shift\+)?[zyaxcv]$/i.test(shortcut)
}

/** Whether a shortcut is a single letter, digit or symbol, which speech input or an accidental key press can trigger. */
export function isCharacter(shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = (parts.at(-1) ?? '') || '+'
  const hasModifier = parts.slice(0, -1).some((part) => part !== 'Shift')
  return !hasModifier && (key.length === 1 || /^(Key|Digit)/.test(key))
}

/** The name of the setting that enables shortcuts of one character. */
export const CHARACTER_KEYS_SETTING = 'character-keys'

/** Whether shortcuts of one character are enabled. Users of speech input can disable them. */
export function areCharacterKeysEnabled(): boolean {
  return readSetting(CHARACTER_KEYS_SETTING, true)
}
