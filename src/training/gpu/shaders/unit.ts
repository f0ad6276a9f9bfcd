/** @file Unit: a thread's unit of a recurrent cell: its row, its number, and where matrices have it. */
import type { Matrix } from '../../program/ops'

/** Defines `row`, `unit` and `z`, where the unit's first gate is; the others follow `units` apart. */
export function gatesAt({ z, units }: { readonly z: Matrix; readonly units: number }): string {
  return `  let row = i / ${units}u;\n  let unit = i % ${units}u;\n  let z = ${placeOf(z)};`
}

/** The unit's place in a matrix [rows, units]. */
export function placeOf({ stride }: Matrix): string {
  return `row * ${stride}u + unit`
}
