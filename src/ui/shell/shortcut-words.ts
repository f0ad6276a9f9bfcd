/** @file Shortcuts: from the notation of the command list to words, and whether a key press is meant for a text field instead. */
import { read } from './use-kept'

/** $mod+Shift+z as people write it: Ctrl Shift Z. */
export function shortcutWords(shortcut: string, mac = onMac()): string {
  return shortcut
    .split('+')
    .map(
      (part) =>
        KEYS[part]?.[mac ? 1 : 0] ?? (part.length === 1 ? part.toUpperCase() : part.replace(/^(Key|Digit)/, '')),
    )
    .join(' ')
}

const KEYS: Readonly<Record<string, readonly [string, string]>> = {
  $mod: ['Ctrl', '⌘'],
  Shift: ['Shift', 'Shift'],
  Alt: ['Alt', '⌥'],
  Backspace: ['Backspace', 'Backspace'],
  Escape: ['Esc', 'Esc'],
  ArrowUp: ['↑', '↑'],
  ArrowDown: ['↓', '↓'],
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

/** Whether a shortcut is a letter, digit or sign alone, as speech input may type and a hand may brush. */
export function isCharacter(shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = (parts.at(-1) ?? '') || '+'
  const held = parts.slice(0, -1).some((part) => part !== 'Shift')
  return !held && (key.length === 1 || /^(Key|Digit)/.test(key))
}

/** Under which name it is kept whether keys of one character are heard. */
export const CHARACTER_KEYS = 'character-keys'

/** Whether keys of one character are heard: whoever speaks to the machine may turn them off. */
export function charactersHeard(): boolean {
  return read(CHARACTER_KEYS, true)
}
