/**
 * @file useClipboard: the browser's own copy, cut and paste events, where nothing else handles them. They carry the text
 * without asking for permission, on plain http too.
 */
import { useEffect } from 'react'
import { boardText } from '../../messages/en/canvas/board'
import { message, Refusal } from '../../messages/message'
import { canvasUi } from './canvas-ui'
import { useBoard, useRun, useTell } from './on-board'
import { isTyping } from './use-keys'

/** Copies, cuts and pastes what is selected on the canvas; says so where nothing is selected. */
export function useClipboard(): void {
  const board = useBoard()
  const run = useRun()
  const tell = useTell()
  useEffect(() => {
    const onTake = (event: ClipboardEvent) => {
      const { selection, selectedNotes } = board.store.getState()
      if (!event.clipboardData || isElsewhere(event)) return
      const cuts = event.type === 'cut'
      if (selection.length + selectedNotes.length > 0) {
        event.preventDefault()
        run(cuts ? 'clip.cut' : 'clip.copy', { into: event.clipboardData })
      } else if (onCanvas(document.activeElement)) {
        const { copy, cut } = boardText.clipboard
        tell(new Refusal(message('no-selection', { title: cuts ? cut : copy, least: 1 })))
      }
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
  }, [board, run, tell])
}

/** Where a paste goes: under the pointer, else in the middle of the view. */
export function pastePlace(): { readonly at?: { readonly x: number; readonly y: number } } {
  const { view } = canvasUi.getState()
  return view ? { at: view.pasteAt() } : {}
}

/** In a field, in a dialog, or where text was marked to be copied. */
function isElsewhere({ target, defaultPrevented }: ClipboardEvent): boolean {
  const element = target instanceof Element ? target : null
  return (
    defaultPrevented ||
    isTyping(document.activeElement) ||
    (element?.closest('[role="dialog"], dialog') !== null && element !== null) ||
    marksText(document.getSelection())
  )
}

/** Whether text is selected outside the canvas. Inside it only nodes are selected, even if the browser marked some text. */
function marksText(marked: Selection | null): boolean {
  return marked !== null && !marked.isCollapsed && marked.toString() !== '' && !onCanvas(marked.anchorNode)
}

function onCanvas(node: Node | null): boolean {
  return (node instanceof Element ? node : node?.parentElement)?.closest('[data-canvas]') != null
}

/** A press on the canvas ends what was marked elsewhere: where nothing can be marked, a browser leaves the old mark. */
export function unmark({ target }: { readonly target: EventTarget | null }): void {
  if (!isTyping(target)) document.getSelection()?.removeAllRanges()
}
