/**
 * @file Faulty versions for practice deploys and for versions in the registry that practice a fault. The fault is
 * known, so that a drill can grade whether the user finds it.
 */
import type { FittedInput, Pipeline } from '../data/pipeline'
import { finalForm } from '../data/transforms/step-chain'
import type { FittedColumn, FittedStep } from '../data/transforms/transform'
import { BAD_MODELS, type BadModel } from '../ops/scenario/define-event'
import type { ServedModel, ServiceRows } from '../protocol/serving-messages'
import type { Version } from './model-versions'
import { encodeClean, groundTruthReader, type OutputKind, referenceOf, rowReader } from './request-rows'
import { inputColumns, type RawRow } from './validate-input'

/** Slowdown factor of the slow model. */
const SLOW = 20
/** Preprocessing steps that only scale numbers. */
const SCALES: ReadonlySet<string> = new Set(['standardize', 'minMax', 'robust'])
/**
 * The fault used if no preprocessing step scales numbers: a different unit and zero point, as if the model had been
 * trained on °C and requests now contained °F.
 */
const FAHRENHEIT: FittedStep = {
  kind: 'minMax',
  params: { low: 32, high: 33.8 },
  learned: { least: [0], greatest: [1] },
}
/**
 * The fraction of the value range of an input's first number above which the model predicts NaN. If hardly any row is
 * there, because a few rows stretch the range, it is the 98th percentile: a fault that no request meets teaches nothing.
 */
const CORNER = 0.9

export interface BadVersionOptions {
  readonly bad: BadModel
  readonly of: Version
  readonly kind: 'classes' | 'number'
  /** Whether a dataset row belongs to the slice on which the model is worse. */
  inSlice(row: number): boolean
}

/** Creates a bad version from a good one. Its name contains the number of the deploy, but does not reveal the fault. */
export function badVersion({ bad, of, kind, inSlice }: BadVersionOptions): Version {
  // not text: an id in logs
  const ref = { model: `${of.ref.model} (deploy ${BAD_MODELS.indexOf(bad) + 1})`, version: of.ref.version }
  const made = { ...of, ref, derivedFrom: of.ref, close() {} }
  /**
   * Which of the most recently encoded rows the fault affects; `predict` is always called for the rows just encoded.
   */
  let affected: readonly boolean[] = []
  const after = (change: (answer: Float32Array<ArrayBuffer>) => void): Version => ({
    ...made,
    encode(rows, numbers = []) {
      affected = rows.map((row, i) => (bad === 'NaN in a corner' ? inCorner(of, row) : inSlice(numbers[i] ?? -1)))
      return of.encode(rows)
    },
    async predict(inputs, count) {
      const here = affected
      const answers = await of.predict(inputs, count)
      answers.forEach((answer, i) => {
        if (here[i]) change(answer)
      })
      return answers
    },
  })
  switch (bad) {
    case 'wrong scaling': {
      const wrongly = withWrongScaling(of.pipeline)
      return { ...made, encode: (rows) => encodeClean(wrongly, rows) }
    }
    case 'permuted classes':
      return {
        ...made,
        async predict(inputs, count) {
          const answers = await of.predict(inputs, count)
          for (const answer of answers) corrupt(answer, kind)
          return answers
        },
      }
    case 'slow':
      return { ...made, slowdown: SLOW }
    case 'NaN in a corner':
      return after((answer) => answer.fill(Number.NaN))
    case 'worse for one slice':
      return after((answer) => corrupt(answer, kind))
    default:
      return bad satisfies never
  }
}

/**
 * Returns the pipeline without scaling: the numbers of a table stay in their original unit. A constant factor would not
 * work as a fault, because a ReLU network with small biases makes the same predictions if all inputs are scaled up. For
 * the same reason, pixels are not left as bytes but scaled to -1 to 1 if the model was trained on 0 to 1, or the other
 * way around. Other column types do not change.
 */
export function withWrongScaling({ inputs, outputs }: Pipeline): Pipeline {
  const forgets = inputs.some((input) => input.kind === 'columns' && input.columns.some(isScaled))
  return {
    inputs: inputs.map((input): FittedInput => {
      if (input.kind === 'columns')
        return { ...input, columns: input.columns.map((column) => rescaledColumn(column, forgets)) }
      const { label, column, shape } = input
      return {
        label,
        kind: 'columns',
        shape,
        columns: [{ column, from: { type: 'image', shape }, steps: [pixels('-1 to 1')] }],
      }
    }),
    outputs,
  }
}

