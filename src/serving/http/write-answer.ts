/** @file writeAnswer: what the rows of a request were answered, as an inference response of the Open Inference Protocol v2. */
import { pixelsAt, surest, textIn } from '../../data/decode'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import type { RowAnswer } from './http'
import { probabilitiesOf, tensorsOut } from './schema'

/** A tensor as JSON carries it. */
interface Tensor {
  readonly name: string
  readonly datatype: string
  readonly shape: readonly number[]
  readonly data: readonly (string | number)[]
}

export interface Answered {
  readonly model: string
  readonly pipeline: Pipeline
  readonly rows: readonly RowAnswer[]
  /** As the caller named the request. */
  readonly id?: string
  /** Names of the outputs that are wanted; absent, all. */
  readonly outputs?: readonly string[]
}

/** The body of the reply. */
export function writeAnswer({ model, pipeline, rows, id, outputs }: Answered): string {
  const tensors = pipeline.outputs.flatMap((output, head) => tensorsFor(output, head, rows))
  const [first] = rows
  const versions = rows.map(({ version }) => version ?? 0)
  const mixed = new Set(versions).size > 1
  return JSON.stringify({
    model_name: model,
    model_version: String(first?.version ?? ''),
    id: id ?? first?.trace ?? '',
    parameters: {
      // Several rows are several requests to the service: what differs among them is told of each.
      status: told(rows.map(({ status }) => status)),
      ...(mixed ? { versions: versions.join(',') } : {}),
      ...(first?.trace === undefined ? {} : { trace: first.trace }),
      ...(first?.id === undefined ? {} : { request: first.id }),
      cached: first?.cached ?? false,
      ...(first?.coldMs === undefined ? {} : { cold_ms: micros(first.coldMs) }),
      ...(first?.waitedMs === undefined ? {} : { waited_ms: micros(first.waitedMs) }),
      ...Object.fromEntries((first?.stages ?? []).map(({ stage, ms }) => [`ms.${stage}`, micros(ms)])),
    },
    outputs: outputs ? tensors.filter(({ name }) => outputs.includes(name)) : tensors,
  })
}

/** The first name that the model does not give. */
export function unknownOutput(pipeline: Pipeline, names: readonly string[]): string | undefined {
  const known = new Set(tensorsOut(pipeline).map(({ name }) => name))
  return names.find((name) => !known.has(name))
}

/** The stages of the first row as browsers' tools and others show them (W3C Server Timing). */
export function serverTiming(rows: readonly RowAnswer[]): string {
  return (rows[0]?.stages ?? []).map(({ stage, ms }) => `${token(stage)};dur=${micros(ms)}`).join(', ')
}

function token(stage: string): string {
  return stage.replace(/[^A-Za-z0-9_-]/g, '_') || 'stage'
}

function told(each: readonly string[]): string {
  return new Set(each).size === 1 ? (each[0] as string) : each.join(',')
}

function tensorsFor(output: FittedOutput, head: number, rows: readonly RowAnswer[]): readonly Tensor[] {
  const { label: name } = output
  const count = rows.length
  const raw = rows.map(({ outputs }) => outputs[head] ?? new Float32Array(0))
  switch (output.kind) {
    case 'classes': {
      const classes = output.labels.length
      const named = raw.map((scores, row) =>
        scores.length === 0 || rows[row]?.status === 'abstained' ? '' : (output.labels[surest(scores)] ?? ''),
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
      const texts = raw.map((values) => textIn(output, values, 0))
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

/** Milliseconds to the microsecond: the difference of two times of a browser's clock has further digits that tell nothing (0.0999999977). */
function micros(ms: number): number {
  return Math.round(1000 * ms) / 1000
}

/**
 * The shortest decimal that reads back as the same float32. One of six digits always does so to whoever wrote it (FLT_DIG of C), so that a
 * shorter one is that without its zeros; nine bring every float32 back (IEEE 754-2019, 5.12.2).
 */
export function decimal(value: number): number {
  const kept = Math.fround(value)
  // Below the least normal number there are fewer digits.
  for (let digits = Math.abs(kept) < 2 ** -126 ? 1 : 6; digits < 9; digits++) {
    const short = Number(kept.toPrecision(digits))
    if (Math.fround(short) === kept) return short
  }
  return Number(kept.toPrecision(9))
}
