/**
 * @file Versions: the opened model versions of a service. Each version has its own pipeline, and all of them predict
 * the classes of the service.
 */

import { type Decision, thresholdOfGroup } from '../data/output-decision'
import { columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import { numberAt, scoresAt } from '../data/decode-outputs'
import { type Pipeline, sizeOf } from '../data/pipeline'
import { refuse } from '../messages/message'
import type { VersionRef } from '../ops/service-spec'
import type { Reference, ServedModel, ServiceRows } from '../protocol/serving-messages'
import { type GuardedModel, openGuardedModel } from './input-guard'
import { encodeClean, type OutputKind, outputKindOf, referenceOf } from './request-rows'
import { inputColumns, type RawRow, type ReadColumn } from './validate-input'

export interface Version {
  readonly ref: VersionRef
  readonly pipeline: Pipeline
  readonly columns: readonly ReadColumn[]
  readonly reference: Reference
  readonly engine: GuardedModel['engine']
  /** Whether the rows of the service have its columns, and it predicts any of its classes. If not, it predicts NaN. */
  readonly fits: boolean
  /** Encodes validated rows; `numbers` contains their row numbers if they are rows of the dataset. */
  encode(rows: readonly RawRow[], numbers?: readonly number[]): Float32Array<ArrayBuffer>[]
  /** Returns, for each row, the probabilities of the dictionary's classes, or the number in the target's unit. */
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** For each row, whether the input guard of the version flags it; absent without a guard. */
  readonly flags?: GuardedModel['flags']
  /** How the dictionary's classes are decided, if not by the highest probability. */
  readonly decision?: Decision
  /** Milliseconds that it took to open the version, which is the duration of a cold start. */
  readonly coldMs: number
  /** For a derived version: the version whose times were measured, and how many times slower this one is. */
  readonly derivedFrom?: VersionRef
  readonly slowdown?: number
  close(): void
}

/** Opens a version whose predictions are in terms of these classes. */
export async function openVersion(
  file: ServedModel,
  { kind, classes }: OutputKind,
  rows: ServiceRows | undefined,
): Promise<Version> {
  const began = performance.now()
  const { ref, pipeline } = file
  const own = outputKindOf(file)
  if (own.kind !== kind) refuse('service-other-answers', { model: ref.model, first: 'the first' })
  const places = own.classes.map((label) => classes.indexOf(label))
  const columns = inputColumns(pipeline)
  const fits =
    (kind === 'number' || places.some((place) => place >= 0)) &&
    (!rows || columns.every(isColumnOf(rows.dataset.schema)))
  const [output] = pipeline.outputs
  const reference =
    file.reference ?? (rows ? referenceOf(pipeline, rows.dataset, rows.train) : { ranges: {}, usual: 0 })
  const model = await openGuardedModel(file)
  const width = model.widths[0] ?? 1

  function toPrediction(raw: Float32Array, row: number): Float32Array<ArrayBuffer> {
    if (output?.kind === 'number') return Float32Array.of(numberAt(output, raw, row))
    const out = new Float32Array(classes.length)
    if (output?.kind !== 'classes') return out
    scoresAt(output, raw, row, width).forEach((score, k) => {
      const place = places[k] ?? -1
      if (place >= 0) out[place] = score
    })
    return out
  }

  const decided = output?.kind === 'classes' ? output.decision : undefined
  const positive = (decided && places[decided.positive]) ?? -1
  return {
    ref,
    pipeline,
    ...(decided && positive >= 0 ? { decision: { ...decided, positive } } : {}),
    columns,
    fits,
    reference: { ...reference, usual: kind === 'classes' ? (places[reference.usual] ?? 0) : reference.usual },
    engine: model.engine,
    encode: (rows) =>
      fits
        ? encodeClean(pipeline, rows)
        : pipeline.inputs.map((input) => new Float32Array(rows.length * sizeOf(input))),
    async predict(inputs, count) {
      if (!fits) return Array.from({ length: count }, () => new Float32Array(classes.length || 1).fill(Number.NaN))
      const [raw] = await model.predict(inputs, count)
      return Array.from({ length: count }, (_, row) => toPrediction(raw ?? new Float32Array(0), row))
    },
    ...(fits && model.flags && { flags: model.flags }),
    coldMs: performance.now() - began,
    close: model.close,
  }
}

/** The threshold of the group of a row; undefined if the version decides no class by group. */
export function thresholdOfRow({ decision }: Pick<Version, 'decision'>, row: RawRow | undefined): number | undefined {
  return decision?.groups && thresholdOfGroup(decision, row?.[decision.groups.column])
}

/** Returns whether a dataset has a column of this name and, for images and arrays, of this shape. */
function isColumnOf(schema: DatasetSchema): (column: ReadColumn) => boolean {
  return ({ name, form }) => {
    const column = schema.columns[columnIndex(schema, name)]
    return (
      column !== undefined && (!('shape' in column && 'shape' in form) || String(column.shape) === String(form.shape))
    )
  }
}
