/**
 * @file Traffic: chooses the held-out row for each simulated request, and the slice in which the request is counted.
 */
import { readCondition } from '../../data/parse-condition'
import { maskOf } from '../../data/evaluate-condition'
import type { Conditions } from '../../ops/scenario/simulated-conditions'
import type { ServiceRows } from '../../protocol/serving-messages'
import { drawFor } from './random-draws'

export interface Traffic {
  /** Chooses the row of a request; also returns the index of the row's slice in `names` (0 for all rows). */
  pick(id: number, mix: Conditions['mix']): { readonly row: number; readonly slice: number }
  /** Slice names by index; index 0 stands for all rows. */
  readonly names: readonly string[]
}

/** Draws held-out rows; a slice of the traffic mix that has no rows is ignored. */
export function openTraffic({ dataset, heldOut, slices }: ServiceRows, seed: number): Traffic {
  const names = ['all', ...slices.map(({ name }) => name)]
  const sliceOf = new Map<number, number>()
  slices.forEach(({ rows }, i) => {
    for (const row of rows) if (!sliceOf.has(row)) sliceOf.set(row, i + 1)
  })
  const pools = new Map<string, Uint32Array>(slices.map(({ name, rows }) => [name, rows]))

  /** Returns the rows of a slice, which is specified by its name or as a condition in text form. */
  function pool(slice: string): Uint32Array {
    const known = pools.get(slice)
    if (known) return known
    const condition = readCondition(slice)
    const mask = condition.ok ? maskOf(condition.value, dataset) : undefined
    const rows = mask?.ok ? heldOut.filter((row) => mask.value[row] === 1) : new Uint32Array(0)
    pools.set(slice, rows)
    return rows
  }

  return {
    names,
    pick(id, mix) {
      let rest = mix.length > 0 ? drawFor(seed, 'mix', id) : 1
      let from: Uint32Array = heldOut
      let named = 0
      for (const { slice, share } of mix) {
        rest -= share
        if (rest >= 0) continue
        const rows = pool(slice)
        if (rows.length > 0) {
          from = rows
          named = names.indexOf(slice)
        }
        break
      }
      const row = from[Math.floor(drawFor(seed, 'row', id) * from.length)] as number
      return { row, slice: named > 0 ? named : (sliceOf.get(row) ?? 0) }
    },
  }
}
