/** @file useUndoHere: which edits Undo and Redo affect in the current place, by keys and by the header's buttons; changes out of sight are reported in a notice. */
import { useEffect } from 'react'
import type { Collecting } from '../../../../studio/collecting'
import { type Kind, type Scope, type Way, workHistory } from '../../../../studio/work-history'
import { takesText } from '../../../shell/shortcut-keys'
import { undoOf } from '../../../shell/undo-owner'
import { useStudio } from '../../../studio-context'
import type { Tab } from '../tabs'
import { type Changed, undoNotice } from './undo-notice'

type Studio = ReturnType<typeof useStudio>

export interface Place extends Scope {
  /** The kind of changes that is visible there; others are reported in a notice. */
  readonly sees?: Kind
  /** Collected examples have their own history. */
  readonly collecting?: Pick<Collecting, 'set' | 'undo' | 'redo'>
}

/** All other pages. */
const ELSEWHERE: Place = { kinds: ['graph', 'plan'], sees: 'graph' }

const handlers = new WeakMap<Studio['store'], (place: Place) => void>()

/** For a tab of this dataset, or the view that collects it. */
export function useUndoHere(
  set: string,
  { undoes, sees }: Pick<Tab, 'undoes' | 'sees'>,
  collecting?: Collecting,
): void {
  const studio = useStudio()
  const { undo, redo } = collecting ?? {}
  useEffect(() => {
    const setPlace = handlers.get(studio.store) ?? handle(studio)
    handlers.set(studio.store, setPlace)
    const samples = undo === undefined || redo === undefined ? {} : { collecting: { set, undo, redo } }
    setPlace({ kinds: undoes, set, ...(sees ? { sees } : {}), ...samples })
    return () => setPlace(ELSEWHERE)
  }, [studio, set, undoes, sees, undo, redo])
}

/** Handles Undo and Redo on every page from now on, as the history is shared. */
function handle(studio: Studio): (place: Place) => void {
  const history = workHistory(studio)
  let here = ELSEWHERE
  const can = (way: Way) => here.collecting?.[way] ?? history.can(way, here)
  const go = (way: Way) => {
    const { collecting } = here
    const done = collecting ? studio.run('collect.change', { set: collecting.set, [way]: true }) : history.go(way, here)
    void done.catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error)
      void studio.run('notice.show', { tone: 'bad', text })
    })
  }
  const update = () =>
    undoOf({
      ...{ canUndo: can('undo'), canRedo: can('redo') },
      ...{ undo: () => go('undo'), redo: () => go('redo') },
    })
  const report = (changed: Changed) =>
    void studio.run('notice.show', { tone: 'info', text: undoNotice(studio.store.getState(), changed) })
  history.subscribe((taken) => {
    update()
    if (taken && !here.collecting && taken.kind !== here.sees) report(taken)
  })
  /** Fields with text that was not applied yet: they undo it themselves. */
  const drafts = new WeakSet<EventTarget>()
  const settle = ({ target }: Event) => target && drafts.delete(target)
  window.addEventListener('input', ({ target }) => target && drafts.add(target), true)
  window.addEventListener('focusout', settle, true)
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown') settle(event)
      const key = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
      const way = key === 'y' || event.shiftKey ? 'redo' : 'undo'
      const target = event.target as Element
      if (takesText(target) && (here === ELSEWHERE || drafts.has(target) || !target.closest('fieldset'))) return
      if (target.closest?.('[role="dialog"]')) return
      // The canvas handles its own keys.
      if (here === ELSEWHERE && history.next(way, here) !== 'plan') return
      event.preventDefault()
      event.stopPropagation()
      if (can(way)) go(way)
    },
    true,
  )
  return (place) => {
    here = place
    update()
  }
}
