/**
 * @file Can it be fooled? Attacks change examples that are predicted correctly, as little as allowed, so that they are
 * predicted wrong: by gradients (FGSM, PGD, patch), or by trying (one pixel).
 */
import { thresholdsOfRows } from '../../data/group-thresholds'
import { type Rng, rng } from '../../base/rng'
import '../../messages/en/evaluate/robustness'
import { refuse } from '../../messages/message'
import { scoresAt } from '../../data/decode-outputs'
import { decidedClass } from '../../data/output-decision'
import { inputRanges, isImage, type Range } from '../../data/input-ranges'
import { type Pipeline, sizeOf } from '../../data/pipeline'
import { wilson } from '../../metrics/intervals'
import type { AppContext } from '../context'
import { columnParts, encode, type Explained } from './explain'
import type { EvaluatedWeights, Source } from './predictions'
import { type Encoded, predictAll, type RobustnessArgs, rowsToChange, someTraining } from './robustness'

type ClassesOutput = Extract<Explained['output'], { kind: 'classes' }>
/** What is attacked: an output that predicts classes. */
export type Attacked = Omit<Explained, 'output'> & { readonly output: ClassesOutput }

/** How far the values of the inputs may be moved. */
export async function rangesOf(weights: EvaluatedWeights): Promise<readonly Range[]> {
  const { dataset, rows } = await someTraining(weights)
  return inputRanges(weights.pipeline, dataset, rows)
}

/** Where rows may be moved to, and the step of an attack by gradients; each [rows, values]. */
export interface AttackBox {
  readonly low: Encoded
  readonly high: Encoded
  readonly step: Encoded
}

/** PGD: steps of a quarter of epsilon from the example, and then from random starts for rows that are still right. */
const PGD_STEPS = 10
export const PGD_STARTS = 3

/**
 * Moves rows along the sign of the gradient of their loss, within their boxes (FGSM: Goodfellow and others 2015; PGD:
 * Madry and others 2018).
 */
export async function climb(
  { weights, output }: Attacked,
  start: Encoded,
  targets: Float32Array<ArrayBuffer>,
  box: AttackBox,
  steps: number,
): Promise<Encoded> {
  const moved = start.map((values) => values.slice())
  const of = { output: weights.pipeline.outputs.indexOf(output), number: 'crossEntropy', targets } as const
  for (let step = 0; step < steps; step++) {
    const { gradients } = await weights.gradients(moved, targets.length, of)
    moved.forEach((values, i) => {
      const [slopes, low, high, steps] = [gradients[i], box.low[i], box.high[i], box.step[i]]
      if (!slopes || slopes.length !== values.length) return
      for (let k = 0; k < values.length; k++) {
        const next = (values[k] as number) + (steps?.[k] as number) * Math.sign(slopes[k] as number)
        values[k] = Math.min(high?.[k] as number, Math.max(low?.[k] as number, next))
      }
    })
  }
  return moved
}

export type AttackMethod = 'fgsm' | 'pgd' | 'patch' | 'onePixel'

export interface FooledRow {
  readonly row: number
  readonly actual: string
  readonly predicted: string
  /** The probability of the wrong class. */
  readonly probability: number
}

/** How many fooled examples are returned with their pixels. */
export const EXAMPLES = 8

export interface AttackArgs extends RobustnessArgs {
  readonly method: AttackMethod
  /**
   * The most that a value is changed: a share of the range from black to white, or standard deviations of a number. For
   * a patch, its side as a share of the sides of the picture; for one pixel, ignored.
   */
  readonly epsilon: number
}

/**
 * The rows of a set that can be attacked, encoded, and which of them are predicted correctly. Refuses outputs without
 * classes, and inputs without pixels or numbers.
 */
