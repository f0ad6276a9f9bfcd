/** @file Shortcuts: every key there is, one list. The dialog that shows them, the page that hears them and the tests that compare them read it. */
import type { Command } from '../../studio/command'
import { commands } from '../../studio/commands'

/** Where a key is heard: on the whole page, while the canvas or the outline has the focus, or in the outline alone. */
export type Where = 'page' | 'canvas' | 'outline'

export interface Shortcut {
  /** In tinykeys' notation. */
  readonly keys: string
  readonly title: string
  readonly where: Where
  /** What it opens or runs; absent: what has the focus hears it itself. */
  /** The command that it comes to where what has the focus hears it: hidden with it. */
  readonly like?: string
  readonly does?: { readonly dialog: 'commands' | 'projects' | 'keys' } | { readonly command: string }
}

/** Keys of the page that are no command's. */
const OWN: readonly Shortcut[] = [
  { keys: '$mod+k', title: 'Run any command', where: 'page', does: { dialog: 'commands' } },
  { keys: '$mod+o', title: 'Open a project', where: 'page', does: { dialog: 'projects' } },
  { keys: 'Shift+?', title: 'All keys', where: 'page', does: { dialog: 'keys' } },
  {
    keys: '/',
    title: 'Add a layer, or a line of them: conv 16 same, relu, residual x3',
    where: 'page',
    like: 'graph.add',
  },
]

/** Keys that the canvas hears itself, at what has the focus there. */
const ON_CANVAS: readonly Shortcut[] = [
  { keys: 'Tab', title: 'Go on to the next layer in the flow', where: 'canvas' },
  { keys: 'Space', title: 'Select the layer that has the focus', where: 'canvas' },
  { keys: 'Enter', title: 'Select a layer, open its settings', where: 'canvas' },
  { keys: 'Arrows', title: 'Move the selected layers', where: 'canvas', like: 'graph.move' },
  { keys: 'F2', title: 'Rename the selected layer', where: 'canvas', like: 'graph.rename' },
  { keys: 'Delete', title: 'Remove what is selected', where: 'canvas', like: 'graph.remove' },
  { keys: 'Escape', title: 'Select nothing, then leave the block', where: 'canvas' },
  { keys: 'Shift+F10', title: 'Open the menu of what is selected', where: 'canvas' },
]

/** Keys of the outline beside those of the canvas. */
const IN_OUTLINE: readonly Shortcut[] = [
  { keys: 'Arrows', title: 'From row to row; open a row and fold it', where: 'outline' },
  { keys: 'Shift+Arrows', title: 'Select several layers', where: 'outline' },
  { keys: '$mod+Space', title: 'Select this layer too', where: 'outline' },
  { keys: 'Enter', title: 'Settings of a layer, the other end of a wire, or do the fix', where: 'outline' },
  { keys: 'Delete', title: 'Remove the layer or the wire', where: 'outline', like: 'graph.remove' },
  { keys: '*', title: 'Open all rows beside this one', where: 'outline' },
  { keys: 'Escape', title: 'Back to the layer on the canvas', where: 'outline' },
]

/** A second key of a command, for hands that learnt it elsewhere. */
const ALSO: Readonly<Record<string, string>> = { 'graph.redo': '$mod+y' }

/** Every key of a command, its own first. */
export function keysOf({ id, shortcut }: Pick<Command, 'id' | 'shortcut'>): readonly string[] {
  return [shortcut, ALSO[id]].filter((keys) => keys !== undefined)
}

/** All of them: the page's, the canvas's and the outline's, each in the order shown. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...OWN,
  ...commandKeys((heard) => heard === undefined, 'page'),
  ...ON_CANVAS,
  ...commandKeys((heard) => heard !== undefined, 'canvas'),
  ...IN_OUTLINE,
]

function commandKeys(heard: (where: Command['heard']) => boolean, where: Where): readonly Shortcut[] {
  return commands
    .filter((command) => heard(command.heard))
    .flatMap((command) =>
      keysOf(command).map((keys): Shortcut => ({ keys, title: command.title, where, does: { command: command.id } })),
    )
}
