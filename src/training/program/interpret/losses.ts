/** @file Losses of one row and their gradients, computed from their formulas. */
import { compile, type Variables } from '../../../formulas/evaluate'
import { type RowSum, splitSums } from '../../../formulas/loss-formula'
import { lossFormula, lossParameters, smoothingOf } from '../../../formulas/loss-formulas'

/**
 * Computes the loss of a row from its targets and outputs, both of length `width`, and sets `slopes` to the gradient.
 */
type RowLoss = (y: Float64Array, p: Float64Array, slopes: Float64Array, config: Config) => number
type Config = Readonly<Record<string, unknown>>

/** The formula of this loss. Throws if the name is not in the catalog. */
export function rowLoss(name: string): RowLoss {
  const known = lossFormula(name)
  const { loss, lossSums, derivative, derivativeSums } = splitSums(known.formula)
  const sums = [...lossSums, ...derivativeSums].map((sum) => ({ ...sum, value: compile(sum.of) }))
  const [lossOf, slopeOf] = [compile(loss), compile(derivative)]
  return (y, p, slopes, config) => {
    const row: Record<string, number> = { ...lossParameters(known, config), width: p.length }
    const at = (i: number): Variables => Object.assign(row, { y: y[i], p: p[i] })
    // Sums that others use come first in the list.
    for (const { name: sumName, operation, value } of sums) {
      let sum = operation === 'rowMax' ? Number.NEGATIVE_INFINITY : 0
      for (let i = 0; i < p.length; i++) sum = added(operation, sum, y[i] as number, value(at(i)))
      row[sumName] = sum
    }
    for (let i = 0; i < p.length; i++) slopes[i] = slopeOf(at(i))
    return lossOf(row)
  }
}

function added(operation: RowSum['operation'], sum: number, target: number, value: number): number {
  switch (operation) {
    case 'rowSum':
      return sum + value
    case 'rowSumOfTargets':
      return target === 0 ? sum : sum + value
    case 'rowMax':
      return Math.max(sum, value)
    default:
      return operation satisfies never
  }
}

/** Applies label smoothing to the targets of a row, if the loss is configured with it (`label_smoothing`). */
export function smoothTargets(name: string, y: Float64Array, config: Config): void {
  const { keep, spread } = smoothingOf(lossFormula(name), config, y.length)
  y.forEach((value, i) => {
    y[i] = value * keep + spread
  })
}
