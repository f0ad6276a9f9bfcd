/**
 * @file useClipboard: handles the browser's copy, cut and paste events unless another element handles them. These
 * events provide access to the text without a permission prompt, even on plain HTTP.
 */
import { useEffect } from 'react'
import { boardText } from '../../messages/en/canvas/board'
import { message, Refusal } from '../../messages/message'
import { useBoard, useRunCommand, useShowError } from './board-context'
import { canvasUi } from './canvas-ui-state'
import { isTyping } from './keyboard'

/** Copies, cuts and pastes the selection of the canvas. Shows a notice if nothing is selected. */
export function useClipboard(): void {
  const board = useBoard()
  const run = useRunCommand()
  const showError = useShowError()
  useEffect(() => {
    const onCopyOrCut = (event: ClipboardEvent) => {
      const { selection, selectedNotes } = board.store.getState()
      if (!event.clipboardData || isHandledElsewhere(event)) return
      const cuts = event.type === 'cut'
      if (selection.length + selectedNotes.length > 0) {
        event.preventDefault()
        run(cuts ? 'clip.cut' : 'clip.copy', { into: event.clipboardData })
      } else if (onCanvas(document.activeElement)) {
        const { copy, cut } = boardText.clipboard
        showError(new Refusal(message('no-selection', { title: cuts ? cut : copy, least: 1 })))
      }
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isHandledElsewhere(event)) return
      event.preventDefault()
      run('clip.paste', { text: event.clipboardData?.getData('text/plain') ?? '', ...pastePosition() })
    }
    document.addEventListener('copy', onCopyOrCut)
    document.addEventListener('cut', onCopyOrCut)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopyOrCut)
      document.removeEventListener('cut', onCopyOrCut)
      document.removeEventListener('paste', onPaste)
    }
  }, [board, run, showError])
}

/** The position of a paste: under the pointer, or else at the center of the view. */
export function pastePosition(): { readonly at?: { readonly x: number; readonly y: number } } {
  const { view } = canvasUi.getState()
  return view ? { at: view.pastePosition() } : {}
}

/** Whether the event belongs to a text field, a dialog, or a text selection. */
function isHandledElsewhere({ target, defaultPrevented }: ClipboardEvent): boolean {
  const element = target instanceof Element ? target : null
  return (
    defaultPrevented ||
    isTyping(document.activeElement) ||
    (element?.closest('[role="dialog"], dialog') !== null && element !== null) ||
    hasTextSelection(document.getSelection())
  )
}

/**
 * Whether text is selected outside the canvas. On the canvas only the node selection counts, even if the browser has
 * selected text.
 */
function hasTextSelection(marked: Selection | null): boolean {
  return marked !== null && !marked.isCollapsed && marked.toString() !== '' && !onCanvas(marked.anchorNode)
}

function onCanvas(node: Node | null): boolean {
  return (node instanceof Element ? node : node?.parentElement)?.closest('[data-canvas]') != null
}

/**
 * Clears the text selection when the user presses on the canvas, because browsers keep it if the pressed element is not
 * selectable.
 */
export function clearTextSelection({ target }: { readonly target: EventTarget | null }): void {
  if (!isTyping(target)) document.getSelection()?.removeAllRanges()
}
