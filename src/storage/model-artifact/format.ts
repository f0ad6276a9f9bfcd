/** @file The artifact format: its files, and the schemas of the files that are read back. */
import * as z from 'zod/mini'
import { MOST_LEVELS } from '../../catalog/training-plan'
import { CLASS_METRICS, METRICS, metricsFor } from '../../metrics/catalog'
import type { Metric } from '../../metrics/define-metric'
import { finite, listOf, shape, text, whole } from '../shared-schemas'

export const FORMAT = 'netloom-artifact'
/** Version of the format; each version can read all older ones. See docs/artifact.md. */
export const VERSION = 3

export const FILES = [
  'README.md',
  'model.json',
  'weights.bin',
  'pipeline.json',
  'pipeline.py',
  'classes.json',
  'metrics.json',
  'project.json',
  'golden.json',
  'model.py',
  'load_weights.py',
  'weights.npz',
] as const
export type ArtifactFile = (typeof FILES)[number]

/** An optional file: the server for Node. It is hashed like all other files and never run by the reader. */
export const SERVER = 'serve.mjs'

/** Optional statistics of the training inputs, from version 3 on; absent if the rows were not available. */
export const REFERENCE = 'reference.json'

/** Optional files of an artifact. */
export const MAY_HAVE: readonly string[] = [SERVER, REFERENCE]

/** Maximum size of JSON and Python files, in bytes. They may contain the vocabularies of the pipeline. */
export const MAX_JSON = 64_000_000
const MAX_README = 1_000_000

/** The maximum size of a file in bytes, checked before it is unpacked. The zip limits the weights. */
export function maxBytesOf(file: string): number {
  if (file === 'weights.bin' || file === 'weights.npz') return Number.POSITIVE_INFINITY
  return file === 'README.md' || file === 'load_weights.py' ? MAX_README : MAX_JSON
}

/** The required files of an artifact of this version, without its manifest. Version 1 had no pipeline.py. */
export function filesOf(version: number): readonly ArtifactFile[] {
  return version === 1 ? FILES.filter((file) => file !== 'pipeline.py') : FILES
}

export const manifestShape = z.object({
  format: z.literal(FORMAT),
  version: whole,
  files: z.record(text(120), z.object({ bytes: whole, sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) })),
})

export const modelShape = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(text(64), z.unknown()),
  weightsManifest: z
    .array(
      z.object({
        paths: z.array(text(120)),
        weights: listOf(z.object({ name: text(200), shape, dtype: text(20) }), 100_000),
      }),
    )
    .check(z.length(1)),
})

const label = text(200)

/** The columns as stored in version 1. */
const oldColumns = [
  z.strictObject({ column: label, op: z.literal('standardize'), mean: finite, deviation: finite, fill: finite }),
  z.strictObject({ column: label, op: z.literal('oneHot'), values: listOf(label, 10_000) }),
  z.strictObject({ column: label, op: z.literal('identity'), fill: finite }),
] as const

const form = z.strictObject({
  type: z.enum(['number', 'category', 'image', 'text', 'time', 'array']),
  shape,
  values: z.optional(listOf(text(10_000), 100_000)),
  unseen: z.optional(listOf(text(10_000), 100_000)),
  wide: z.optional(z.literal(true)),
})
const step = z.strictObject({
  kind: text(64),
  params: z.record(text(64), z.union([finite, text(10_000), z.boolean()])),
  learned: z.record(text(64), z.union([listOf(finite, 1_000_000), listOf(text(100_000), 100_000)])),
})

/** The schema is strict, because an unknown key could change the meaning of a prediction. */
const fittedColumn = z.strictObject({ column: label, from: form, steps: listOf(step, 20) })
const column = z.union([fittedColumn, ...oldColumns])

const fittedPoints = listOf(finite, 100_000)
const calibration = z.union([
  z.strictObject({ method: z.literal('temperature'), temperature: finite }),
  z.strictObject({
    method: z.literal('platt'),
    perClass: listOf(z.strictObject({ a: finite, b: finite }), 100_000),
  }),
  z.strictObject({
    method: z.literal('isotonic'),
    perClass: listOf(z.strictObject({ x: fittedPoints, y: fittedPoints }), 100_000),
  }),
])

