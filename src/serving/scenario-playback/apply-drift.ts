/**
 * @file Drift: applies augmentation operators from the Data page to the raw values of a row. Systematic operators, such
 * as a camera's brightness or position, change all images in the same way and at full strength; random operators are
 * drawn per row.
 */
import { type Rng, rng } from '../../base/rng'
import { findAugmentation } from '../../data/augment'
import { type Affine, IDENTITY, type Size, warp } from '../../data/augment/affine'
import { type AugmentationDef, scaleAmounts } from '../../data/augment/define-augmentation'
import type { Dataset } from '../../data/dataset'
import { findTransform } from '../../data/transforms'
import { readerOf } from '../../data/transforms/column-reader'
import { applyBlended, fitSteps } from '../../data/transforms/step-chain'
import type { FittedStep } from '../../data/transforms/transform'
import type { Drift } from '../../ops/scenario/define-event'
import type { RawRow, ReadColumn } from '../validate-input'

/** Operators that affect every request in the same way. */
const SYSTEMATIC: ReadonlySet<string> = new Set(['brightness', 'shift', 'rotate', 'zoom'])

export interface DriftApplier {
  /** Returns the row with drift applied; returns the same object if no operator applies. */
  apply(row: RawRow, number: number, drift: readonly Drift[]): RawRow
  /** The name of this combination of operators in the log dictionary. */
  name(drift: readonly Drift[]): string
}

interface Fitted {
  /** The standard deviation of the column over the training rows. */
  readonly deviation: number
  readonly steps: Map<string, FittedStep | undefined>
}

/** Creates the drift applier for rows with these columns; operators are fitted on the training rows. */
export function openDriftApplier(
  columns: readonly ReadColumn[],
  dataset: Dataset,
  train: Uint32Array,
  seed: number,
): DriftApplier {
  const fitted = new Map<string, Fitted>()

  function fittedOf({ name, form }: ReadColumn): Fitted {
    const known = fitted.get(name)
    if (known) return known
    const values = readerOf(dataset, { column: name, from: form })(Int32Array.from(train)) as Float64Array
    const made = { deviation: deviationOf(values), steps: new Map() }
    fitted.set(name, made)
    return made
  }
  function stepOf(column: ReadColumn, kind: string): FittedStep | undefined {
    const { steps } = fittedOf(column)
    if (!steps.has(kind)) {
      const def = findTransform(kind)
      const fits = def?.blends && def.takes.includes(column.form.type)
      const readColumn = readerOf(dataset, { column: column.name, from: column.form })
      const made = fits ? fitSteps(column.name, column.form, [{ kind }], readColumn, train).steps[0] : undefined
      steps.set(kind, made)
    }
    return steps.get(kind)
  }

  function changed(value: unknown, column: ReadColumn, number: number, drift: Drift): unknown {
    const { operator, strength, amount } = drift
    const augmentation = findAugmentation(operator)
    if (column.form.type === 'image' && value instanceof Uint8Array) {
      return augmentation
        ? transformImage(value, column, augmentation, strength * amount, randomOf(operator, number))
        : value
    }
    if (column.form.type !== 'number' || typeof value !== 'number') return value
    if (augmentation) {
      if (!augmentation.shake) return value
      const deviation = amountsOf(augmentation, strength * amount).deviation ?? 0
      return value + deviation * fittedOf(column).deviation * randomOf(`${operator} ${column.name}`, number).normal()
    }
    const def = findTransform(operator)
    const step = stepOf(column, operator)
    if (!def || !step) return value
    const [moved] = applyBlended(def, step, Float64Array.of(value), column.form, strength * amount) as Float64Array
    return moved !== undefined && Number.isFinite(moved) ? moved : value
  }
  function randomOf(operator: string, number: number): Rng {
    if (SYSTEMATIC.has(operator)) return EXTREME
    let at = 0
    for (const letter of operator) at = (at * 31 + (letter.codePointAt(0) as number)) & 0xffff
    return rng(seed, { kind: 'augment', at, step: number })
  }

  return {
    apply(row, number, drift) {
      if (drift.length === 0) return row
      const out: Record<string, unknown> = { ...row }
      for (const one of drift)
        for (const column of columns)
          if (!column.window && (one.column === '' || one.column === column.name))
            out[column.name] = changed(out[column.name], column, number, one)
      return out
    },
    name: driftName,
  }
}

/** The name of a combination of operators in the log dictionary. */
export function driftName(drift: readonly Drift[]): string {
  return drift
    .map((one, i) => {
      const of = one.column === '' ? '' : ` of ${one.column}`
      const times = one.amount === 1 ? '' : ` ×${one.amount}`
      // The name omits the strength of the first operator, because the strength is stored in a separate log column.
      return `${one.operator}${of}${times}${i === 0 ? '' : ` at ${Math.round(one.strength * 32)}`}`
    })
    .join(' + ')
}

function transformImage(
  pixels: Uint8Array,
  { form }: ReadColumn,
  def: AugmentationDef,
  strength: number,
  random: Rng,
): Uint8Array {
  const [height = 1, width = 1, channels = 1] = form.shape
  const size: Size = { height, width, channels }
  const amounts = amountsOf(def, strength)
  const map: Affine = def.move ? def.move(random, amounts, size) : IDENTITY
  const drawn = new Float32Array(pixels.length)
  warp(pixels, 0, size, map, 'linear', drawn)
  def.paint?.(drawn, size, random, amounts)
  return Uint8Array.from(drawn, (pixel) => Math.min(Math.max(Math.floor(pixel + 0.5), 0), 255))
}

function amountsOf({ params }: AugmentationDef, strength: number): Readonly<Record<string, number>> {
  const typical = Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, spec.default]))
  return scaleAmounts(typical, strength)
}

/** A generator that always draws the lower end of a range, such as the darkest or leftmost value. */
const EXTREME: Rng = { next: () => 0, uniform: () => 0, normal: () => 0, below: () => 0 }

function deviationOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / Math.max(1, known.length))
}
