import { describe, expect, test } from 'vitest'
import { commands } from '../../studio/commands'
import { isCharacter, shortcutWords } from './shortcut-keys'
import { keysOf, SHORTCUTS } from './shortcuts'

/**
 * What browsers keep for themselves or what a person in one cannot do without, in Chrome, Edge, Firefox and Safari. `$mod` is
 * Control, and on a Mac Command. Sources: support.google.com/chrome/answer/157179, support.mozilla.org/kb/keyboard-shortcuts-
 * perform-firefox-tasks-quickly, support.apple.com/guide/safari/cpsh003.
 */
const BROWSERS = [
  // Tabs and windows, which no page is told of.
  ...['t', 'n', 'w', 'q', 'Tab', 'F4', 'PageUp', 'PageDown', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map(
    (key) => `$mod+${key}`,
  ),
  ...['t', 'n', 'w', 'q', 'p', 'Tab', 'r', 'Delete', 'Backspace'].map((key) => `$mod+Shift+${key}`),
  // The address, reload, print, find, history, downloads, source, bookmarks bar, developer's tools.
  ...[
    'l',
    'r',
    'p',
    'f',
    'h',
    'j',
    'u',
    'b',
    'e',
    'i',
    'm',
    '+',
    '-',
    '0',
    ',',
    '[',
    ']',
    'ArrowLeft',
    'ArrowRight',
  ].map((key) => `$mod+${key}`),
  ...['b', 'o', 'i', 'j', 'c', 'k', 'm', 'a', 'h', 'l', 'f', 's', 'e', 'd'].map((key) => `$mod+Shift+${key}`),
  ...[
    'ArrowLeft',
    'ArrowRight',
    'Home',
    'F4',
    'Enter',
    'Space',
    'd',
    'e',
    'f',
    'KeyD',
    'KeyE',
    'KeyF',
    'KeyH',
    'KeyS',
    'KeyB',
    'KeyT',
    'KeyV',
  ].map((key) => `Alt+${key}`),
  ...['F1', 'F3', 'F5', 'F6', 'F7', 'F11', 'F12', 'Shift+Escape', 'Shift+F5', 'Alt+Tab', '$mod+Space'],
]

/** Which keys the browser has a use for too, and a page may take: what is done here is what people expect of them in a tool that draws. */
const TAKEN_ON_PURPOSE = new Set([
  '$mod+k', // Firefox: the search field; in web applications, any command.
  '$mod+o', // Open a file: here, a project.
  '$mod+s', // Save the page: here, the project.
  '$mod+z',
  '$mod+Shift+z',
  '$mod+y',
  '$mod+a', // While the canvas has the focus.
  '$mod+c',
  '$mod+x',
  '$mod+v',
  '$mod+d', // Bookmark: while the canvas has the focus, duplicate.
  '$mod+g', // Find again: while the canvas has the focus, group.
  '$mod+Shift+g',
])

const commandKeys = SHORTCUTS.filter(({ does }) => does !== undefined)

describe('the list of keys', () => {
  test('has every key of every command, redo by both that people know', () => {
    const listed = SHORTCUTS.flatMap(({ does, keys }) => (does && 'command' in does ? [`${does.command} ${keys}`] : []))
    const all = commands.flatMap((command) => keysOf(command).map((keys) => `${command.id} ${keys}`))
    expect(listed.sort()).toEqual(all.sort())
    expect(listed.filter((one) => one.startsWith('graph.redo '))).toEqual([
      'graph.redo $mod+Shift+z',
      'graph.redo $mod+y',
    ])
  })

  test('no key does two things where it is heard', () => {
    for (const place of ['canvas', 'outline'] as const) {
      const heard = SHORTCUTS.filter(({ where }) => where === 'page' || where === place).map(({ keys }) => keys)
      expect(heard.filter((keys, i) => heard.indexOf(keys) !== i)).toEqual([])
    }
    // In the outline, commands of the canvas are heard too; only its arrows and what every tree has differ.
    const own = SHORTCUTS.filter(({ where }) => where === 'outline').map(({ keys }) => keys)
    expect(commandKeys.filter(({ keys }) => own.includes(keys)).map(({ keys }) => keys)).toEqual([])
  })

  test('none is the browser’s', () => {
    const theirs = new Set(BROWSERS.map((keys) => keys.toLowerCase()))
    const ours = commandKeys.filter(({ keys }) => theirs.has(keys.toLowerCase()))
    expect(ours.map(({ keys }) => keys)).toEqual([])
    // A key with Control that is new has to be looked up first, and put here or changed.
    const held = commandKeys.filter(({ keys }) => keys.startsWith('$mod') && !TAKEN_ON_PURPOSE.has(keys))
    expect(held.map(({ keys }) => keys)).toEqual(['$mod+Enter', '$mod+Backspace'])
  })

  test('a key of one character is heard on the canvas alone, but for the two that say so', () => {
    const page = commandKeys.filter(({ keys, where }) => isCharacter(keys) && where === 'page')
    expect(page.map(({ keys }) => keys)).toEqual(['Shift+?'])
    expect(commandKeys.filter(({ keys }) => isCharacter(keys)).length).toBeGreaterThan(4)
    expect(['f', '/', 'Shift+?', 'Shift+Digit1', 'KeyO', '*'].every(isCharacter)).toBe(true)
    expect(['$mod+k', 'Alt+KeyO', 'Delete', 'Shift+F10', 'F2', 'Alt+ArrowUp', 'Enter'].some(isCharacter)).toBe(false)
  })

  test('is written as people write keys', () => {
    expect(shortcutWords('Alt+KeyO', false)).toBe('Alt O')
    expect(shortcutWords('Alt+ArrowUp', true)).toBe('⌥ ↑')
    expect(shortcutWords('Shift+Digit1', false)).toBe('Shift 1')
    expect(
      SHORTCUTS.map(({ keys }) => shortcutWords(keys)).filter((words) => /Key[A-Z]|Digit|\$|\+/.test(words)),
    ).toEqual([])
  })
})
