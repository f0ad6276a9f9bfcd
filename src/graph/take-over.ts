/** @file takeOver: one change of a difference, or all, as edits; what a change cannot stand without comes with it. */
import { BLOCK } from './block'
import type { Change } from './diff'
import type { Edit } from './edit'

/** The edits of the change of this id, or of all; none where there is no such change. */
export function takeOver(changes: readonly Change[], id?: string): readonly Edit[] {
  const chosen = changes.find((one) => one.id === id)
  if (id !== undefined && !chosen) return []
  return changes.filter((one) => !chosen || one === chosen || needs(chosen, one)).flatMap(({ edits }) => edits)
}

/** A wire needs the nodes at its ends, and a node that stands for a block needs the block. */
function needs(chosen: Change, one: Change): boolean {
  const nodes =
    chosen.type === 'wired'
      ? [chosen.from, chosen.to]
      : chosen.type === 'added'
        ? [chosen.node]
        : chosen.type === 'changed'
          ? [chosen.after]
          : []
  if (one.type === 'added') return chosen.type === 'wired' && nodes.some(({ id }) => id === one.node.id)
  return one.type === 'block' && one.what === 'added' && nodes.some(({ kind }) => kind === BLOCK)
}
