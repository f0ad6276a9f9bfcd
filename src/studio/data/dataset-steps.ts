/**
 * @file Dataset steps: the effects of dropping columns, which steps can be removed, and notices that offer to undo
 * steps.
 */
import { stableJson } from '../../base/stable-json'
import { formatMessage, message, refuse } from '../../messages/message'
import { callOf } from '../run-command'
import '../../messages/en/dataset-edits'
import { usesOfColumn } from '../../compile/column-uses'
import type { DataStep } from '../../data/dataset-edit'
import { stepDef, stepText } from '../../data/edit-steps'
import { offersText } from '../../messages/en/studio/offers'
import type { AppState, Notice } from '../state'
import { slicesOf } from './dataset-slices'

/** The steps without the step at `index`. Refuses if a later step refers to row numbers that this step shifted. */
export function withoutStep(steps: readonly DataStep[], index: number): readonly DataStep[] {
  const step = steps[index] ?? refuse('dataset-nothing-undone', {})
  const dependent = firstDependent(steps, index)
  if (dependent) refuse('step-row-order', { step: stepText(step), later: stepText(dependent) })
  return steps.toSpliced(index, 1)
}

/** The index of the last occurrence of consecutive steps; -1 if they were already undone. */
export function placeOf(steps: readonly DataStep[], these: readonly DataStep[]): number {
  const all = steps.map((step) => stableJson(step))
  const targets = these.map((step) => stableJson(step))
  for (let at = all.length - targets.length; at >= 0; at--)
    if (targets.every((one, i) => one === all[at + i])) return at
  return -1
}

/** The notices whose offered undo is still possible with these steps. */
export function withoutUndone(notices: readonly Notice[], set: string, steps: readonly DataStep[]): readonly Notice[] {
  const kept = notices.filter(({ action }) => {
    if (action?.command !== 'dataset.undo') return true
    const { dataset: of, these = [] } = (action.args ?? {}) as UndoArgs
    if (of !== set || these.length === 0) return true
    const at = placeOf(steps, these)
    const rest = steps.slice(at + these.length)
    return at >= 0 && !these.some((step) => firstDependent([step, ...rest], 0))
  })
  return kept.length === notices.length ? notices : kept
}

/** A notice about the newest steps of the dataset in use, with an action that undoes exactly those steps. */
export function offerToUndo({ project, sets }: AppState, count: number, text: string): Omit<Notice, 'id'> {
  const set = project.data.dataset
  const these = sets.sets.find(({ id }) => id === set)?.steps.slice(-count) ?? []
  const args: UndoArgs = { dataset: set, these }
  return { tone: 'good', text, action: { title: offersText.undo, ...callOf('dataset.undo'), args } }
}

interface UndoArgs {
  readonly dataset?: string
  readonly these?: readonly DataStep[]
}

/** The first later step that refers to row numbers that the step at `index` shifted. */
function firstDependent(steps: readonly DataStep[], index: number): DataStep | undefined {
  if (!stepDef(steps[index]?.kind ?? '')?.movesRows) return undefined
  return steps.slice(index + 1).find(({ kind }) => stepDef(kind)?.namesRows)
}

/** A sentence for each dropped column that the open project or a slice uses; empty if none is used. */
export function dropEffects(state: Pick<AppState, 'project' | 'sets'>, steps: readonly DataStep[]): string {
  const { plan, drawing } = state.project
  const slices = slicesOf(state)
  const names = steps.flatMap(({ kind, columns }) => (kind === 'drop' ? (columns as readonly string[]) : []))
  const sentences = names.flatMap((column) => {
    const uses = usesOfColumn(column, { plan, drawing, slices })
    return uses.length > 0 ? [formatMessage(message('column-dropped', { column, uses }))] : []
  })
  return sentences.join(' ')
}
