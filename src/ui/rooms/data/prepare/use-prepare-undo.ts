/** @file usePrepareUndo: where columns are prepared, Ctrl Z takes back what was done last, be it a step of a column or an edit of the drawing. */
import { useEffect } from 'react'
import { prepareHistory } from '../../../../studio/prepare-history'
import { takesText } from '../../../shell/shortcut-words'
import { undoOf } from '../../../shell/undoes'
import { useStudio } from '../../../studio-context'

/** Hears the keys before the page does; the arrows of the header do the same meanwhile. */
export function usePrepareUndo(): void {
  const studio = useStudio()
  useEffect(() => {
    const history = prepareHistory(studio)
    const closing = new AbortController()
    const { signal } = closing
    const go = (way: 'undo' | 'redo') =>
      void history[way]().catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error)
        void studio.run('notice.show', { tone: 'bad', text })
      })
    /** Fields with letters that were not taken yet: those they take back themselves. */
    const drafts = new WeakSet<EventTarget>()
    const settle = ({ target }: Event) => target && drafts.delete(target)
    window.addEventListener('input', ({ target }) => target && drafts.add(target), { signal, capture: true })
    window.addEventListener('focusout', settle, { signal, capture: true })
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown') settle(event)
        const key = event.key.toLowerCase()
        if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
        const target = event.target as Element
        if (takesText(target) && (drafts.has(target) || !target.closest('fieldset'))) return
        if (target.closest?.('[role="dialog"]')) return
        event.preventDefault()
        event.stopPropagation()
        go(key === 'y' || event.shiftKey ? 'redo' : 'undo')
      },
      { signal, capture: true },
    )
    const tell = () =>
      undoOf({
        ...{ canUndo: history.canUndo, canRedo: history.canRedo },
        ...{ undo: () => go('undo'), redo: () => go('redo') },
      })
    tell()
    const stop = history.subscribe(tell)
    return () => {
      closing.abort()
      stop()
      undoOf(undefined)
    }
  }, [studio])
}
