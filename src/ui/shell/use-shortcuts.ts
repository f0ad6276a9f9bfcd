/** @file useShortcuts: binds the keys of the command list, and of the few dialogs that are the page's own. */
import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import { commands } from '../../studio/commands'
import type { Workshop } from '../../studio/context'
import type { Studio } from '../../studio/studio'
import type { Command } from '../../studio/command'
import { useRun, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { passesText, takesText } from './shortcut-words'

/** Keys of the page itself. */
export const OWN_KEYS = [
  { keys: '$mod+k', title: 'Run any command', dialog: 'commands' },
  { keys: '$mod+o', title: 'Open a project', dialog: 'projects' },
  { keys: 'Shift+?', title: 'All keys', dialog: 'keys' },
] as const

/** A second key of a command, for hands that learnt it elsewhere. */
const ALSO: Readonly<Record<string, string>> = { 'graph.redo': '$mod+y' }

/** Every key of a command, its own first. */
export function keysOf({ id, shortcut }: Pick<Command, 'id' | 'shortcut'>): readonly string[] {
  return [shortcut, ALSO[id]].filter((keys) => keys !== undefined)
}

/** Whether a command can run now. The studio a page stands on is the whole workshop: its type only hides the insides. */
export function isEnabled(studio: Studio, command: Command): boolean {
  return command.enabled?.(studio as Workshop) ?? true
}

/** Keys of the canvas are heard inside it; with Ctrl also where nothing has the focus. Plain letters are not, lest speech types them. */
function onCanvas(target: EventTarget | null, keys: string): boolean {
  const canvas = document.querySelector('[data-canvas]')
  if (!canvas || !(target instanceof Element) || takesText(target)) return false
  return canvas.contains(target) || (target === document.body && keys.startsWith('$mod'))
}

/** Binds all shortcuts to the window. */
export function useShortcuts(): void {
  const studio = useStudio()
  const run = useRun()
  const open = useOpenDialog()
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const command of commands) {
      // The browser tells of these itself, with the clipboard at hand.
      if (command.heard === 'clipboard') continue
      for (const keys of keysOf(command)) {
        bindings[keys] = (event) => {
          if (event.defaultPrevented || (takesText(event.target) && !passesText(keys))) return
          if (command.heard === 'canvas' && !onCanvas(event.target, keys)) return
          // The browser's own meaning (save page, undo in a field that is gone) never applies here.
          event.preventDefault()
          if (isEnabled(studio, command)) run(command.id)
        }
      }
    }
    for (const { keys, dialog } of OWN_KEYS) {
      bindings[keys] = (event) => {
        if (event.defaultPrevented || (takesText(event.target) && !passesText(keys))) return
        event.preventDefault()
        open(dialog)
      }
    }
    return tinykeys(window, bindings)
  }, [studio, run, open])
}
