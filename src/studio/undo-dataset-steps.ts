/** @file Take back: which steps of a set can leave it alone, and the notices that offer it: they name their own steps, not the last. */
import { stableJson } from '../base/stable-json'
import { refuse } from '../messages/message'
import '../messages/en/dataset-edits'
import { offersText } from '../messages/en/studio/offers'
import type { DataStep } from '../data/data-step'
import { stepDef, stepText } from '../data/steps'
import type { AppState, Notice } from './state'

/** One step may leave from the middle as long as no later one names rows whose numbers it moved. */
export function withoutStep(steps: readonly DataStep[], index: number): readonly DataStep[] {
  const step = steps[index] ?? refuse('set-nothing-undone', {})
  const bound = boundTo(steps, index)
  if (bound) refuse('step-row-order', { step: stepText(step), later: stepText(bound) })
  return steps.toSpliced(index, 1)
}

/** Where these steps stand one behind the other, the last time they do; -1 where they were taken back already. */
export function placeOf(steps: readonly DataStep[], these: readonly DataStep[]): number {
  const all = steps.map((step) => stableJson(step))
  const wanted = these.map((step) => stableJson(step))
  for (let at = all.length - wanted.length; at >= 0; at--) if (wanted.every((one, i) => one === all[at + i])) return at
  return -1
}

/** The notices that still hold once a set has these steps: what they offer to take back is there, and can leave alone. */
export function withoutTakenBack(
  notices: readonly Notice[],
  set: string,
  steps: readonly DataStep[],
): readonly Notice[] {
  const kept = notices.filter(({ action }) => {
    if (action?.command !== 'dataset.undo') return true
    const { dataset: of, these = [] } = (action.args ?? {}) as Offered
    if (of !== set || these.length === 0) return true
    const at = placeOf(steps, these)
    const rest = steps.slice(at + these.length)
    return at >= 0 && !these.some((step) => boundTo([step, ...rest], 0))
  })
  return kept.length === notices.length ? notices : kept
}

/** A notice of the newest steps of the set in use, with a way to take just them back. */
export function offerToTakeBack({ project, sets }: AppState, count: number, text: string): Omit<Notice, 'id'> {
  const set = project.data.dataset
  const these = sets.sets.find(({ id }) => id === set)?.steps.slice(-count) ?? []
  const args: Offered = { dataset: set, these }
  return { tone: 'good', text, action: { title: offersText.undo, command: 'dataset.undo', args } }
}

interface Offered {
  readonly dataset?: string
  readonly these?: readonly DataStep[]
}

/** The later step that names rows by numbers which this one gave them. */
function boundTo(steps: readonly DataStep[], index: number): DataStep | undefined {
  if (!stepDef(steps[index]?.kind ?? '')?.movesRows) return undefined
  return steps.slice(index + 1).find(({ kind }) => stepDef(kind)?.namesRows)
}
