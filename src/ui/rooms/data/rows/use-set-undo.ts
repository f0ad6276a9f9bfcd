/** @file useSetUndo: Ctrl Z in the Data room takes back an edit of the set, not one of the drawing. */
import { useEffect } from 'react'
import { takesText } from '../../../shell/shortcut-words'
import { undoOf } from '../../../shell/undoes'
import { useRun } from '../../../studio-context'

/** Hears the keys before the page does; the arrows of the header do the same meanwhile. */
export function useSetUndo(): void {
  const run = useRun()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
      // A field takes its own letters back; a dialog stands above the room.
      if (takesText(event.target) || (event.target as Element).closest?.('[role="dialog"]')) return
      event.preventDefault()
      event.stopPropagation()
      run(key === 'y' || event.shiftKey ? 'set.redo' : 'set.undo')
    }
    window.addEventListener('keydown', onKeyDown, true)
    undoOf('set')
    return () => {
      window.removeEventListener('keydown', onKeyDown, true)
      undoOf(undefined)
    }
  }, [run])
}
