/** @file Finds the drill that follows a given drill, and the title of a drill. */
import { drills } from '../../../../gallery/drills'
import type { Drill } from '../../../../gallery/drills/define-drill'

export type { Drill }

/** The drill after this one; undefined after the last. */
export function drillAfter({ id }: Pick<Drill, 'id'>): Drill | undefined {
  return drills[drills.findIndex((drill) => drill.id === id) + 1]
}

/** The title of the drill with this id. */
export function titleOf(id: string): string {
  return drills.find((drill) => drill.id === id)?.title ?? id
}
