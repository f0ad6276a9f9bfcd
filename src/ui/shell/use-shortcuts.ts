/** @file useShortcuts: binds all keyboard shortcuts to the window. */
import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import type { Board } from '../../studio/network/canvas-board'
import type { Command } from '../../studio/command'
import { findCommand } from '../../studio/commands'
import { isOnBoard } from '../../studio/commands/board-commands'
import { errorNotice } from '../../studio/notice'
import type { Studio } from '../../studio/studio'
import { useRunCommand, useStudio } from '../studio-context'
import { getActiveBoard } from './active-board'
import { useOpenDialog } from './dialogs-context'
import { areCharacterKeysEnabled, isCharacter, worksInTextField, acceptsText } from './shortcut-keys'
import { SHORTCUTS } from './shortcuts'

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
        const board = isOnBoard(command.id) ? getActiveBoard() : undefined
        if (board) runOnBoard(board, command.id)
        else if (isEnabled(studio, command))
          studio.runById(command.id).catch((error: unknown) => run('notice.show', errorNotice(error)))
      }
    }
    return tinykeys(window, bindings)
  }, [studio, run, open])
}
