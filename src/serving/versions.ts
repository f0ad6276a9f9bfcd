/** @file Versions: the models of a service, opened, each with its own pipeline, answering in the classes of the book. */
import { refuse } from '../messages/message'
import { scoresAt, toUnit } from '../data/decode'
import type { Pipeline } from '../data/pipeline'
import type { VersionRef } from '../ops/service-spec'
import type { Reference, ServedModel, ServiceRows } from '../protocol/serving-messages'
import { columnsRead, type RawRow, type ReadColumn } from './validate-input'
import { encodeClean } from './encode'
import { type OpenModel, openModel } from './model'
import { referenceOf } from './rows'

export interface Version {
  readonly ref: VersionRef
  readonly pipeline: Pipeline
  readonly columns: readonly ReadColumn[]
  readonly reference: Reference
  readonly engine: OpenModel['engine']
  /** Admitted rows as the numbers that the model takes; `numbers` are those of the rows in the set, where they are of it. */
  encode(rows: readonly RawRow[], numbers?: readonly number[]): Float32Array<ArrayBuffer>[]
  /** Of each row: probabilities by the book's classes, or the number in its unit. */
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** Milliseconds it took to be opened and to answer for the first time: what a cold replica takes. */
  readonly coldMs: number
  /** Of one made of another: what its times were measured of, and how many times as long it takes. */
  readonly timedAs?: VersionRef
  readonly times?: number
  close(): void
}

/** What answers of a service are. */
export interface AnswerKind {
  readonly kind: 'classes' | 'number'
  readonly classes: readonly string[]
}

/** The kind of answers that a model gives. Refuses pictures and texts. */
export function answerKind({ ref, pipeline }: Pick<ServedModel, 'ref' | 'pipeline'>): AnswerKind {
  const [output] = pipeline.outputs
  if (output?.kind === 'classes') return { kind: 'classes', classes: output.labels }
  if (output?.kind === 'number') return { kind: 'number', classes: [] }
  return refuse('service-no-answers', { model: ref.model })
}

/** Opens a version whose answers are told in these classes. */
export async function openVersion(
  file: ServedModel,
  { kind, classes }: AnswerKind,
  rows: ServiceRows | undefined,
): Promise<Version> {
  const began = performance.now()
  const { ref, pipeline } = file
  const own = answerKind(file)
  if (own.kind !== kind) refuse('service-other-answers', { model: ref.model, first: 'the first' })
  const places = own.classes.map((label) => classes.indexOf(label))
  const [output] = pipeline.outputs
  const reference =
    file.reference ?? (rows ? referenceOf(pipeline, rows.dataset, rows.train) : { ranges: {}, usual: 0 })
  const model = await openModel(file)
  const width = model.widths[0] ?? 1

  function told(raw: Float32Array, row: number): Float32Array<ArrayBuffer> {
    if (output?.kind === 'number') return Float32Array.of(toUnit(output, raw[row * width] as number))
    const out = new Float32Array(classes.length)
    if (output?.kind !== 'classes') return out
    scoresAt(output, raw, row, width).forEach((score, k) => {
      const place = places[k] ?? -1
      if (place >= 0) out[place] = score
    })
    return out
  }

  const columns = columnsRead(pipeline)
  return {
    ref,
    pipeline,
    columns,
    reference: { ...reference, usual: kind === 'classes' ? (places[reference.usual] ?? 0) : reference.usual },
    engine: model.engine,
    encode: (given) => encodeClean(pipeline, given),
    async predict(inputs, count) {
      const [raw] = await model.predict(inputs, count)
      return Array.from({ length: count }, (_, row) => told(raw ?? new Float32Array(0), row))
    },
    coldMs: performance.now() - began,
    close: model.close,
  }
}
