/** @file Nearest: finds the rows most similar to a given row in a dataset whose rows are not in the page's memory. */
import { type Neighbor, nearestRows } from '../../data/nearest-rows'
import { defineJob } from '../define-job'

export const nearestJob = defineJob({
  kind: 'nearest',
  *run({ dataset }, { row, most: max }): Generator<number, readonly Neighbor[]> {
    const work = nearestRows(dataset, row, max)
    let step = work.next()
    for (; !step.done; step = work.next()) yield 0
    return step.value
  },
})
