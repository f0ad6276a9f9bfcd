/** @file Shortcuts: the one list of all keyboard shortcuts, for the dialog that shows them, the page that binds them and the tests that compare them. */
import { shortcutsText as text } from '../../messages/en/shell/shortcuts'
import { type Command, titleFor } from '../../studio/command'
import { commands } from '../../studio/commands'

/** Where a shortcut works: on the whole page, while the canvas or the outline has the focus, or in the outline only. */
export type Where = 'page' | 'canvas' | 'outline'

export interface Shortcut {
  /** In tinykeys' notation. */
  readonly keys: string
  /** What it does where layers are drawn. */
  readonly title: string
  /** What it does where stages of a service are drawn. */
  readonly stageTitle: string
  readonly where: Where
  /** For keys that the focused element handles itself: the command that does the same, with which a lesson hides them. */
  readonly like?: string
  /** What it opens or runs; absent where the focused element handles the keys itself. */
  readonly does?: { readonly dialog: 'commands' | 'projects' | 'keys' } | { readonly command: string }
}

/** Text that is the same for layers and stages, or one for each. */
type Title = string | { readonly layer: string; readonly stage: string }

function shortcut(keys: string, where: Where, title: Title, more: Pick<Shortcut, 'like' | 'does'> = {}): Shortcut {
  const titles = typeof title === 'string' ? { layer: title, stage: title } : title
  return { keys, title: titles.layer, stageTitle: titles.stage, where, ...more }
}

/** Shortcuts of the page that belong to no command. */
const OF_PAGE: readonly Shortcut[] = [
  shortcut('$mod+k', 'page', text.page.commands, { does: { dialog: 'commands' } }),
  shortcut('$mod+o', 'page', text.page.projects, { does: { dialog: 'projects' } }),
  shortcut('Shift+?', 'page', text.page.shortcuts, { does: { dialog: 'keys' } }),
  shortcut('/', 'page', text.page.add, { like: 'graph.add' }),
]

/** Keys that the canvas handles itself, for what has the focus there. */
const ON_CANVAS: readonly Shortcut[] = [
  shortcut('Tab', 'canvas', text.canvas.next),
  shortcut('Space', 'canvas', text.canvas.select),
  shortcut('Enter', 'canvas', text.canvas.open),
  // not text: keys
  shortcut('Arrows', 'canvas', text.canvas.move, { like: 'graph.move' }),
  shortcut('F2', 'canvas', text.canvas.rename, { like: 'graph.rename' }),
  shortcut('Delete', 'canvas', text.canvas.remove, { like: 'graph.remove' }),
  shortcut('Escape', 'canvas', text.canvas.leave),
  shortcut('Shift+F10', 'canvas', text.canvas.menu),
]

/** Keys of the outline, in addition to those of the canvas. */
const IN_OUTLINE: readonly Shortcut[] = [
  // not text: keys
  shortcut('Arrows', 'outline', text.outline.move),
  shortcut('Shift+Arrows', 'outline', text.outline.selectMany),
  shortcut('$mod+Space', 'outline', text.outline.selectToo),
  shortcut('Enter', 'outline', text.outline.open),
  shortcut('Delete', 'outline', text.outline.remove, { like: 'graph.remove' }),
  shortcut('*', 'outline', text.outline.expandAll),
  shortcut('Escape', 'outline', text.outline.back),
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
    .flatMap((command) =>
      keysOf(command).map((keys) =>
        shortcut(
          keys,
          where,
          { layer: titleFor(command.title, 'layer'), stage: titleFor(command.title, 'stage') },
          { does: { command: command.id } },
        ),
      ),
    )
}