export async function attackedRows(studio: AppContext, source: Source, args: RobustnessArgs) {
  const { what: found, rows, targets, of, looks } = await rowsToChange(studio, source, args)
  const { output, weights } = found
  if (output.kind !== 'classes') return refuse('attack-no-classes', { output: output.label })
  const what: Attacked = { ...found, output }
  const { pipeline, ready } = weights
  const picture = pipeline.inputs.findIndex(isImage)
  const ranges = await rangesOf(weights)
  if (ranges.every(({ unit }) => unit.every((one) => one === 0))) return refuse('attack-nothing-moves', {})
  const testLooks = await looks()
  const inputs = await encode(pipeline, ready.dataset, rows)
  const thresholds = thresholdsOfRows(output, ready.dataset, rows)
  const before = await decideRows(what, inputs, rows.length, thresholds)
  const right = [...rows.keys()].filter((i) => before[i]?.predicted === targets[i])
  const shape = pipeline.inputs[picture]?.shape ?? []
  return { what, ranges, picture, shape, rows, targets, of, right, inputs, thresholds, testLooks, seed: args.seed }
}

export type AttackedRows = Awaited<ReturnType<typeof attackedRows>>

/** Some rows of encoded inputs. */
export function takeEncoded({ inputs }: Pipeline, values: Encoded, at: readonly number[]): Encoded {
  return inputs.map((input, k) => rowsOf(values[k] as Float32Array, sizeOf(input), at))
}

/** The random numbers of a start of an attack on one row. */
export function randomOfStart({ rows, seed }: Pick<AttackedRows, 'rows' | 'seed'>, start: number, i: number): Rng {
  return rng(seed, { kind: 'augment', at: 240 + start, step: rows[i] as number })
}

/** Attacks the rows that are predicted correctly: those that it fools, by their place. Refuses pixels of tables. */
export async function foolRows(
  { what, ranges, picture, shape, ...of }: AttackedRows,
  { method, epsilon }: Pick<AttackArgs, 'method' | 'epsilon'>,
): Promise<readonly (readonly [number, Decided & { readonly values: Encoded }])[]> {
  const { targets, right, inputs, thresholds } = of
  if (!(epsilon >= 0 && Number.isFinite(epsilon))) return refuse('attack-epsilon', { epsilon })
  if ((method === 'patch' || method === 'onePixel') && shape.length !== 3) return refuse('attack-no-pixels', {})
  const take = (values: Encoded, ...at: number[]) => takeEncoded(what.weights.pipeline, values, at)
  const decideFor =
    (at: readonly number[]): Decide =>
    (encoded, count) =>
      decideRows(
        what,
        encoded,
        count,
        thresholds && Array.from({ length: count }, (_, k) => thresholds[at[k % at.length] ?? 0]),
      )
  const wrong = new Map<number, Decided & { readonly values: Encoded }>()
  if (method === 'onePixel') {
    for (const i of right) {
      const own = take(inputs, i)
      const random = randomOfStart(of, PGD_STARTS, i)
      const one = await changeOnePixel(own, { ranges, picture, shape }, targets[i] as number, decideFor([i]), random)
      if (one) wrong.set(i, one)
    }
  } else {
    const starts = method === 'fgsm' ? 1 : PGD_STARTS
    for (let start = 0; start < starts; start++) {
      const now = right.filter((i) => !wrong.has(i))
      if (now.length === 0) break
      const own = take(inputs, ...now)
      const randoms = now.map((i) => randomOfStart(of, start, i))
      const box =
        method === 'patch'
          ? patchBox(own, { ranges, picture, shape }, epsilon, randoms)
          : boxAround(own, ranges, epsilon, method === 'fgsm' ? epsilon : epsilon / 4)
      const from = start === 0 ? own : randomStart(box, randoms)
      const goals = Float32Array.from(now, (i) => targets[i] as number)
      const moved = await climb(what, from, goals, box, method === 'fgsm' ? 1 : PGD_STEPS)
      ;(await decideFor(now)(moved, now.length)).forEach((one, at) => {
        const i = now[at] as number
        if (one.predicted !== targets[i]) wrong.set(i, { ...one, values: take(moved, at) })
      })
    }
  }
  return [...wrong].sort(([a], [b]) => a - b)
}

/** Attacks the rows that are predicted correctly, and resolves with what fools the network. */
export async function fool(studio: AppContext, source: Source, args: AttackArgs) {
  if (!(args.epsilon >= 0 && Number.isFinite(args.epsilon))) return refuse('attack-epsilon', { epsilon: args.epsilon })
  const found = await attackedRows(studio, source, args)
  return { ...found, fooled: await foolRows(found, args) }
}

/**
 * Attacks the rows that are predicted correctly. The accuracy is the share of all rows that are still predicted
 * correctly after it.
 */
