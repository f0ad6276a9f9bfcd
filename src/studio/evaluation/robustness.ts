/**
 * @file Predictions for corrupted examples: pictures with noise, blur, weather, and compression, tables with noise and
 * missing or shuffled values, and series with noise, drift, and dropped stretches.
 */
import { thresholdsOfRows } from '../../data/group-thresholds'
import type { OutputPredictions } from '../models/evaluate'
import { type Rng, rng, shuffle } from '../../base/rng'
import '../../messages/en/evaluate/robustness'
import { refuse } from '../../messages/message'
import type { Size } from '../../data/augment/affine'
import { augmentColumns, columnNames } from '../../data/augment/augment-batch'
import { corruptImage, IMAGE_CORRUPTIONS, STRENGTHS } from '../../data/augment/corruptions'
import type { Column, SplitName } from '../../data/dataset'
import { encodeRows, encodeTargets } from '../../data/encode-rows'
import { loadPagedRows } from '../../data/paged-columns'
import { isImage, isSeries, spreadsOf } from '../../data/input-ranges'
import { sizeOf } from '../../data/pipeline'
import { channelsOf } from '../../data/transforms/channels'
import { meanInterval, type ValueWithInterval, wilson } from '../../metrics/intervals'
import type { AppContext } from '../context'
import { needColumns } from '../models/evaluate'
import { encode, type Explained, explained } from './explain'
import { countLook, type EvaluatedWeights, type Source, weightsOf } from './predictions'
import { decodePredictions } from './report'

export type Encoded = Float32Array<ArrayBuffer>[]

export interface RobustnessArgs {
  readonly split: SplitName
  readonly output?: string | undefined
  readonly seed: number
  /** The most rows, drawn by seed. */
  readonly most: number
}

const TABLE_CORRUPTIONS = ['noise', 'missing', 'shuffled'] as const
const SERIES_CORRUPTIONS = ['noise', 'drift', 'dropped'] as const
/** By strength: standard deviations of noise, and of drift at the end; the share of values or of the length. */
const AMOUNTS = {
  noise: [0.1, 0.25, 0.5, 0.75, 1],
  drift: [0.25, 0.5, 1, 1.5, 2],
  missing: [0.05, 0.1, 0.2, 0.3, 0.5],
  shuffled: [0.05, 0.1, 0.2, 0.3, 0.5],
  dropped: [0.05, 0.1, 0.2, 0.3, 0.5],
} as const

/** The rows of a set in the order in which they are drawn. */
export function drawnRows(all: Uint32Array, seed: number): Uint32Array {
  return shuffle(all.slice(), rng(seed, { kind: 'resample', epoch: 5 }))
}

/** The rows of a set to change, the same for every strength, with their targets. */
export async function rowsToChange(studio: AppContext, source: Source, { split, output, seed, most }: RobustnessArgs) {
  const weights = await weightsOf(studio, source)
  const all = weights.ready.split[split]
  if (all.length === 0) return refuse('no-rows', { split })
  needColumns(weights.pipeline, weights.ready.dataset)
  const what = explained(weights, output)
  const drawn = drawnRows(all, seed).slice(0, Math.max(1, most))
  const here = await loadPagedRows(weights.ready.dataset, drawn)
  const targets = encodeTargets(what.output, here, drawn)
  const known = [...targets.keys()].filter((i) => !Number.isNaN(targets[i] as number))
  const rows = Uint32Array.from(known, (i) => drawn[i] as number)
  if (rows.length === 0) return refuse('no-rows', { split })
  const looks = async () => {
    const testLooks = await countLook(studio, source, split, weights.ready)
    return testLooks === undefined ? {} : { testLooks }
  }
  return { what, rows, targets: Float32Array.from(known, (i) => targets[i] as number), of: all.length, looks }
}

