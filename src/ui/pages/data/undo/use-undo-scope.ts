/**
 * @file useUndoScope: Undo and Redo, for both keys and header buttons. All pages share one order in time; what is undone
 * out of view is reported in a notice, which says where.
 */
import { useEffect } from 'react'
import type { DataStep } from '../../../../data/dataset-edit'
import { stepText as setWords } from '../../../../data/edit-steps'
import { historyText as text } from '../../../../messages/en/data/row-edits'
import type { Collecting } from '../../../../studio/data/data-view-state'
import { errorNotice } from '../../../../studio/notice'
import { type Direction, type Scope, type UndoneEntry, workHistory } from '../../../../studio/project/edit-history'
import { type Entry, partsDiffer, type SetEntry } from '../../../../studio/project/edit-history-entries'
import type { AppState } from '../../../../studio/state'
import { historyStepText } from '../../../canvas/history-step-text'
import { layerCatalog } from '../../../network/layer-catalog'
import { openPage } from '../../../shell/open-page'
import { acceptsText } from '../../../shell/shortcut-keys'
import { useStudio } from '../../../studio-context'
import type { Tab } from '../data-tabs'

type Studio = ReturnType<typeof useStudio>

export interface UndoScope extends Scope {
  /** The kind of change that is visible here; changes of other kinds are reported in a notice. */
  readonly sees?: 'graph' | 'set'
  /** The dataset being collected, which has a separate undo history. */
  readonly collecting?: Pick<Collecting, 'set' | 'undo' | 'redo'>
}

/** The scope on all other pages. */
const DEFAULT_SCOPE: UndoScope = { sees: 'graph' }

const handlers = new WeakMap<Studio['store'], (position: UndoScope) => void>()

/** Sets the undo scope for a tab of this dataset, or for the view in which the dataset is collected. */
export function useUndoScope(dataset: string, sees?: Tab['sees'], collecting?: Collecting): void {
  const studio = useStudio()
  const { undo, redo } = collecting ?? {}
  useEffect(() => {
    const setPlace = handlers.get(studio.store) ?? handle(studio)
    handlers.set(studio.store, setPlace)
    const samples = undo === undefined || redo === undefined ? {} : { collecting: { set: dataset, undo, redo } }
    setPlace({ set: dataset, ...(sees ? { sees } : {}), ...samples })
    return () => setPlace(DEFAULT_SCOPE)
  }, [studio, dataset, sees, undo, redo])
}

/** Records changes from now on, so that they can be undone on the pages that have the default scope. */
export function recordEdits(studio: Studio): void {
  if (!handlers.has(studio.store)) handlers.set(studio.store, handle(studio))
}

