/** @file Shortcut keys: how a shortcut is written for people, and whether a key press is meant for a text field instead. */
import { keyNamesText } from '../../messages/en/shell/key-names'
import { read } from './use-kept'

const text = keyNamesText

/** $mod+Shift+z as people write it: Ctrl Shift Z. */
export function shortcutWords(shortcut: string, mac = onMac()): string {
  return keysOf(shortcut)
    .map((key) => NAMES[key]?.[mac ? 1 : 0] ?? (key.length === 1 ? key.toUpperCase() : key.replace(/^(Key|Digit)/, '')))
    .join(' ')
}

/** The keys that are pressed together; a sign that needs Shift is written without it. */
function keysOf(shortcut: string): readonly string[] {
  return shortcut === 'Shift+?' ? ['?'] : shortcut.split('+')
}

/** What is printed on a key: on most keyboards, and on those of a Mac. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
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

function onMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** Whether the target takes text, so that its own undo and its own letters come first. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'file'].includes(target.type)
}

/** Whether a shortcut works while a text field has the focus: those that no field uses itself. */
export function passesText(shortcut: string): boolean {
  return shortcut.startsWith('$mod+') && !/^\$mod\+(Shift\+)?[zyaxcv]$/i.test(shortcut)
}

/** Whether a shortcut is a letter, digit or sign alone, which speech input may type and a hand may press by accident. */
export function isCharacter(shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = (parts.at(-1) ?? '') || '+'
  const held = parts.slice(0, -1).some((part) => part !== 'Shift')
  return !held && (key.length === 1 || /^(Key|Digit)/.test(key))
}

/** The layout setting that says whether shortcuts of one character work. */
export const CHARACTER_KEYS = 'character-keys'

/** Whether shortcuts of one character work: people who use speech input can turn them off. */
export function charactersHeard(): boolean {
  return read(CHARACTER_KEYS, true)
}
