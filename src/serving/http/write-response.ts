/** @file writeResponse: writes the results of a request as an inference response of the Open Inference Protocol v2. */
import { decidedClass } from '../../data/output-decision'
import { decodeText, pixelsAt } from '../../data/decode-outputs'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import type { RowResult } from './http-types'
import { probabilitiesOf, tensorsOut } from './model-metadata'

/** A tensor in JSON. */
interface Tensor {
  readonly name: string
  readonly datatype: string
  readonly shape: readonly number[]
  readonly data: readonly (string | number)[]
}

export interface InferResponse {
  readonly model: string
  readonly pipeline: Pipeline
  readonly rows: readonly RowResult[]
  /** The id that the caller gave the request. */
  readonly id?: string
  /** The names of the requested outputs; absent if all are requested. */
  readonly outputs?: readonly string[]
}

/** Writes the body of the response. */
export function writeResponse({ model, pipeline, rows, id, outputs }: InferResponse): string {
  const tensors = pipeline.outputs.flatMap((output, head) => tensorsFor(output, head, rows))
  const [first] = rows
  const versions = rows.map(({ version }) => version ?? 0)
  const mixed = new Set(versions).size > 1
  return JSON.stringify({
    model_name: model,
    model_version: String(first?.version ?? ''),
    id: id ?? first?.trace ?? '',
    parameters: {
      // Each row is a separate request to the service, so the distinct statuses are listed.
      status: joinDistinct(rows.map(({ status }) => status)),
      ...(mixed ? { versions: versions.join(',') } : {}),
      ...(first?.trace === undefined ? {} : { trace: first.trace }),
      ...(first?.id === undefined ? {} : { request: first.id }),
      cached: first?.cached ?? false,
      // By row, like the versions.
      ...(rows.some(({ flagged }) => flagged !== undefined)
        ? { flagged: rows.map(({ flagged = false }) => flagged).join(',') }
        : {}),
      ...(first?.coldMs === undefined ? {} : { cold_ms: micros(first.coldMs) }),
      ...(first?.waitedMs === undefined ? {} : { waited_ms: micros(first.waitedMs) }),
      ...Object.fromEntries((first?.stages ?? []).map(({ stage, ms }) => [`ms.${stage}`, micros(ms)])),
    },
    outputs: outputs ? tensors.filter(({ name }) => outputs.includes(name)) : tensors,
  })
}

/** Returns the first of these names that is not an output of the model. */
export function unknownOutput(pipeline: Pipeline, names: readonly string[]): string | undefined {
  const known = new Set(tensorsOut(pipeline).map(({ name }) => name))
  return names.find((name) => !known.has(name))
}

/** The stage times of the first row as a Server-Timing header (W3C), which browser developer tools show. */
export function serverTiming(rows: readonly RowResult[]): string {
  return (rows[0]?.stages ?? []).map(({ stage, ms }) => `${context(stage)};dur=${micros(ms)}`).join(', ')
}

function context(stage: string): string {
  return stage.replace(/[^A-Za-z0-9_-]/g, '_') || 'stage'
}

function joinDistinct(each: readonly string[]): string {
  return new Set(each).size === 1 ? (each[0] as string) : each.join(',')
}

function tensorsFor(output: FittedOutput, head: number, rows: readonly RowResult[]): readonly Tensor[] {
  const { label: name } = output
  const count = rows.length
  const raw = rows.map(({ outputs }) => outputs[head] ?? new Float32Array(0))
  switch (output.kind) {
    case 'classes': {
      const classes = output.labels.length
      const named = raw.map((scores, row) =>
        scores.length === 0 || rows[row]?.status === 'abstained'
          ? ''
          : (output.labels[decidedClass(scores, output.decision, rows[row]?.thresholds?.[head])] ?? ''),
      )
      const probabilities = raw.flatMap((scores) => Array.from({ length: classes }, (_, k) => decimal(scores[k] ?? 0)))
      return [
        { name, datatype: 'BYTES', shape: [count], data: named },
        { name: probabilitiesOf(output), datatype: 'FP32', shape: [count, classes], data: probabilities },
      ]
    }
    case 'number':
      return [{ name, datatype: 'FP32', shape: [count], data: raw.map((values) => decimal(values[0] ?? Number.NaN)) }]
    case 'image':
      return [
        {
          name,
          datatype: 'FP32',
          shape: [count, ...output.shape],
          data: raw.flatMap((values) => Array.from(pixelsAt(output, values, 0), decimal)),
        },
      ]
    case 'sequence': {
      const texts = raw.map((values) => decodeText(output, values, 0))
      return [
        { name, datatype: 'BYTES', shape: [count], data: texts.map(({ text }) => text) },
        {
          name: probabilitiesOf(output),
          datatype: 'FP64',
          shape: [count],
          data: texts.map(({ probability }) => probability),
        },
      ]
    }
    default:
      return output satisfies never
  }
}

/** Rounds milliseconds to microseconds, because further digits of a browser's clock are noise (0.0999999977). */
function micros(ms: number): number {
  return Math.round(1000 * ms) / 1000
}

/**
 * Returns the shortest decimal that parses back to the same float32. Any decimal of up to six digits survives a float32
 * round trip (FLT_DIG in C), so the search starts at six; nine digits identify every float32 (IEEE 754-2019, 5.12.2).
 */
export function decimal(value: number): number {
  const rounded = Math.fround(value)
  // Subnormal numbers can have fewer significant digits, so their search starts at one.
  for (let digits = Math.abs(rounded) < 2 ** -126 ? 1 : 6; digits < 9; digits++) {
    const short = Number(rounded.toPrecision(digits))
    if (Math.fround(short) === rounded) return short
  }
  return Number(rounded.toPrecision(9))
}