export async function attack(studio: AppContext, source: Source, args: AttackArgs) {
  const { method, epsilon, split } = args
  const found = await fool(studio, source, args)
  const { what, ranges, picture, shape, rows, targets, of, right, fooled, inputs, testLooks } = found
  const { output, weights } = what
  const share = (count: number) => shareOf(count, rows.length)
  const labelOf = (k: number) => output.labels[k] as string
  return {
    ...{ method, epsilon, split, output: output.label, n: rows.length, of, attacked: right.length },
    ...{ before: share(right.length), accuracy: share(right.length - fooled.length) },
    rows: fooled.map(
      ([i, { predicted, scores }]): FooledRow => ({
        ...{ row: rows[i] as number, actual: labelOf(targets[i] as number) },
        ...{ predicted: labelOf(predicted), probability: scores[predicted] as number },
      }),
    ),
    ...(picture < 0 && { columns: movedColumns(weights, ranges) }),
    ...(picture >= 0 && {
      pictures: fooled.slice(0, EXAMPLES).map(([i, { values }]) => ({
        row: rows[i] as number,
        shape,
        before: shadesOf(takeEncoded(weights.pipeline, inputs, [i])[picture] as Float32Array, ranges[picture] as Range),
        after: shadesOf(values[picture] as Float32Array, ranges[picture] as Range),
      })),
    }),
    ...testLooks,
  }
}

/** A share with its 95% interval. */
export function shareOf(count: number, n: number) {
  return { value: count / n, ...wilson(count / n, n) }
}

/** The class that is decided for each of `count` encoded rows, by the threshold of its group, and the scores of all classes. */
export async function decideRows(
  what: Attacked,
  encoded: Encoded,
  count: number,
  thresholds?: ArrayLike<number | undefined>,
): Promise<readonly Decided[]> {
  const { output } = what
  const raw = await predictAll(what, encoded, count)
  return Array.from({ length: count }, (_, row) => {
    const scores = scoresAt(output, raw, row, raw.length / count)
    return { predicted: decidedClass(scores, output.decision, thresholds?.[row]), scores }
  })
}

export type AttackReport = Awaited<ReturnType<typeof attack>>

export interface Decided {
  readonly predicted: number
  readonly scores: readonly number[]
}

type Decide = (inputs: Encoded, count: number) => Promise<readonly Decided[]>

function rowsOf(values: Float32Array, size: number, at: readonly number[]): Float32Array<ArrayBuffer> {
  const out = new Float32Array(at.length * size)
  at.forEach((row, i) => {
    out.set(values.subarray(row * size, (row + 1) * size), i * size)
  })
  return out
}

/** The columns whose numbers are moved; categories keep their values. */
function movedColumns({ pipeline }: EvaluatedWeights, ranges: readonly Range[]): readonly string[] {
  return [...columnParts(pipeline)].flatMap(([name, parts]) =>
    parts.some(({ input, first, width }) => ranges[input]?.unit.subarray(first, first + width).some((one) => one > 0))
      ? [name]
      : [],
  )
}

/** Pixels from 0 (black) to 1 (white). */
export function shadesOf(values: Float32Array, { low, high }: Range): readonly number[] {
  return Array.from(
    values,
    (value, k) => (value - (low[k] as number)) / ((high[k] as number) - (low[k] as number) || 1),
  )
}

/** All values within `epsilon` of the examples that are in the range; an example outside of it may stay there. */
export function boxAround(own: Encoded, ranges: readonly Range[], epsilon: number, step: number): AttackBox {
  const by = (of: (value: number, range: Range, k: number) => number): Encoded =>
    own.map((values, i) => {
      const range = ranges[i] as Range
      return values.map((value, k) => of(value, range, k % range.unit.length))
    })
  const most = ({ unit }: Range, k: number) => epsilon * (unit[k] as number)
  return {
    low: by((value, range, k) => Math.max(Math.min(value, range.low[k] as number), value - most(range, k))),
    high: by((value, range, k) => Math.min(Math.max(value, range.high[k] as number), value + most(range, k))),
    step: by((_, { unit }, k) => step * (unit[k] as number)),
  }
}

interface Picture {
  readonly ranges: readonly Range[]
  /** The index of the input, and its height, width, and channels. */
  readonly picture: number
  readonly shape: readonly number[]
}