/** Accuracy, or the mean absolute error, of rows that are corrupted; each kind at each strength from 1 to 5. */
export async function robustnessReport(
  studio: AppContext,
  source: Source,
  {
    kind,
    strengths = STRENGTHS,
    ...args
  }: RobustnessArgs & { readonly kind?: string | undefined; readonly strengths?: readonly number[] | undefined },
) {
  const wrong = strengths.find((one) => !STRENGTHS.some((strength) => strength === one))
  if (wrong !== undefined) return refuse('robustness-strength', { strength: wrong })
  const { what, rows, targets, of, looks } = await rowsToChange(studio, source, args)
  const { kinds, corrupt } = await corruptionsOf(what.weights)
  if (kind !== undefined && !kinds.includes(kind)) return refuse('robustness-kind', { kind, kinds })
  const thresholds = thresholdsOfRows(what.output, what.weights.ready.dataset, rows)
  const measure = async (inputs: Encoded) =>
    scoreOf(what, { raw: await predictAll(what, inputs, rows.length), targets, thresholds })
  const testLooks = await looks()
  const before = await measure(await encode(what.weights.pipeline, what.weights.ready.dataset, rows))
  const corruptions = []
  for (const one of kind === undefined ? kinds : [kind]) {
    const values = []
    for (const strength of strengths)
      values.push({ strength, ...(await measure(await corrupt(one, strength, rows, args.seed))) })
    corruptions.push({ kind: one, strengths: values })
  }
  return { kind: what.output.kind, split: args.split, n: rows.length, of, before, corruptions, ...testLooks }
}

export type RobustnessReport = Awaited<ReturnType<typeof robustnessReport>>

/** The raw numbers of the explained output. */
export async function predictAll(
  { weights, output }: Explained,
  inputs: Encoded,
  count: number,
): Promise<Float32Array> {
  return (await weights.predict(inputs, count))[weights.pipeline.outputs.indexOf(output)] as Float32Array
}

function scoreOf({ output }: Explained, of: Omit<OutputPredictions, 'output'>): ValueWithInterval {
  const { targets } = of
  const decoded = decodePredictions({ output, ...of }, Uint32Array.from(targets.keys()))
  const n = targets.length
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / n
  if (decoded?.kind === 'number') {
    const errors = decoded.predicted.map((value, i) => Math.abs(value - (decoded.actual[i] as number)))
    return { value: mean(errors), ...meanInterval(errors, mean(errors)) }
  }
  const value = mean(Array.from(decoded?.predicted ?? [], (one, i) => Number(one === decoded?.actual[i])))
  return { value, ...wilson(value, n) }
}

type Corrupt = (kind: string, strength: number, rows: Uint32Array, seed: number) => Promise<Encoded>

/** The corruptions that fit the inputs of a network. A row is corrupted in the same way in every set. */
export async function corruptionsOf(
  weights: EvaluatedWeights,
): Promise<{ kinds: readonly string[]; corrupt: Corrupt }> {
  const { pipeline, ready } = weights
  const { dataset } = ready
  const names = columnNames(pipeline.inputs)
  const randomOf = (kinds: readonly string[], kind: string, strength: number, row: number, seed: number): Rng =>
    rng(seed, { kind: 'augment', at: kinds.indexOf(kind) * 8 + strength, step: row })
  if (pipeline.inputs.some(isImage)) {
    const kinds = IMAGE_CORRUPTIONS
    return {
      kinds,
      corrupt: async (kind, strength, rows, seed) =>
        encodeImages(weights, rows, (row, pixels, size) => {
          const random = randomOf(kinds, kind, strength, row, seed)
          const image = Float32Array.from(pixels, (value) => value / 255)
          const known = { kind: kind as (typeof kinds)[number], strength, random }
          return corruptImage(image, size, known).map((value) => Math.floor(value * 255 + 0.5))
        }),
    }
  }
  if (pipeline.inputs.some(isSeries)) {
    const training = await someTraining(weights)
    const spreads = spreadsOf(pipeline, training.dataset, training.rows)
    const kinds = SERIES_CORRUPTIONS
    return {
      kinds,
      corrupt: async (kind, strength, rows, seed) => {
        const inputs = await encode(pipeline, dataset, rows)
        pipeline.inputs.forEach((input, i) => {
          if (!isSeries(input)) return
          const size = sizeOf(input)
          rows.forEach((row, at) => {
            const random = randomOf(kinds, kind, strength, row, seed)
            const own = inputs[i]?.subarray(at * size, (at + 1) * size) as Float32Array
            corruptSeries(own, spreads[i]?.unit as Float32Array, channelsOf(input), { kind, strength, random })
          })
        })
        return inputs
      },
    }
  }
  const numbered = dataset.schema.columns.flatMap(({ name, type }, at) =>
    names.has(name) && (type === 'number' || type === 'category') ? [at] : [],
  )
  if (numbered.length === 0) return refuse('robustness-no-inputs', {})
  const kinds = TABLE_CORRUPTIONS.filter(
    (kind) => kind !== 'noise' || numbered.some((at) => dataset.columns[at]?.type === 'number'),
  )
  return {
    kinds,
    corrupt: (kind, strength, rows, seed) => {
      const columns = dataset.columns.map((column, at) =>
        numbered.includes(at)
          ? corruptColumn(column, rows, ready.split.train, {
              ...{ kind, amount: AMOUNTS[kind as (typeof kinds)[number]][strength - 1] as number },
              random: (row) =>
                randomOf(TABLE_CORRUPTIONS, kind, strength + 8 * at * TABLE_CORRUPTIONS.length, row, seed),
            })
          : column,
      )
      return encode(pipeline, { ...dataset, columns }, rows)
    },
  }
}