const costs = z.strictObject({
  miss: finite.check(z.gte(0)),
  falseAlarm: finite.check(z.gte(0)),
  prevalence: z.optional(finite.check(z.gte(0), z.lte(1))),
})

/** At most this many groups have a threshold. */
const MOST_GROUPS = 100
const groups = z.strictObject({
  ...{ column: label, strategy: text(100), thresholds: listOf(finite, MOST_GROUPS) },
  values: z.optional(z.union([listOf(label, MOST_GROUPS), listOf(finite, MOST_GROUPS)])),
  cuts: z.optional(listOf(finite, MOST_GROUPS)),
})

const limits = { limit: finite, falseAlarms: finite, rows: finite }
const guard = z.union([
  z.strictObject({
    ...limits,
    ...{ method: z.literal('mahalanobis'), layer: text(200), label, width: finite },
    ...{ whitening: listOf(finite, 1_000_000), centers: listOf(finite, 1_000_000) },
  }),
  z.strictObject({ ...limits, method: z.literal('squeezing'), bits: finite }),
])

export const pipelineShape = z.strictObject({
  inputs: listOf(
    z.union([
      z.strictObject({ label, kind: z.literal('image'), column: label, shape, scale: finite }),
      z.strictObject({
        label,
        kind: z.literal('columns'),
        shape,
        columns: listOf(column, 10_000),
        plane: z.optional(z.literal(true)),
      }),
    ]),
    100,
  ),
  outputs: listOf(
    z.union([
      z.strictObject({
        label,
        kind: z.literal('classes'),
        column: label,
        labels: listOf(label, 100_000),
        ordered: z.optional(z.literal(true)),
        signed: z.optional(z.literal(true)),
        calibration: z.optional(calibration),
        decision: z.optional(
          z.strictObject({
            positive: finite,
            threshold: finite,
            costs: z.optional(costs),
            groups: z.optional(groups),
          }),
        ),
        guard: z.optional(guard),
      }),
      z.strictObject({
        label,
        kind: z.literal('number'),
        column: label,
        mean: finite,
        deviation: finite,
        unit: z.optional(label),
        steps: z.optional(fittedColumn),
        levels: z.optional(listOf(finite, MOST_LEVELS)),
      }),
      z.strictObject({
        label,
        kind: z.literal('image'),
        column: label,
        shape,
        scale: finite,
        mask: z.optional(z.literal(true)),
      }),
      z.strictObject({ label, kind: z.literal('sequence'), column: label, shape, text: fittedColumn }),
    ]),
    100,
  ),
})

/** A number; null is accepted, because JSON writes a non-finite number as null. */
const figure = z.pipe(
  z.nullable(finite),
  z.transform((value: number | null) => value ?? Number.NaN),
)
const example = z.object({ row: whole, actual: finite, predicted: finite, probability: figure })

const picture = z.object({
  row: whole,
  mae: figure,
  iou: z.optional(figure),
  given: z.array(whole.check(z.lte(255))).check(z.maxLength(1_000_000)),
})

const textExample = z.object({
  row: whole,
  actual: text(1_000_000),
  predicted: text(1_000_000),
  probability: figure,
  right: whole,
  places: whole,
})

/** The metrics by which slices are compared. */
const ROW_METRICS = METRICS.flatMap(({ id, perRow }) => (perRow ? [id] : []))

const sliceScore = z.object({
  name: text(200),
  where: text(10_000),
  support: whole,
  measure: z.enum(ROW_METRICS),
  value: z.optional(figure),
  low: z.optional(figure),
  high: z.optional(figure),
  difference: z.optional(figure),
})
const sliceFault = z.object({ name: text(200), where: text(10_000), fault: text(2000) })

/**
 * The values of the metrics of an output. Only the main metric is in every artifact; others may be newer than the
 * version of Netloom that wrote it.
 */