function rescaledColumn(column: FittedColumn, forgets: boolean): FittedColumn {
  const { steps } = column
  if (forgets) return { ...column, steps: steps.filter(({ kind }) => !SCALES.has(kind)) }
  const [type, { shape }] = [finalForm(column).type, finalForm(column)]
  if (type === 'image')
    return {
      ...column,
      steps: steps.map((step) =>
        step.kind === 'rescale' ? pixels(step.params.to === '-1 to 1' ? '0 to 1' : '-1 to 1') : step,
      ),
    }
  return type === 'number' && shape.length === 0 ? { ...column, steps: [...steps, FAHRENHEIT] } : column
}

function isScaled({ steps }: FittedColumn): boolean {
  return steps.some(({ kind }) => SCALES.has(kind))
}

function pixels(to: '0 to 1' | '-1 to 1'): FittedStep {
  return { kind: 'rescale', params: { to }, learned: {} }
}

/** Corrupts a prediction: shifts class probabilities by one class, or negates a number. */
function corrupt(answer: Float32Array, kind: BadVersionOptions['kind']): void {
  if (kind === 'number') {
    answer[0] = -(answer[0] as number)
    return
  }
  const first = answer[0] as number
  answer.copyWithin(0, 1)
  answer[answer.length - 1] = first
}

/**
 * Whether the value of the first column with a known range is near the upper end of that range or, for an image,
 * whether the image is bright.
 */
function inCorner(
  { columns, reference: { ranges, high } }: Pick<Version, 'columns' | 'reference'>,
  row: RawRow,
): boolean {
  for (const { name, form } of columns) {
    const value = row[name]
    if (form.type === 'image' && value) {
      const pixels = value as ArrayLike<number>
      let sum = 0
      for (let i = 0; i < pixels.length; i++) sum += pixels[i] as number
      return sum / pixels.length > (1 - CORNER) * 255 * 2
    }
    const range = ranges[name]
    if (range && typeof value === 'number')
      return value > Math.min(range[0] + CORNER * (range[1] - range[0]), high?.[name] ?? Number.POSITIVE_INFINITY)
  }
  return false
}

// practiceVersion: makes a practice version from the registry predict like the bad model that it represents.

/** How many times the slow practice version repeats each prediction. */
export const REPEATS = 20

/**
 * Returns the version with its practice fault added; unchanged if the fault is already in the weights or if the version
 * has none.
 */
export function practiceVersion(
  { practice }: Pick<ServedModel, 'practice'>,
  version: Version,
  { kind, classes }: OutputKind,
  rows: ServiceRows | undefined,
): Version {
  if (!practice || practice.within) return version
  const { bad, slice = '' } = practice
  const { ref, close } = version
  if (bad === 'slow') return { ...version, predict: (inputs, count) => predictSlowly(version, inputs, count) }
  const inSlice = rows
    ? sliceFilter(rows, slice, groundTruthReader(version.pipeline, rows.dataset, classes))
    : () => false
  const { derivedFrom: _, ...made } = badVersion({ bad, of: version, kind, inSlice })
  return { ...made, ref, close }
}

/** Repeats the prediction, so that both the measured time and the real latency increase. */
async function predictSlowly(version: Version, inputs: readonly Float32Array[], count: number) {
  for (let i = 1; i < REPEATS; i++) await version.predict(inputs, count)
  return version.predict(inputs, count)
}

/**
 * What the fault of a practice version changes in its prediction for a row of the dataset; undefined if the fault is
 * already in the weights or only slows it down.
 */
export function faultOfRows(
  { practice, pipeline }: Pick<ServedModel, 'practice' | 'pipeline'>,
  { kind, classes }: OutputKind,
  rows: ServiceRows,
): ((row: number, answer: Float32Array) => void) | undefined {
  if (!practice || practice.within || practice.bad === 'slow') return undefined
  const { bad, slice = '' } = practice
  const { dataset, train } = rows
  if (bad === 'NaN in a corner') {
    const read = rowReader(dataset, pipeline)
    const of = { columns: inputColumns(pipeline), reference: referenceOf(pipeline, dataset, train) }
    return (row, answer) => void (inCorner(of, read(row)) && answer.fill(Number.NaN))
  }
  const inSlice = sliceFilter(rows, slice, groundTruthReader(pipeline, dataset, classes))
  return (row, answer) => (bad === 'worse for one slice' && !inSlice(row) ? undefined : corrupt(answer, kind))
}

// sliceFilter: tests whether a row is in a named slice. Without a name, the smallest slice is used or, if there are
// no slices, every class but the first.

/** Returns a predicate over row numbers of the dataset. */
export function sliceFilter(
  { slices }: Pick<ServiceRows, 'slices'>,
  name: string,
  truthOf: (row: number) => number,
): (row: number) => boolean {
  const smallest = [...slices].sort((a, b) => a.rows.length - b.rows.length)[0]
  const slice = name === '' ? smallest : slices.find((one) => one.name === name)
  if (!slice) return (row) => row >= 0 && truthOf(row) > 0
  const rows = new Set(slice.rows)
  return (row) => rows.has(row)
}
