/** @file Shortcuts: the list of all keyboard shortcuts, bound by the page and shown in the shortcuts dialog. */
import type { shortcutsText } from '../../messages/en/shell/shortcuts'
import type { Command } from '../../studio/command'
import { commands } from '../../studio/commands'

/**
 * Where a shortcut works: anywhere on the page, only while the canvas or the outline has the focus, or only in the
 * outline.
 */
export type ShortcutScope = 'page' | 'canvas' | 'outline'

export interface Shortcut {
  /** The keys in tinykeys notation. */
  readonly keys: string
  /** Key of the description in this scope's text; omitted if the command's title describes the shortcut. */
  readonly name?: Name
  readonly scope: ShortcutScope
  /**
   * Command with the same effect as these keys, which the focused element handles itself. A lesson that hides the
   * command also hides these keys.
   */
  readonly equivalentCommand?: string
  /** The dialog or command to run; absent if the focused element handles the keys itself. */
  readonly action?: { readonly dialog: 'commands' | 'projects' | 'keys' } | { readonly command: string }
}

type Texts = typeof shortcutsText
/** The key of a description. The description itself loads with the dialog that shows it. */
type Name = keyof Texts['page'] | keyof Texts['canvas'] | keyof Texts['outline']

function shortcut<W extends ShortcutScope>(
  keys: string,
  scope: W,
  name: keyof Texts[W],
  more: Pick<Shortcut, 'equivalentCommand' | 'action'> = {},
): Shortcut {
  return { keys, scope, name: name as Name, ...more }
}

/** Page shortcuts that do not belong to a command. */
const PAGE_SHORTCUTS: readonly Shortcut[] = [
  shortcut('$mod+k', 'page', 'commands', { action: { dialog: 'commands' } }),
  shortcut('$mod+o', 'page', 'projects', { action: { dialog: 'projects' } }),
  shortcut('Shift+?', 'page', 'shortcuts', { action: { dialog: 'keys' } }),
  shortcut('/', 'page', 'add', { equivalentCommand: 'graph.add' }),
]

/** Keys that the canvas handles itself, for the focused element. */
const CANVAS_SHORTCUTS: readonly Shortcut[] = [
  shortcut('Tab', 'canvas', 'next'),
  shortcut('Space', 'canvas', 'select'),
  shortcut('Enter', 'canvas', 'open'),
  // not text: keys
  shortcut('Arrows', 'canvas', 'move', { equivalentCommand: 'graph.move' }),
  shortcut('F2', 'canvas', 'rename', { equivalentCommand: 'graph.rename' }),
  shortcut('Delete', 'canvas', 'remove', { equivalentCommand: 'graph.remove' }),
  shortcut('Escape', 'canvas', 'leave'),
  shortcut('Shift+F10', 'canvas', 'menu'),
]

/** Keys of the outline, in addition to the canvas keys. */
const OUTLINE_SHORTCUTS: readonly Shortcut[] = [
  // not text: keys
  shortcut('Arrows', 'outline', 'move'),
  shortcut('Shift+Arrows', 'outline', 'selectMany'),
  shortcut('$mod+Space', 'outline', 'selectToo'),
  shortcut('Enter', 'outline', 'open'),
  shortcut('Delete', 'outline', 'remove', { equivalentCommand: 'graph.remove' }),
  shortcut('*', 'outline', 'expandAll'),
  shortcut('Escape', 'outline', 'back'),
]

/** Alternative shortcuts for commands, common in other programs. */
const ALTERNATIVES: Readonly<Record<string, string>> = { 'graph.redo': '$mod+y' }

/** All shortcuts of a command, with the primary shortcut first. */
export function shortcutsOf({ id, shortcut }: Pick<Command, 'id' | 'shortcut'>): readonly string[] {
  return [shortcut, ALTERNATIVES[id]].filter((keys) => keys !== undefined)
}

/** All shortcuts of the page, the canvas and the outline, in display order. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...PAGE_SHORTCUTS,
  ...commandShortcuts((includes) => includes === undefined, 'page'),
  ...CANVAS_SHORTCUTS,
  ...commandShortcuts((includes) => includes !== undefined, 'canvas'),
  ...OUTLINE_SHORTCUTS,
]

function commandShortcuts(
  includes: (where: Command['shortcutScope']) => boolean,
  scope: ShortcutScope,
): readonly Shortcut[] {
  return commands
    .filter((command) => includes(command.shortcutScope))
    .flatMap((command) => shortcutsOf(command).map((keys) => ({ keys, scope, action: { command: command.id } })))
}
