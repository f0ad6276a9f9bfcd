import { describe, expect, test } from 'vitest'
import { commands } from '../../studio/commands'
import { isCharacter, shortcutText } from './shortcut-keys'
import { shortcutsOf, SHORTCUTS } from './shortcuts'

/**
 * Shortcuts that Chrome, Edge, Firefox or Safari reserve or that their users rely on. `$mod` is Control, or Command on
 * a Mac. Sources: support.google.com/chrome/answer/157179,
 * support.mozilla.org/kb/keyboard-shortcuts-perform-firefox-tasks-quickly, support.apple.com/guide/safari/cpsh003.
 */
const BROWSERS = [
  // Tabs and windows. Pages receive no events for these keys.
  ...['t', 'n', 'w', 'q', 'Tab', 'F4', 'PageUp', 'PageDown', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map(
    (key) => `$mod+${key}`,
  ),
  ...['t', 'n', 'w', 'q', 'p', 'Tab', 'r', 'Delete', 'Backspace'].map((key) => `$mod+Shift+${key}`),
  // Address bar, reload, print, find, history, downloads, page source, bookmarks bar, developer tools.
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

/** Browser shortcuts that Netloom overrides on purpose, because users expect these actions in a drawing tool. */
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

const commandKeys = SHORTCUTS.filter(({ action }) => action !== undefined)

describe('shortcuts', () => {
  test('include every shortcut of every command, and both common shortcuts of redo', () => {
    const listed = SHORTCUTS.flatMap(({ action, keys }) =>
      action && 'command' in action ? [`${action.command} ${keys}`] : [],
    )
    const all = commands.flatMap((command) => shortcutsOf(command).map((keys) => `${command.id} ${keys}`))
    expect(listed.sort()).toEqual(all.sort())
    expect(listed.filter((one) => one.startsWith('graph.redo '))).toEqual([
      'graph.redo $mod+Shift+z',
      'graph.redo $mod+y',
    ])
  })

  test('no shortcut has two actions in one scope', () => {
    for (const focused of ['canvas', 'outline'] as const) {
      const active = SHORTCUTS.filter(({ scope }) => scope === 'page' || scope === focused).map(({ keys }) => keys)
      expect(active.filter((keys, i) => active.indexOf(keys) !== i)).toEqual([])
    }
    // Canvas shortcuts also work in the outline, so the outline's keys must not collide with them.
    const own = SHORTCUTS.filter(({ scope }) => scope === 'outline').map(({ keys }) => keys)
    expect(commandKeys.filter(({ keys }) => own.includes(keys)).map(({ keys }) => keys)).toEqual([])
  })

  test('none is reserved by a browser', () => {
    const browserKeys = new Set(BROWSERS.map((keys) => keys.toLowerCase()))
    const conflicts = commandKeys.filter(({ keys }) => browserKeys.has(keys.toLowerCase()))
    expect(conflicts.map(({ keys }) => keys)).toEqual([])
    // A new shortcut with Control must be checked against the browsers' shortcuts, then either added to the list above
    // or changed.
    const unlisted = commandKeys.filter(({ keys }) => keys.startsWith('$mod') && !TAKEN_ON_PURPOSE.has(keys))
    expect(unlisted.map(({ keys }) => keys)).toEqual(['$mod+Enter', '$mod+Backspace'])
  })

  test('shortcuts of one character work on the canvas only, with one exception', () => {
    const page = commandKeys.filter(({ keys, scope }) => isCharacter(keys) && scope === 'page')
    expect(page.map(({ keys }) => keys)).toEqual(['Shift+?'])
    expect(commandKeys.filter(({ keys }) => isCharacter(keys)).length).toBeGreaterThan(4)
    expect(['f', '/', 'Shift+?', 'Shift+Digit1', 'KeyO', '*'].every(isCharacter)).toBe(true)
    expect(['$mod+k', 'Alt+KeyO', 'Delete', 'Shift+F10', 'F2', 'Alt+ArrowUp', 'Enter'].some(isCharacter)).toBe(false)
  })

  test('are written with the names of the keys', () => {
    expect(shortcutText('Alt+KeyO', false)).toBe('Alt O')
    expect(shortcutText('Alt+ArrowUp', true)).toBe('⌥ ↑')
    expect(shortcutText('Shift+Digit1', false)).toBe('Shift 1')
    expect(
      SHORTCUTS.map(({ keys }) => shortcutText(keys)).filter((words) => /Key[A-Z]|Digit|\$|\+/.test(words)),
    ).toEqual([])
  })
})
