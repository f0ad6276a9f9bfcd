/**
 * @file Unit: WGSL that locates the unit of a recurrent cell that a thread computes, with its row, its index, and its
 * position in matrices.
 */
import type { Matrix } from '../../program/ops'

/**
 * WGSL that defines `row`, `unit` and `z`, the position of the unit's first gate; the positions of its other gates
 * follow at intervals of `units`.
 */
export function gatesAt({ z, units }: { readonly z: Matrix; readonly units: number }): string {
  return `  let row = i / ${units}u;\n  let unit = i % ${units}u;\n  let z = ${positionOf(z)};`
}

/** WGSL for the position of the unit in a matrix [rows, units]. */
export function positionOf({ stride }: Matrix): string {
  return `row * ${stride}u + unit`
}
