/** @file Activate: applies an activation to every number. */
import { Activate } from './build/records'
import { applyActivation } from './build/activations'
import { address, float, int } from './read-record'
import { loadSome, storeSome } from './simd-lanes'

export function activate(record: usize): void {
  const activation = int(record, Activate.activation)
  const alpha = float(record, Activate.activationAlpha)
  let x = address(record, Activate.x)
  let out = address(record, Activate.out)
  let left = int(record, Activate.size)
  for (; left >= 4; left -= 4, x += 16, out += 16) v128.store(out, applyActivation(activation, alpha, v128.load(x)))
  if (left > 0) storeSome(out, applyActivation(activation, alpha, loadSome(x, left)), left)
}
