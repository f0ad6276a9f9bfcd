/** @file useShortcuts: binds all keyboard shortcuts to the window. */
import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import type { Board } from '../../studio/board'
import type { Command } from '../../studio/command'
import { findCommand } from '../../studio/commands'
import type { AppContext } from '../../studio/context'
import { hidesCommand } from '../../studio/lesson'
import { isOnBoard } from '../../studio/commands/on-board'
import { errorNotice } from '../../studio/notice'
import type { Studio } from '../../studio/studio'
import { useRun, useStudio } from '../studio-context'
import { otherBoard } from './board-shown'
import { useOpenDialog } from './dialogs-context'
import { charactersHeard, isCharacter, passesText, takesText } from './shortcut-keys'
import { SHORTCUTS } from './shortcuts'

/** Whether a command can run now and no lesson hides it. The studio of a page is the whole workshop; its type only hides the internals. */
export function isEnabled(studio: Studio, command: Command): boolean {
  return !hidesCommand(studio.store.getState(), command.id) && (command.enabled?.(studio as AppContext) ?? true)
}

/** Shortcuts of the canvas work inside it and in its outline, and with Ctrl also where nothing has the focus. Plain letters do not, because speech input may type them. */
function onCanvas(target: EventTarget | null, keys: string): boolean {
  if (!document.querySelector('[data-canvas]') || !(target instanceof Element) || takesText(target)) return false
  return (
    target.closest('[data-canvas], [data-outline]') !== null || (target === document.body && keys.startsWith('$mod'))
  )
}

/** Whether a key press is meant as this shortcut, and not for a text field or for what has the focus. */
function isMeant(event: KeyboardEvent, keys: string): boolean {
  if (event.defaultPrevented || (takesText(event.target) && !passesText(keys))) return false
  return !isCharacter(keys) || charactersHeard()
}

/** Binds all shortcuts to the window. */
export function useShortcuts(): void {
  const studio = useStudio()
  const run = useRun()
  const open = useOpenDialog()
  useEffect(() => {
    const runThere = (board: Board, id: string) => {
      if (!board.offer(id)?.enabled) return
      board.run(id).catch((error: unknown) => run('notice.show', errorNotice(error)))
    }
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const { keys, does, where } of SHORTCUTS) {
      if (!does) continue
      if ('dialog' in does) {
        bindings[keys] = (event) => {
          if (!isMeant(event, keys)) return
          event.preventDefault()
          open(does.dialog)
        }
        continue
      }
      const command = findCommand(does.command)
      // The browser sends its own events for copy, cut and paste, with the clipboard.
      if (!command || command.heard === 'clipboard') continue
      bindings[keys] = (event) => {
        if (!isMeant(event, keys) || (where === 'canvas' && !onCanvas(event.target, keys))) return
        event.preventDefault()
        const other = isOnBoard(command.id) ? otherBoard() : undefined
        if (other) runThere(other, command.id)
        else if (isEnabled(studio, command)) run(command.id)
      }
    }
    return tinykeys(window, bindings)
  }, [studio, run, open])
}
