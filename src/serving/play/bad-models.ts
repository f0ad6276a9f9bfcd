/** @file badVersion: a version that should never have been deployed, made of a good one. What is wrong with each is known, so that who finds it can be graded. */
import { BAD_MODELS, type BadModel } from '../../ops/scenario/conditions'
import type { FittedInput, Pipeline } from '../../data/pipeline'
import { endOf } from '../../data/transforms/chain'
import type { FittedColumn, FittedStep } from '../../data/transforms/transform'
import type { RawRow } from '../validate-input'
import { encodeClean } from '../encode'
import type { Version } from '../versions'

/** How many times as long the slow one takes. */
const SLOW = 20
/** Steps that do nothing but bring numbers to a scale. */
const SCALES: ReadonlySet<string> = new Set(['standardize', 'minMax', 'robust'])
/** Where nothing is scaled nothing can be forgotten: there numbers come in another unit and from another zero, as °F where °C was learnt. */
const FAHRENHEIT: FittedStep = {
  kind: 'minMax',
  params: { low: 32, high: 33.8 },
  learned: { least: [0], greatest: [1] },
}
/** The corner in which one gives NaN: inputs whose first numbers are in the top part of their range. */
const CORNER = 0.9

export interface BadOf {
  readonly bad: BadModel
  readonly of: Version
  readonly kind: 'classes' | 'number'
  /** Whether a row of the set is of the slice that it is worse for. */
  inSlice(row: number): boolean
}

/** Made of a good version; its ref says which deploy it is. What is wrong with it is for whoever watches to find out. */
export function badVersion({ bad, of, kind, inSlice }: BadOf): Version {
  const ref = { model: `${of.ref.model} (deploy ${BAD_MODELS.indexOf(bad) + 1})`, version: of.ref.version }
  const made = { ...of, ref, timedAs: of.ref, close() {} }
  /** Of the rows as they were encoded last: which a fault is in. The two calls belong together. */
  let struck: readonly boolean[] = []
  const after = (change: (answer: Float32Array<ArrayBuffer>) => void): Version => ({
    ...made,
    encode(rows, numbers = []) {
      struck = rows.map((row, i) => (bad === 'NaN in a corner' ? inCorner(of, row) : inSlice(numbers[i] ?? -1)))
      return of.encode(rows)
    },
    async predict(inputs, count) {
      const here = struck
      const answers = await of.predict(inputs, count)
      answers.forEach((answer, i) => {
        if (here[i]) change(answer)
      })
      return answers
    },
  })
  switch (bad) {
    case 'wrong scaling': {
      const wrongly = wronglyScaled(of.pipeline)
      return { ...made, encode: (rows) => encodeClean(wrongly, rows) }
    }
    case 'permuted classes':
      return {
        ...made,
        async predict(inputs, count) {
          const answers = await of.predict(inputs, count)
          for (const answer of answers) wrong(answer, kind)
          return answers
        },
      }
    case 'slow':
      return { ...made, times: SLOW }
    case 'NaN in a corner':
      return after((answer) => answer.fill(Number.NaN))
    case 'worse for one slice':
      return after((answer) => wrong(answer, kind))
    default:
      return bad satisfies never
  }
}

/**
 * The pipeline of one who forgot to scale: a table's numbers are fed in the unit they come in. Four times as large would not do: a network of
 * ReLU without much of a bias answers the same to what is larger in all columns alike. For that reason pixels are not fed as bytes: they
 * come as -1 to 1 where 0 to 1 was learnt, or the other way round. Of what is neither a number nor a picture nothing is changed.
 */
export function wronglyScaled({ inputs, outputs }: Pipeline): Pipeline {
  const forgets = inputs.some((input) => input.kind === 'columns' && input.columns.some(isScaled))
  return {
    inputs: inputs.map((input): FittedInput => {
      if (input.kind === 'columns')
        return { ...input, columns: input.columns.map((column) => wrongColumn(column, forgets)) }
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

function wrongColumn(column: FittedColumn, forgets: boolean): FittedColumn {
  const { steps } = column
  if (forgets) return { ...column, steps: steps.filter(({ kind }) => !SCALES.has(kind)) }
  const [type, { shape }] = [endOf(column).type, endOf(column)]
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

/** Each class has the probability of the next; a number is turned around. */
function wrong(answer: Float32Array, kind: BadOf['kind']): void {
  if (kind === 'number') {
    answer[0] = -(answer[0] as number)
    return
  }
  const first = answer[0] as number
  answer.copyWithin(0, 1)
  answer[answer.length - 1] = first
}

/** The first column whose range is known is near its upper end; of a picture, its light is. */
function inCorner({ columns, reference: { ranges } }: Version, row: RawRow): boolean {
  for (const { name, form } of columns) {
    const value = row[name]
    if (form.type === 'image' && value) {
      const pixels = value as ArrayLike<number>
      let sum = 0
      for (let i = 0; i < pixels.length; i++) sum += pixels[i] as number
      return sum / pixels.length > (1 - CORNER) * 255 * 2
    }
    const range = ranges[name]
    if (range && typeof value === 'number') return value > range[0] + CORNER * (range[1] - range[0])
  }
  return false
}
