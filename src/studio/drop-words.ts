/** @file What becomes of what names a column that is dropped, told by name: asked before the step is taken, said once it is. */
import { message, say } from '../messages/message'
import '../messages/en/dataset-edits'
import { usesOfColumn } from '../compile/column-uses'
import type { DataStep } from '../data/step'
import { slicesOf } from './slices-of'
import type { AppState } from './state'

/** A sentence for each column that steps drop and that something of the open project or a slice names; empty where nothing does. */
export function dropWords(state: Pick<AppState, 'project' | 'sets'>, steps: readonly DataStep[]): string {
  const { plan, drawing } = state.project
  const slices = slicesOf(state)
  const names = steps.flatMap(({ kind, columns }) => (kind === 'drop' ? (columns as readonly string[]) : []))
  const told = names.flatMap((column) => {
    const uses = usesOfColumn(column, { plan, drawing, slices })
    return uses.length > 0 ? [say(message('column-dropped', { column, uses }))] : []
  })
  return told.join(' ')
}