/** Installs the Undo and Redo handling for all pages, because they share one history. */
function handle(studio: Studio): (position: UndoScope) => void {
  const history = workHistory(studio)
  let here = DEFAULT_SCOPE
  const can = (direction: Direction) => here.collecting?.[direction] ?? history.can(direction, here)
  const handled = (done: Promise<unknown>) =>
    void done.catch((error: unknown) => studio.run('notice.show', errorNotice(error)))
  const go = (direction: Direction) => {
    const { collecting } = here
    const done = collecting
      ? studio.run('collect.change', { dataset: collecting.set, [direction]: true })
      : history.go(direction, here)
    handled(done)
  }
  let isJumping = false
  async function jump(steps: number): Promise<void> {
    isJumping = true
    try {
      for (let i = 0; i < Math.abs(steps); i++) await history.go(steps < 0 ? 'undo' : 'redo', here)
    } finally {
      isJumping = false
    }
  }
  const steps = () => {
    const { past, future } = history.steps(here)
    const { sets, project } = studio.store.getState()
    const set = sets.sets.find(({ id }) => id === project.data.dataset)
    return {
      past: stepTexts(past.toReversed(), set?.steps.toReversed()).reverse(),
      future: stepTexts(future, set?.undone),
      jump: (count: number) => handled(jump(count)),
    }
  }
  const update = () =>
    openPage.setState({
      history: {
        ...{ canUndo: can('undo'), canRedo: can('redo'), undo: () => go('undo'), redo: () => go('redo') },
        ...(here === DEFAULT_SCOPE ? { steps } : {}),
      },
    })
  const report = (changed: HistoryChange) =>
    void studio.run('notice.show', { tone: 'info', text: undoNotice(studio.store.getState(), changed) })
  history.subscribe((taken) => {
    update()
    if (taken && !isJumping && !here.collecting && taken.kind !== here.sees) report(taken)
  })
  /** Text fields with changes that have not been applied yet; these fields handle Undo themselves. */
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
      const direction = key === 'y' || event.shiftKey ? 'redo' : 'undo'
      const target = event.target as Element
      const next = history.next(direction, here)
      // A weight is changed in a dialog, in a number field.
      const isWeight = next === 'weights' && !drafts.has(target)
      if (
        !isWeight &&
        acceptsText(target) &&
        (here === DEFAULT_SCOPE || drafts.has(target) || !target.closest('fieldset'))
      )
        return
      if (!isWeight && target.closest?.('[role="dialog"]')) return
      // On pages with the default scope, the canvas handles these keys itself if the step changes the drawing.
      if (here === DEFAULT_SCOPE && (next === undefined || next === 'graph')) return
      event.preventDefault()
      event.stopPropagation()
      if (can(direction)) go(direction)
    },
    true,
  )
  update()
  return (position) => {
    here = position
    update()
  }
}

/** The lines of the history for steps, beginning with the one next to the present; so do the edits of the dataset. */
function stepTexts(entries: readonly Entry[], edits: readonly DataStep[] = []): (string | undefined)[] {
  let at = 0
  return entries.map((entry) => {
    if (entry.kind !== 'set') return stepText(entry)
    const edit = edits[at]
    at += entry.count
    return text.step.dataset({ step: edit ? setWords(edit) : text.lastEdit })
  })
}

/** What a step sets, as a line of the history; undefined for a step of the drawing, which the canvas describes. */
function stepText(entry: Exclude<Entry, SetEntry>): string | undefined {
  if (entry.kind === 'graph') return undefined
  if (entry.kind === 'data') return text.step.data
  if (entry.kind === 'weights') return text.step.weight(entry.edit)
  if (entry.kind === 'decision') return text.step.decision(entry)
  const parts = partsDiffer(entry.before, entry.after)
  const [part] = parts
  const value = parts.length === 1 && part ? entry.after[part] : undefined
  return part && typeof value === 'number'
    ? text.step.set({ part: text.part[part], value })
    : text.step.change({ parts: parts.map((one) => text.part[one]) })
}

type HistoryChange = UndoneEntry

/** The sentence for the notice; the app state passed in is the state after the change. */
function undoNotice(
  { project, history, sets }: AppState,
  { kind, way: direction, parts = [], set: id }: HistoryChange,
): string {
  const back = direction === 'undo'
  if (kind === 'plan' || kind === 'settings')
    return text[kind][direction]({ parts: parts.map((part) => text.part[part]) })
  if (kind === 'weights' || kind === 'decision') return text[kind][direction]
  if (kind === 'data') return text.settings[direction]({ parts: [text.chosenData] })
  if (kind === 'set') {
    const dataset = sets.sets.find((one) => one.id === id)
    const step = back ? dataset?.undone[0] : dataset?.steps.at(-1)
    return text.dataset[direction]({ step: step ? setWords(step) : text.lastEdit })
  }
  const [before, after] = back
    ? [project.drawing, history.future[0] ?? project.drawing]
    : [history.past.at(-1) ?? project.drawing, project.drawing]
  return text.network[direction]({ step: historyStepText(layerCatalog.nouns, before, after) })
}
