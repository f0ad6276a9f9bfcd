/** @file Drills by their place and their title. */
import { drills } from '../../../../gallery/drills'
import type { Drill } from '../../../../gallery/drills/define-drill'

export type { Drill }

/** Undefined after the last. */
export function drillAfter({ id }: Pick<Drill, 'id'>): Drill | undefined {
  return drills[drills.findIndex((drill) => drill.id === id) + 1]
}

/** Of the drill with this id. */
export function titleOf(id: string): string {
  return drills.find((drill) => drill.id === id)?.title ?? id
}