function metricFields(metrics: readonly Metric[]) {
  const [main, ...others] = metrics.map(({ id, storedAs = id }) => storedAs)
  return { ...fields(main === undefined ? [] : [main], figure), ...fields(others, z.optional(figure)) }
}

function fields<T>(keys: readonly string[], type: T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, type]))
}

const interval = z.object({ low: figure, high: figure })
const withInterval = z.object({ value: figure, low: figure, high: figure })
const IMAGE_METRICS = metricsFor({ kind: 'image', mask: true })

export const evaluationShape = z.object({
  split: z.enum(['train', 'validation', 'test']),
  rows: whole,
  loss: figure,
  heads: listOf(
    z.union([
      z.object({
        kind: z.literal('classes'),
        label,
        loss: figure,
        ...metricFields(metricsFor({ kind: 'classes', ordered: true })),
        ordered: z.optional(z.literal(true)),
        perClass: listOf(z.object({ label, support: whole, ...metricFields(CLASS_METRICS) }), 100_000),
        confusion: z.array(z.array(whole)),
        cost: z.optional(z.object({ ...costs.shape, label, value: figure })),
        overBaseRates: z.optional(z.object({ baseLoss: figure, gain: withInterval, rocAuc: z.optional(withInterval) })),
        wrong: listOf(example, 10_000),
        right: listOf(example, 10_000),
      }),
      z.object({
        kind: z.literal('number'),
        label,
        loss: figure,
        ...metricFields(metricsFor({ kind: 'number' })),
        intervals: z.optional(z.record(text(64), interval)),
        pairs: listOf(z.object({ row: whole, actual: figure, predicted: figure }), 10_000),
      }),
      z.object({
        kind: z.literal('image'),
        label,
        loss: figure,
        shape,
        ...metricFields(IMAGE_METRICS.filter(({ formulas }) => !formulas.mask)),
        mask: z.optional(z.object(metricFields(IMAGE_METRICS.filter(({ formulas }) => formulas.mask)))),
        worst: listOf(picture, 1000),
        some: listOf(picture, 1000),
      }),
      z.object({
        kind: z.literal('sequence'),
        label,
        loss: figure,
        ...metricFields(metricsFor({ kind: 'sequence' })),
        by: z.enum(['characters', 'words']),
        places: listOf(z.object({ support: whole, right: whole }), 100_000),
        rows: whole,
        worst: listOf(textExample, 1000),
        some: listOf(textExample, 1000),
      }),
    ]),
    100,
  ),
  slices: z.optional(listOf(z.union([sliceScore, sliceFault]), 1000)),
  testLooks: z.optional(whole),
  mayBeSeen: z.optional(z.literal(true)),
  isFromPredictions: z.optional(z.literal(true)),
  isDecided: z.optional(z.literal(true)),
})

export const metricsShape = z.object({
  name: text(200).check(z.minLength(1)),
  modelVersion: whole,
  createdAt: text(40),
  weightsSha256: text(64),
  run: z.optional(
    z.object({
      id: text(100),
      engine: z.optional(text(200)),
      chosen: z.optional(
        z.object({
          backend: z.enum(['webgpu', 'wasm', 'webgl', 'cpu']),
          adapter: z.optional(text(200)),
          reason: text(400),
        }),
      ),
    }),
  ),
  evaluation: z.nullable(evaluationShape),
})

export const classesShape = z.record(label, listOf(label, 100_000))

export const goldenShape = z.object({
  count: whole,
  heldOut: z.boolean(),
  backend: text(20),
  largestDifference: finite,
  inputs: listOf(z.object({ label, data: z.array(finite) }), 100),
  outputs: listOf(z.object({ label, data: z.array(finite) }), 100),
})

export const referenceShape = z.strictObject({
  rows: whole,
  features: listOf(
    z.strictObject({
      column: label,
      measure: text(40),
      missing: whole,
      quantiles: z.optional(listOf(finite, 101)),
      values: z.optional(listOf(text(10_000), 100_000)),
      counts: z.optional(listOf(whole, 100_001)),
    }),
    1000,
  ),
})
