/** @file Activate: every number through its bend. */
import { Activate } from '../training/cpu/records/elements'
import { bend } from './activation'
import { loadSome, storeSome } from './lanes'
import { float, int, place } from './record'

export function activate(record: usize): void {
  const activation = int(record, Activate.activation)
  const alpha = float(record, Activate.alpha)
  let x = place(record, Activate.x)
  let out = place(record, Activate.out)
  let left = int(record, Activate.size)
  for (; left >= 4; left -= 4, x += 16, out += 16) v128.store(out, bend(activation, alpha, v128.load(x)))
  if (left > 0) storeSome(out, bend(activation, alpha, loadSome(x, left)), left)
}
