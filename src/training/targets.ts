/** @file Targets: encoded targets as the matrix a loss compares outputs with, and which are known. */
import { targetsPerRow } from '../data/encode'
import type { FittedOutput } from '../data/pipeline'
import type { TargetForm } from './losses'

export interface Targets {
  /** [targets, width]: a row has one target, or one a pixel or place. */
  readonly matrix: Float32Array<ArrayBuffer>
  /** The class of each target, -1 where unknown; for numbers all -1. */
  readonly classes: Int32Array<ArrayBuffer>
  /** 1 where the target is known, 0 where it is missing. */
  readonly mask: Float32Array<ArrayBuffer>
  readonly known: number
}

/** Lays encoded targets (class numbers, standardised numbers or pixels, NaN where missing) out for outputs of so many numbers a row. */
export function layTargets(output: FittedOutput, encoded: Float32Array, size: number, form: TargetForm): Targets {
  const rows = encoded.length
  const width = size / targetsPerRow(output)
  const matrix = new Float32Array(rows * width)
  const classes = new Int32Array(rows).fill(-1)
  const mask = new Float32Array(rows)
  let known = 0
  const classed = output.kind === 'classes' || output.kind === 'sequence'
  // hinge losses say no and yes as -1 and 1
  if (form === 'sign') matrix.fill(-1)
  for (let row = 0; row < rows; row++) {
    const value = encoded[row] as number
    if (Number.isNaN(value)) continue
    known++
    mask[row] = 1
    if (classed) classes[row] = value
    if (classed && width > 1) matrix[row * width + value] = 1
    else matrix.fill(form === 'sign' ? 2 * value - 1 : value, row * width, (row + 1) * width)
  }
  return { matrix, classes, mask, known }
}
