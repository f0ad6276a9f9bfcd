/** @file What a learning curve belongs to: the project, set and answer it is of, and beside these the rows, parts and network it was learnt with. */
import { analysisKey } from './data-analysis'
import type { AppState } from './state'

/** What both are asked of. */
type Learnt = Pick<AppState, 'data' | 'project'>

/** Undefined while no set is here. */
export function curveKey(state: Learnt): string | undefined {
  const key = analysisKey(state)
  return key === undefined ? undefined : `${curvePlace(state)} ${key} ${state.project.drawingVersion}`
}

/** Where a curve of before is still of use: of another project, set or answer it says what is not so here. */
export function curvePlace({ data, project }: Learnt): string {
  const target = project.plan.target ?? (data.tag === 'none' ? '' : data.schema.target)
  return JSON.stringify([project.id, project.data.dataset, target])
}

/** What was learnt, where it is of this place; `before` where rows, parts or network are others since. */
export function curveHere<T extends { readonly key: string }>(
  state: Learnt,
  curve: T | null,
): { readonly curve: T; readonly before: boolean } | undefined {
  if (!curve?.key.startsWith(`${curvePlace(state)} `)) return undefined
  return { curve, before: curve.key !== curveKey(state) }
}
