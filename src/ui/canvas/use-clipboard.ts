/**
 * @file useClipboard: the browser's own copy, cut and paste, heard while nothing else wants them. Its events carry the text
 * without asking for leave, on plain http too.
 */
import { useEffect } from 'react'
import { canvasUi } from './canvas-ui'
import { useBoard, useRun } from './on-board'
import { isTyping } from './use-keys'

/** Copies, cuts and pastes what is selected on the canvas. */
export function useClipboard(): void {
  const board = useBoard()
  const run = useRun()
  useEffect(() => {
    const onTake = (event: ClipboardEvent) => {
      const { selection, selectedNotes } = board.store.getState()
      const nothing = selection.length + selectedNotes.length === 0
      if (nothing || !event.clipboardData || isElsewhere(event)) return
      event.preventDefault()
      run(event.type === 'cut' ? 'clip.cut' : 'clip.copy', { into: event.clipboardData })
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isElsewhere(event)) return
      event.preventDefault()
      run('clip.paste', { text: event.clipboardData?.getData('text/plain') ?? '', ...pastePlace() })
    }
    document.addEventListener('copy', onTake)
    document.addEventListener('cut', onTake)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onTake)
      document.removeEventListener('cut', onTake)
      document.removeEventListener('paste', onPaste)
    }
  }, [board, run])
}

/** Where a paste goes: under the pointer, else in the middle of the view. */
export function pastePlace(): { readonly at?: { readonly x: number; readonly y: number } } {
  const { view } = canvasUi.getState()
  return view ? { at: view.pasteAt() } : {}
}

/** In a field, in a dialog, or where text was marked to be copied. */
function isElsewhere({ target, defaultPrevented }: ClipboardEvent): boolean {
  const marked = document.getSelection()
  const element = target instanceof Element ? target : null
  return (
    defaultPrevented ||
    isTyping(document.activeElement) ||
    (element?.closest('[role="dialog"], dialog') !== null && element !== null) ||
    (marked !== null && !marked.isCollapsed && marked.toString() !== '')
  )
}
