/** @file Shortcuts: the list of all keyboard shortcuts, bound by the page and shown in the shortcuts dialog. */
import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import type { shortcutsText } from '../../messages/en/shell/shortcuts'
import type { Command } from '../../studio/command'
import { commands, findCommand } from '../../studio/commands'
import { isOnBoard } from '../../studio/commands/board-commands'
import type { Board } from '../../studio/network/canvas-board'
import { errorNotice } from '../../studio/notice'
import type { Studio } from '../../studio/studio'
import { useRunCommand, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { openPage } from './open-page'
import { acceptsText, areCharacterKeysEnabled, isCharacter, worksInTextField } from './shortcut-keys'

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

/** Whether a command can run now and is not hidden by a lesson. */
export function isEnabled(studio: Studio, { id }: Pick<Command, 'id'>): boolean {
  return studio.offer(id)?.enabled === true
}

/**
 * Whether a canvas shortcut works for this event target: inside the canvas and the outline, and, for Ctrl shortcuts,
 * also when nothing has the focus. Plain letters require the focus, because speech input may type them.
 */
function worksOnCanvas(target: EventTarget | null, keys: string): boolean {
  if (!document.querySelector('[data-canvas]') || !(target instanceof Element) || acceptsText(target)) return false
  return (
    target.closest('[data-canvas], [data-outline]') !== null || (target === document.body && keys.startsWith('$mod'))
  )
}

/** Whether a key press should trigger a shortcut because it is not meant for a text field or another handler. */
function shouldHandle(event: KeyboardEvent, keys: string): boolean {
  if (event.defaultPrevented || (acceptsText(event.target) && !worksInTextField(keys))) return false
  return !isCharacter(keys) || areCharacterKeysEnabled()
}

/** Binds all shortcuts to the window. */
export function useShortcuts(): void {
  const studio = useStudio()
  const run = useRunCommand()
  const open = useOpenDialog()
  useEffect(() => {
    const runOnBoard = (board: Board, id: string) => {
      if (!board.offer(id)?.enabled) return
      board.runById(id).catch((error: unknown) => run('notice.show', errorNotice(error)))
    }
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const { keys, action, scope } of SHORTCUTS) {
      if (!action) continue
      if ('dialog' in action) {
        bindings[keys] = (event) => {
          if (!shouldHandle(event, keys)) return
          event.preventDefault()
          open(action.dialog)
        }
        continue
      }
      const command = findCommand(action.command)
      // Copy, cut and paste are handled through the browser's clipboard events.
      if (!command || command.shortcutScope === 'clipboard') continue
      bindings[keys] = (event) => {
        if (!shouldHandle(event, keys) || (scope === 'canvas' && !worksOnCanvas(event.target, keys))) return
        event.preventDefault()
        const board = isOnBoard(command.id) ? openPage.getState().board : undefined
        if (board) runOnBoard(board, command.id)
        else if (isEnabled(studio, command))
          studio.runById(command.id).catch((error: unknown) => run('notice.show', errorNotice(error)))
      }
    }
    return tinykeys(window, bindings)
  }, [studio, run, open])
}
