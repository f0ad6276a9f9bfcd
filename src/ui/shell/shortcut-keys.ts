/** @file Shortcut keys: the display text of a shortcut, and whether a key press belongs to a text field instead. */
import { keyNamesText } from '../../messages/en/shell/header'
import { readSetting } from '../kit/use-stored-setting'

const text = keyNamesText

/** The display text of a shortcut: `$mod+Shift+z` becomes "Ctrl Shift Z". */
export function shortcutText(shortcut: string, mac = isMac()): string {
  return splitKeys(shortcut)
    .map(
      (key) =>
        KEY_NAMES[key]?.[mac ? 1 : 0] ?? (key.length === 1 ? key.toUpperCase() : key.replace(/^(Key|Digit)/, '')),
    )
    .join(' ')
}

/** Splits a shortcut into its keys. If a character needs Shift, Shift is not listed. */
function splitKeys(shortcut: string): readonly string[] {
  return shortcut === 'Shift+?' ? ['?'] : shortcut.split('+')
}

/** Pairs of key names: the name on most keyboards, followed by the name on a Mac. */
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

/** Whether an element accepts text, and therefore handles letters and Undo itself. */
export function acceptsText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'file'].includes(target.type)
}

/** Whether a shortcut also works while a text field has the focus, because text fields do not use it themselves. */
export function worksInTextField(shortcut: string): boolean {
  return shortcut.startsWith('$mod+') && !/^\$mod\+(Shift\+)?[zyaxcv]$/i.test(shortcut)
}

/** Whether a shortcut is a single letter, digit or symbol, which could be triggered accidentally or by speech input. */
export function isCharacter(shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = (parts.at(-1) ?? '') || '+'
  const hasModifier = parts.slice(0, -1).some((part) => part !== 'Shift')
  return !hasModifier && (key.length === 1 || /^(Key|Digit)/.test(key))
}

/** The setting that enables single-character shortcuts. */
export const CHARACTER_KEYS_SETTING = 'character-keys'

/** Whether single-character shortcuts are enabled. Users of speech input can disable them. */
export function areCharacterKeysEnabled(): boolean {
  return readSetting(CHARACTER_KEYS_SETTING, true)
}