/** A square at a random place may have any pixels (Brown and others 2017), and all else stays. */
function patchBox(
  own: Encoded,
  { ranges, picture, shape }: Picture,
  epsilon: number,
  randoms: readonly Rng[],
): AttackBox {
  const box = boxAround(own, ranges, 0, 0)
  const { low, high, unit } = ranges[picture] as Range
  const [height = 1, width = 1, channels = 1] = shape
  const [tall, wide] = [height, width].map((side) => Math.min(side, Math.max(1, Math.round(side * epsilon)))) as [
    number,
    number,
  ]
  randoms.forEach((random, row) => {
    const [top, left] = [random.below(height - tall + 1), random.below(width - wide + 1)]
    for (let k = 0; k < unit.length; k++) {
      const pixel = Math.floor(k / channels)
      const [y, x] = [Math.floor(pixel / width) - top, (pixel % width) - left]
      if (y < 0 || y >= tall || x < 0 || x >= wide) continue
      const at = row * unit.length + k
      ;(box.low[picture] as Float32Array)[at] = low[k] as number
      ;(box.high[picture] as Float32Array)[at] = high[k] as number
      ;(box.step[picture] as Float32Array)[at] = (unit[k] as number) / 4
    }
  })
  return box
}

export function randomStart({ low, high }: AttackBox, randoms: readonly Rng[]): Encoded {
  return low.map((values, i) => {
    const size = values.length / randoms.length
    return values.map((least, k) => {
      const most = high[i]?.[k] as number
      return most > least ? least + (most - least) * (randoms[Math.floor(k / size)] as Rng).uniform() : least
    })
  })
}

/** Differential evolution: how many pixels are tried at a time, and how often they are changed. */
const CANDIDATES = 50
const GENERATIONS = 20

/**
 * Looks for one pixel that changes the prediction, by predictions only (Su, Vargas, Sakurai 2019, IEEE Transactions on
 * Evolutionary Computation 23): differential evolution of a place and a color, each from 0 to 1.
 */
async function changeOnePixel(
  own: Encoded,
  { ranges, picture, shape }: Picture,
  target: number,
  decide: Decide,
  random: Rng,
): Promise<(Decided & { readonly values: Encoded }) | undefined> {
  const [height = 1, width = 1, channels = 1] = shape
  const { low, high } = ranges[picture] as Range
  const changed = (points: readonly (readonly number[])[]): Encoded =>
    own.map((values, i) => {
      const out = new Float32Array(values.length * points.length)
      points.forEach((point, at) => {
        out.set(values, at * values.length)
        if (i !== picture) return
        const [y = 0, x = 0, ...color] = point
        const [row, column] = [Math.min(height - 1, Math.floor(y * height)), Math.min(width - 1, Math.floor(x * width))]
        for (let c = 0; c < channels; c++) {
          const k = (row * width + column) * channels + c
          out[at * values.length + k] =
            (low[k] as number) + ((high[k] as number) - (low[k] as number)) * (color[c] as number)
        }
      })
      return out
    })
  let points = Array.from({ length: CANDIDATES }, () => Array.from({ length: 2 + channels }, () => random.uniform()))
  let scores: readonly number[] = []
  for (let generation = 0; generation <= GENERATIONS; generation++) {
    const drawn = () => points[random.below(CANDIDATES)] as readonly number[]
    const tried =
      generation === 0
        ? points
        : points.map(() => {
            const [a, b, c] = [drawn(), drawn(), drawn()]
            return a.map((value, k) => Math.min(1, Math.max(0, value + 0.5 * ((b[k] as number) - (c[k] as number)))))
          })
    const results = await decide(changed(tried), CANDIDATES)
    const hit = results.findIndex(({ predicted }) => predicted !== target)
    if (hit >= 0) return { ...(results[hit] as Decided), values: changed([tried[hit] as readonly number[]]) }
    const found = results.map((one) => one.scores[target] as number)
    const isBetter = found.map((score, i) => generation === 0 || score < (scores[i] as number))
    points = points.map((point, i) => (isBetter[i] ? [...(tried[i] as readonly number[])] : point))
    scores = found.map((score, i) => (isBetter[i] ? score : (scores[i] as number)))
  }
  return undefined
}
