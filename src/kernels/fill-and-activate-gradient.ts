/** @file Fills, and gradients through an activation that is not fused with another op. */
import { ActivateGrad, Fill } from './build/records'
import { derivative } from './build/activations'
import { address, float, int } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

export function fill(record: usize): void {
  const out = address(record, Fill.out)
  const size = int(record, Fill.size)
  const value = f32x4.splat(float(record, Fill.value))
  for (let i = 0; i < size; i += 4) storeUpTo4(out + ((<usize>i) << 2), value, size - i)
}

export function activateGrad(record: usize): void {
  const dy = address(record, ActivateGrad.dy)
  const x = address(record, ActivateGrad.x)
  const y = address(record, ActivateGrad.y)
  const out = address(record, ActivateGrad.out)
  const size = int(record, ActivateGrad.size)
  const activation = int(record, ActivateGrad.activation)
  const alpha = float(record, ActivateGrad.activationAlpha)
  const accumulate = int(record, ActivateGrad.accumulate) != 0
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2
    const left = size - i
    const factor = derivative(activation, alpha, loadUpTo4(x + at, left), loadUpTo4(y + at, left))
    let dx = f32x4.mul(loadUpTo4(dy + at, left), factor)
    if (accumulate) dx = f32x4.add(loadUpTo4(out + at, left), dx)
    storeUpTo4(out + at, dx, left)
  }
}
