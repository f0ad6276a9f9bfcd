/** @file Shortcuts: the one list of all keyboard shortcuts, for the dialog that shows them, the page that binds them and the tests that compare them. */
import type { shortcutsText } from '../../messages/en/shell/shortcuts'
import type { Command } from '../../studio/command'
import { commands } from '../../studio/commands'

/** Where a shortcut works: on the whole page, while the canvas or the outline has the focus, or in the outline only. */
export type Where = 'page' | 'canvas' | 'outline'

export interface Shortcut {
  /** In tinykeys' notation. */
  readonly keys: string
  /** The key of its text in the list of its place; absent where the title of its command says what it does. */
  readonly name?: Name
  readonly where: Where
  /** For keys that the focused element handles itself: the command that does the same, with which a lesson hides them. */
  readonly like?: string
  /** What it opens or runs; absent where the focused element handles the keys itself. */
  readonly does?: { readonly dialog: 'commands' | 'projects' | 'keys' } | { readonly command: string }
}

type Texts = typeof shortcutsText
/** The text is loaded with the dialog that shows it. */
type Name = keyof Texts['page'] | keyof Texts['canvas'] | keyof Texts['outline']

function shortcut<W extends Where>(
  keys: string,
  where: W,
  name: keyof Texts[W],
  more: Pick<Shortcut, 'like' | 'does'> = {},
): Shortcut {
  return { keys, where, name: name as Name, ...more }
}

/** Shortcuts of the page that belong to no command. */
const OF_PAGE: readonly Shortcut[] = [
  shortcut('$mod+k', 'page', 'commands', { does: { dialog: 'commands' } }),
  shortcut('$mod+o', 'page', 'projects', { does: { dialog: 'projects' } }),
  shortcut('Shift+?', 'page', 'shortcuts', { does: { dialog: 'keys' } }),
  shortcut('/', 'page', 'add', { like: 'graph.add' }),
]

/** Keys that the canvas handles itself, for what has the focus there. */
const ON_CANVAS: readonly Shortcut[] = [
  shortcut('Tab', 'canvas', 'next'),
  shortcut('Space', 'canvas', 'select'),
  shortcut('Enter', 'canvas', 'open'),
  // not text: keys
  shortcut('Arrows', 'canvas', 'move', { like: 'graph.move' }),
  shortcut('F2', 'canvas', 'rename', { like: 'graph.rename' }),
  shortcut('Delete', 'canvas', 'remove', { like: 'graph.remove' }),
  shortcut('Escape', 'canvas', 'leave'),
  shortcut('Shift+F10', 'canvas', 'menu'),
]

/** Keys of the outline, in addition to those of the canvas. */
const IN_OUTLINE: readonly Shortcut[] = [
  // not text: keys
  shortcut('Arrows', 'outline', 'move'),
  shortcut('Shift+Arrows', 'outline', 'selectMany'),
  shortcut('$mod+Space', 'outline', 'selectToo'),
  shortcut('Enter', 'outline', 'open'),
  shortcut('Delete', 'outline', 'remove', { like: 'graph.remove' }),
  shortcut('*', 'outline', 'expandAll'),
  shortcut('Escape', 'outline', 'back'),
]

/** A second shortcut of a command, as other programs have it. */
const ALSO: Readonly<Record<string, string>> = { 'graph.redo': '$mod+y' }

/** Every shortcut of a command, its own first. */
export function keysOf({ id, shortcut }: Pick<Command, 'id' | 'shortcut'>): readonly string[] {
  return [shortcut, ALSO[id]].filter((keys) => keys !== undefined)
}

/** All shortcuts: those of the page, the canvas and the outline, each in the order shown. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...OF_PAGE,
  ...commandKeys((heard) => heard === undefined, 'page'),
  ...ON_CANVAS,
  ...commandKeys((heard) => heard !== undefined, 'canvas'),
  ...IN_OUTLINE,
]

function commandKeys(heard: (where: Command['heard']) => boolean, where: Where): readonly Shortcut[] {
  return commands
    .filter((command) => heard(command.heard))
    .flatMap((command) => keysOf(command).map((keys) => ({ keys, where, does: { command: command.id } })))
}