/** Encodes rows with other pixels. */
export async function encodeImages(
  { pipeline, ready }: EvaluatedWeights,
  rows: Uint32Array,
  draw: (row: number, pixels: Uint8Array, size: Size) => ArrayLike<number>,
): Promise<Encoded> {
  const here = await loadPagedRows(ready.dataset, rows)
  const changed = augmentColumns(here, columnNames(pipeline.inputs), rows, (pixels, size) => {
    const length = size.height * size.width * size.channels
    const out = new Uint8Array(rows.length * length)
    rows.forEach((row, i) => {
      out.set(draw(row, pixels(row), size), i * length)
    })
    return out
  })
  return pipeline.inputs.map((input) => encodeRows(input, changed, Uint32Array.from(rows.keys())))
}

function corruptSeries(
  values: Float32Array,
  unit: Float32Array,
  channels: number,
  { kind, strength, random }: { readonly kind: string; readonly strength: number; readonly random: Rng },
): void {
  const amount = AMOUNTS[kind as (typeof SERIES_CORRUPTIONS)[number]][strength - 1] as number
  const length = values.length / channels
  const gap = kind === 'dropped' ? Math.max(1, Math.round(amount * length)) : 0
  const from = random.below(length - gap + 1)
  const slopes = Array.from({ length: channels }, () => (random.uniform() < 0.5 ? -1 : 1))
  for (let i = 0; i < values.length; i++) {
    const [place, channel] = [Math.floor(i / channels), i % channels]
    const added = kind === 'noise' ? random.normal() : ((slopes[channel] as number) * place) / Math.max(1, length - 1)
    if (kind !== 'dropped') values[i] = (values[i] as number) + amount * (unit[i] as number) * added
    else if (place >= from && place < from + gap) values[i] = 0
  }
}

/** A copy of a column, in which these rows are noisy, missing, or have the value of a random training row. */
function corruptColumn(
  column: Column,
  rows: Uint32Array,
  train: Uint32Array,
  { kind, amount, random }: { readonly kind: string; readonly amount: number; readonly random: (row: number) => Rng },
): Column {
  const isNumber = column.type === 'number'
  if (!isNumber && column.type !== 'category') return column
  const own: Float32Array | Float64Array | Int16Array = isNumber ? column.values : column.codes
  const values = own.slice()
  const there = isNumber ? Array.from(train, (row) => own[row] as number).filter(Number.isFinite) : []
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length
  const spread = Math.sqrt(there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / there.length)
  for (const row of rows) {
    const draw = random(row)
    if (kind === 'noise') {
      if (isNumber) values[row] = (own[row] as number) + amount * spread * draw.normal()
    } else if (draw.uniform() < amount)
      values[row] =
        kind === 'missing' ? (isNumber ? Number.NaN : -1) : (own[train[draw.below(train.length)] as number] as number)
  }
  return { ...column, [isNumber ? 'values' : 'codes']: values } as Column
}

/** The most training rows that ranges and standard deviations are those of. */
const MOST_TRAINING = 1000

/** Some training rows, in memory. */
export async function someTraining({ ready }: EvaluatedWeights) {
  const rows = shuffle(ready.split.train.slice(), rng(0, { kind: 'resample', epoch: 6 })).subarray(0, MOST_TRAINING)
  return { dataset: await loadPagedRows(ready.dataset, rows), rows }
}
