/** @file useUndoHere: which edits Undo takes back, by keys and by the arrows of the header, where the person stands; what changed out of sight is said. */
import { useEffect } from 'react'
import type { Collecting } from '../../../../studio/collecting'
import { type Kind, type Scope, type Way, workHistory } from '../../../../studio/work-history'
import { takesText } from '../../../shell/shortcut-keys'
import { undoOf } from '../../../shell/undo-owner'
import { useStudio } from '../../../studio-context'
import type { Tab } from '../tabs'
import { type Changed, changedWords } from './changed-words'

type Studio = ReturnType<typeof useStudio>

export interface Place extends Scope {
  /** Whose changes are seen there; others are said. */
  readonly sees?: Kind
  /** Samples have an order of their own. */
  readonly collecting?: Pick<Collecting, 'set' | 'undo' | 'redo'>
}

/** All other rooms. */
const ELSEWHERE: Place = { kinds: ['graph', 'plan'], sees: 'graph' }

const heard = new WeakMap<Studio['store'], (place: Place) => void>()

/** In a tab of this set, or where it is collected. */
export function useUndoHere(
  set: string,
  { undoes, sees }: Pick<Tab, 'undoes' | 'sees'>,
  collecting?: Collecting,
): void {
  const studio = useStudio()
  const { undo, redo } = collecting ?? {}
  useEffect(() => {
    const stand = heard.get(studio.store) ?? hear(studio)
    heard.set(studio.store, stand)
    const samples = undo === undefined || redo === undefined ? {} : { collecting: { set, undo, redo } }
    stand({ kinds: undoes, set, ...(sees ? { sees } : {}), ...samples })
    return () => stand(ELSEWHERE)
  }, [studio, set, undoes, sees, undo, redo])
}

/** From now on, in every room: the order that is kept holds in each. */
function hear(studio: Studio): (place: Place) => void {
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
  const tell = () =>
    undoOf({
      ...{ canUndo: can('undo'), canRedo: can('redo') },
      ...{ undo: () => go('undo'), redo: () => go('redo') },
    })
  const say = (changed: Changed) =>
    void studio.run('notice.show', { tone: 'info', text: changedWords(studio.store.getState(), changed) })
  history.subscribe((taken) => {
    tell()
    if (taken && !here.collecting && taken.kind !== here.sees) say(taken)
  })
  /** Fields with letters that were not taken yet: those they take back themselves. */
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
      // The drawing hears its own keys, and what else stands where they are pressed.
      if (here === ELSEWHERE && history.next(way, here) !== 'plan') return
      event.preventDefault()
      event.stopPropagation()
      if (can(way)) go(way)
    },
    true,
  )
  return (place) => {
    here = place
    tell()
  }
}
