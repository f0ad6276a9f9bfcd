/** @file The evidence of a gate: what a version is by its record, what it answers beside the champion on the same rows, and how long it takes. */
import { columnIndex } from '../../catalog/dataset-schema'
import { maskOf } from '../../data/condition-mask'
import { printCondition } from '../../data/condition-print'
import { encodeRows } from '../../data/encode'
import { bringRows } from '../../data/paged'
import type { Pipeline } from '../../data/pipeline'
import { calibrationOf } from '../../metrics/calibration'
import type { Compared, VersionFacts } from '../../ops/gates'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data-session'
import { answersOfModel } from '../model-answers'
import { factsOf, type RowAnswers, scoresOf } from '../row-answers'
import { countLook } from '../test-looks'
import { rowsLearnt } from './version-notes'

/** Rows that are compared: more say little more, and take long. */
const MOST = 5000
/** Requests of one row that are timed, after a few that are not. */
const [WARM, TIMED] = [3, 25]

export interface Evidence {
  readonly facts: VersionFacts
  readonly champion?: VersionFacts
  readonly compared?: Compared
  /** Why the two could not be compared on the same rows. */
  readonly whyNot?: string
}

/** What can be told of a version that is not whole. */
export function factsOfDamaged(model: string, version: number): VersionFacts {
  return { model, version, whole: false, inputs: '', bytes: 0 }
}

/** What a record tells by itself, with what is known of it beside. */
export async function factsOfRecord(studio: AppContext, record: ModelRecord): Promise<VersionFacts> {
  const { name, version, weights, pipeline, metrics, content } = record
  const data = (await rowsLearnt(studio, record)) ?? content.data.version
  return {
    model: name,
    version,
    whole: true,
    notFinite: weights.data.reduce((sum, weight) => sum + (Number.isFinite(weight) ? 0 : 1), 0),
    inputs: asksFor(pipeline),
    ...(data === undefined ? {} : { data }),
    ...(metrics?.testLooks === undefined ? {} : { looks: metrics.testLooks }),
    bytes: weights.data.byteLength,
  }
}

/** What it reads and what it answers, without what it learnt: two that say the same take the same requests. */
export function asksFor({ inputs, outputs }: Pipeline): string {
  return JSON.stringify({
    inputs: inputs.map((input) =>
      input.kind === 'image'
        ? [input.kind, input.column, input.shape]
        : [input.kind, input.columns.map(({ column, from }) => [column, from])],
    ),
    outputs: outputs.map((output) => [output.kind, output.column, output.kind === 'classes' ? output.labels : null]),
  })
}

/** Asks both of the rows that the candidate's training did not see, and times each. */
export async function gatherEvidence(
  studio: AppContext,
  candidate: ModelRecord,
  champion: ModelRecord,
): Promise<Evidence> {
  const [facts, other] = await Promise.all([factsOfRecord(studio, candidate), factsOfRecord(studio, champion)])
  let ready: ReadyData
  try {
    ready = await studio.data.of(candidate.content)
  } catch (error) {
    return { facts, champion: other, whyNot: error instanceof Error ? error.message : String(error) }
  }
  const { rows, split } = rowsFor(ready)
  try {
    const mine = await answersOfModel(studio, ready, called(candidate), rows)
    const latencyMs = await timeOf(studio, candidate, ready, rows)
    const theirs = await answersOfModel(studio, ready, called(champion), rows)
    const othersMs = await timeOf(studio, champion, ready, rows)
    const looks = split === 'test' ? await countLook(studio, ready.key) : undefined
    const compared = mine && theirs ? { ...comparedOn(studio, candidate, ready, rows, mine, theirs), split } : undefined
    return {
      facts: { ...facts, latencyMs, ...(looks === undefined ? {} : { looks }), ...calibrated(mine, rows) },
      champion: { ...other, latencyMs: othersMs, ...calibrated(theirs, rows) },
      ...(compared ? { compared } : {}),
    }
  } catch (error) {
    return { facts, champion: other, whyNot: error instanceof Error ? error.message : String(error) }
  }
}

function called({ name, version }: ModelRecord): string {
  return `${name} v${version}`
}

