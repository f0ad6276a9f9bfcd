/** @file Metrics: the record of this step in the metrics ring, and the end of a step. */
import { Finish } from './build/records'
import { int, address } from './read-record'

/**
 * The record of this step in a ring of this many steps, which starts over when it is full. Words: total, then three per
 * head.
 */
// @ts-ignore: decorator
@inline
export function metricsAt(figures: usize, ring: u32, heads: i32, state: usize): usize {
  return figures + <usize>((load<u32>(state, 4) % ring) * (1 + 3 * heads) * 4)
}

export function finish(record: usize): void {
  const state = address(record, Finish.state)
  const heads = int(record, Finish.heads)
  const weights = address(record, Finish.weights)
  const penalty = address(record, Finish.penalty)
  const figures = metricsAt(address(record, Finish.figures), int(record, Finish.ring), heads, state)
  let total: f64 = penalty ? load<f32>(penalty) : 0
  for (let head = 0; head < heads; head++) {
    total += <f64>load<f32>(weights + (<usize>head << 2)) * load<f32>(figures + <usize>((1 + 3 * head) * 4))
  }
  store<f32>(figures, <f32>total)
  store<u32>(state, load<u32>(state) + 1)
  store<u32>(state, load<u32>(state, 4) + 1, 4)
}
