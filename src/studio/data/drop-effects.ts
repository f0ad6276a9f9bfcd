/** @file The effects of dropping columns on everything that uses them by name, shown before and after the step. */
import { message, formatMessage } from '../../messages/message'
import '../../messages/en/dataset-edits'
import { usesOfColumn } from '../../compile/column-uses'
import type { DataStep } from '../../data/dataset-edit'
import { slicesOf } from './dataset-slices'
import type { AppState } from '../state'

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