function calibrated(answers: RowAnswers | undefined, rows: Uint32Array): Pick<VersionFacts, 'calibration'> {
  const calibration = answers && calibrationIn(answers, rows)
  return calibration === undefined ? {} : { calibration }
}

/** The expected calibration error on the rows whose class is known; undefined where it tells none, or none is known. */
export function calibrationIn({ output, confidence, score }: RowAnswers, rows: Uint32Array): number | undefined {
  const known = rows.filter((row) => !Number.isNaN(score[row] as number))
  if (output.kind !== 'classes' || known.length === 0) return undefined
  const of = (values: Float32Array) => Array.from(known, (row) => values[row] as number)
  return calibrationOf({ confidence: of(confidence), right: of(score) }).ece
}

function comparedOn(
  studio: AppContext,
  record: ModelRecord,
  ready: ReadyData,
  rows: Uint32Array,
  mine: RowAnswers,
  theirs: RowAnswers,
): Omit<Compared, 'split'> {
  const { measure, values: candidate } = scoresOf(mine, rows)
  return {
    measure,
    candidate,
    champion: scoresOf(theirs, rows).values,
    slices: partsOf(studio, record, ready, rows, mine),
  }
}

/** Rows among those asked. */
export interface RowPart {
  readonly name: string
  /** The condition, as text. */
  readonly where: string
  readonly within: readonly number[]
}

/** The kept slices of the set, and each class by itself. */
export function partsOf(
  studio: AppContext,
  { content }: ModelRecord,
  ready: ReadyData,
  rows: Uint32Array,
  answers: RowAnswers,
): readonly RowPart[] {
  const own = studio.store.getState().sets.sets.find(({ id }) => id === content.data.dataset)?.slices
  const kept = (own ?? content.data.slices ?? []).flatMap(({ name, where }) => {
    const mask = maskOf(where, ready.dataset, factsOf(ready, answers))
    const within = mask.ok ? Array.from(rows, (row) => mask.value[row] as number) : []
    return mask.ok ? [{ name, where: printCondition(where), within }] : []
  })
  return [...kept, ...classesOf(answers, ready, rows)]
}

function classesOf({ output }: RowAnswers, { dataset }: ReadyData, rows: Uint32Array): readonly RowPart[] {
  const column = dataset.columns[columnIndex(dataset.schema, output.column)]
  const schema = dataset.schema.columns.find(({ name }) => name === output.column)
  if (output.kind !== 'classes' || column?.type !== 'category' || schema?.type !== 'category') return []
  return schema.values.map((label, code) => ({
    name: `${output.column} = ${label}`,
    where: printCondition({ column: output.column, is: '=', value: label }),
    within: Array.from(rows, (row) => Number(column.codes[row] === code)),
  }))
}

/** Milliseconds of a request of one row, the middle one of some; page and worker are part of the way. */
export async function timeOf(
  studio: AppContext,
  record: ModelRecord,
  ready: ReadyData,
  rows: Uint32Array,
): Promise<number> {
  const row = rows.slice(0, 1)
  const here = await bringRows(ready.dataset, row)
  const inputs = record.pipeline.inputs.map((input) => encodeRows(input, here, row))
  const key = `${record.name}@${record.version}:${record.hash}`
  const times: number[] = []
  for (let i = 0; i < WARM + TIMED; i++) {
    const from = performance.now()
    await studio.predictor.predict(key, record, inputs, 1)
    if (i >= WARM) times.push(performance.now() - from)
  }
  return times.sort((a, b) => a - b)[TIMED >> 1] as number
}

/** The rows that a version is judged on: of the test part, else of that for validation, as many as are worth asking. */
export function rowsFor({ split }: ReadyData): {
  readonly rows: Uint32Array<ArrayBuffer>
  readonly split: 'test' | 'validation'
} {
  return split.test.length > 0
    ? { rows: spread(split.test, MOST), split: 'test' }
    : { rows: spread(split.validation, MOST), split: 'validation' }
}

/** At most so many of them, evenly spread. */
function spread(rows: Uint32Array<ArrayBuffer>, most: number): Uint32Array<ArrayBuffer> {
  if (rows.length <= most) return rows
  return Uint32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] as number)
}
