/** @file Nearest: the rows most like one, of a set whose rows the page does not have in memory. */
import { type Near, nearestRows } from '../../data/nearest-rows'
import { defineJob } from '../job'

export const nearestJob = defineJob({
  kind: 'nearest',
  *run({ dataset }, { row, most }): Generator<number, readonly Near[]> {
    const looking = nearestRows(dataset, row, most)
    let step = looking.next()
    for (; !step.done; step = looking.next()) yield 0
    return step.value
  },
})
