/**
 * @file The evidence for a promotion gate: the record of a version, its predictions on the same rows as the champion,
 * and its latency.
 */
import { columnIndex } from '../../../catalog/dataset-schema'
import { printCondition } from '../../../data/condition-text'
import { encodeRows, encodeTargets } from '../../../data/encode-rows'
import { maskOf } from '../../../data/evaluate-condition'
import { loadPagedRows } from '../../../data/paged-columns'
import type { Costs } from '../../../data/output-decision'
import type { Pipeline } from '../../../data/pipeline'
import { type Message, message, Refusal } from '../../../messages/message'
import { calibrationOf, MODEL_BINS } from '../../../metrics/calibration-error'
import { decidingMetric } from '../../../metrics/deciding-metric'
import type { RowScores } from '../../../metrics/slice-report'
import type { ComparedRows, VersionMetrics } from '../../../ops/promotion-gates'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import type { ReadyData } from '../../data/data-session'
import { countTestSetView } from '../../data/test-set-views'
import { mayHaveSeenRows } from '../../models/evaluated-split'
import { answersOfModel } from '../../models/model-predictions'
import { factsOf, type RowAnswers, scoresOf } from '../../models/row-predictions'
import { REPEATS } from '../../../serving/bad-models'
import { sampleRows, unseenRows } from '../service-start'
import { trainingDataFingerprint } from './version-notes'

/** The maximum number of rows to compare. Comparing more rows takes longer and hardly changes the result. */
const MAX_ROWS = 5000
/** With fewer rows that neither version was trained on, nothing can be said about the difference. */
const MIN_ROWS = 20
/** Latency is measured in turns: first warm-up requests that are not timed, then timed ones. */
const [TURNS, WARM, TIMED] = [4, 10, 11]

export interface GateEvidence {
  readonly facts: VersionMetrics
  readonly champion?: VersionMetrics
  readonly compared?: ComparedRows
  /** Why the two versions could not be compared on the same rows. */
  readonly whyNot?: string
}

/** The metrics of a damaged version. */
export function factsOfDamagedVersion(model: string, version: number): VersionMetrics {
  return { model, version, whole: false, inputs: '', bytes: 0 }
}

/** The metrics of a version, from its record and its saved notes. */
export async function factsOfRecord(studio: AppContext, record: ModelRecord): Promise<VersionMetrics> {
  const { name, version, weights, pipeline, metrics, content } = record
  const data = (await trainingDataFingerprint(studio, record)) ?? content.data.version
  return {
    model: name,
    version,
    whole: true,
    notFinite: weights.data.reduce((sum, weight) => sum + (Number.isFinite(weight) ? 0 : 1), 0),
    inputs: ioSignature(pipeline),
    ...(data === undefined ? {} : { data }),
    ...(metrics?.testLooks === undefined ? {} : { looks: metrics.testLooks }),
    bytes: weights.data.byteLength,
  }
}

/**
 * The accuracy of a version on validation rows that it was not trained on, such as of one that was retrained in the
 * background; undefined for other outputs than classes, or without such rows.
 */
export async function heldOutAccuracy(
  studio: AppContext,
  record: ModelRecord,
): Promise<{ readonly accuracy: number; readonly rows: number } | undefined> {
  try {
    const ready = await studio.data.of(record.content)
    const { rows } = evaluationRows(ready, 'validation')
    const answers = await answersOfModel(studio, ready, versionTitle(record), rows)
    if (answers?.output.kind !== 'classes') return undefined
    const unseen = await unseenRows(studio, ready, rows, [record])
    const scores = [...unseen].map((row) => answers.score[row] as number).filter((one) => !Number.isNaN(one))
    if (scores.length === 0) return undefined
    return { accuracy: scores.reduce((sum, one) => sum + one, 0) / scores.length, rows: scores.length }
  } catch {
    // Its dataset is gone, or it does not fit; the service then starts with the usual target.
    return undefined
  }
}

/** The inputs and outputs of a model as text. Two models with equal text accept the same requests. */
function ioSignature({ inputs, outputs }: Pipeline): string {
  return JSON.stringify({
    inputs: inputs.map((input) =>
      input.kind === 'image'
        ? [input.kind, input.column, input.shape]
        : [input.kind, input.columns.map(({ column, from }) => [column, from])],
    ),
    outputs: outputs.map((output) => [output.kind, output.column, output.kind === 'classes' ? output.labels : null]),
  })
}

/** Evaluates both versions on rows that the candidate was not trained on, and measures their latency. */
export async function gatherEvidence(
  studio: AppContext,
  candidate: ModelRecord,
  champion: ModelRecord,
): Promise<GateEvidence> {
  const [facts, other] = await Promise.all([factsOfRecord(studio, candidate), factsOfRecord(studio, champion)])
  let ready: ReadyData
  try {
    ready = await studio.data.of(candidate.content)
  } catch (error) {
    return { facts, champion: other, whyNot: error instanceof Error ? error.message : String(error) }
  }
  const { rows, split } = evaluationRows(ready)
  try {
    const candidateAnswers = await answersOfModel(studio, ready, versionTitle(candidate), rows)
    const championAnswers = await answersOfModel(studio, ready, versionTitle(champion), rows)
    const [latencyMs = Number.NaN, othersMs = Number.NaN] = await medianLatencies(
      studio,
      [candidate, champion],
      ready,
      rows,
    )
    const looks = split === 'test' ? await countTestSetView(studio, ready) : undefined
    const unseen = await unseenRows(studio, ready, rows, [champion])
    const why = whyNotCompared(candidate, champion, unseen.length)
    const compared =
      candidateAnswers && championAnswers && !why
        ? {
            ...comparedOn(studio, [candidate, champion], ready, unseen, [candidateAnswers, championAnswers]),
            split,
          }
        : undefined
    const calibration = (answers: RowAnswers | undefined) => (why ? {} : calibrated(answers, unseen))
    return {
      ...(why ? { whyNot: new Refusal(why).message } : {}),
      facts: {
        ...{ ...facts, latencyMs, ...(looks === undefined ? {} : { looks }), ...calibration(candidateAnswers) },
        noPrediction: shareWithoutPrediction(candidateAnswers, rows),
      },
      champion: { ...other, latencyMs: othersMs, ...calibration(championAnswers) },
      ...(compared ? { compared } : {}),
    }
  } catch (error) {
    return { facts, champion: other, whyNot: error instanceof Error ? error.message : String(error) }
  }
}

/** Why two versions cannot be compared on rows that neither was trained on; undefined if they can. */
function whyNotCompared(candidate: ModelRecord, champion: ModelRecord, rows: number): Message | undefined {
  const seen = [candidate, champion].find(mayHaveSeenRows)
  if (seen) return message('gate-may-be-seen', { version: seen.version })
  if (rows >= MIN_ROWS) return undefined
  return message('gate-rows-seen', { rows, least: MIN_ROWS, version: candidate.version, champion: champion.version })
}

function versionTitle({ name, version }: ModelRecord): string {
  return `${name} v${version}`
}

/** The share of rows for which the model predicted NaN. */
function shareWithoutPrediction(answers: RowAnswers | undefined, rows: Uint32Array): number {
  if (!answers || answers.output.kind === 'sequence' || rows.length === 0) return 0
  return rows.filter((row) => Number.isNaN(answers.predicted[row] as number)).length / rows.length
}

function calibrated(answers: RowAnswers | undefined, rows: Uint32Array): Pick<VersionMetrics, 'calibration'> {
  const calibration = answers && calibrationError(answers, rows)
  return calibration === undefined ? {} : { calibration }
}

/**
 * The expected calibration error (ECE) on the rows whose class is known, as in Evaluate: of the probability of the
 * predicted class, or of the second of two. Undefined for outputs other than classes, or if no class is known.
 */
export function calibrationError(
  { output, predicted, confidence, score }: RowAnswers,
  rows: Uint32Array,
): number | undefined {
  const known = rows.filter((row) => !Number.isNaN(score[row] as number) && !Number.isNaN(confidence[row] as number))
  if (output.kind !== 'classes' || known.length === 0) return undefined
  const isBinary = output.labels.length === 2
  // If the first of two classes is predicted, its probability and whether it is right are those of the second, inverted.
  const of = (values: Float32Array) =>
    Array.from(known, (row) =>
      isBinary && predicted[row] === 0 ? 1 - (values[row] as number) : (values[row] as number),
    )
  return calibrationOf({ confidence: of(confidence), right: of(score) }, MODEL_BINS).ece
}

/** Both versions, or their predictions: the candidate and the champion. */
type Both<T> = readonly [T, T]

/** The results of both versions, by the metric that fits the candidate. */
function comparedOn(
  studio: AppContext,
  records: Both<ModelRecord>,
  ready: ReadyData,
  rows: Uint32Array,
  answers: Both<RowAnswers>,
): Omit<ComparedRows, 'split'> {
  const [record] = records
  const [scores, others] = answers.map((one) => scoresOf(one, rows)) as unknown as Both<RowScores>
  const slices = rowGroupsOf(studio, record, ready, rows, answers[0])
  const { output } = answers[0]
  const classes = classesOf(output, ready, rows)
  const plain = { measure: scores.measure, candidate: scores.values, champion: others.values, slices }
  if (output.kind !== 'classes' || !classes) return plain
  const { labels } = output
  const supports = labels.map((_, k) => classes.filter((one) => one === k).length)
  // A champion that was saved before the costs were stated is measured by them, too.
  const stated = answers.flatMap((one) => statedDecision(one.output) ?? [])[0]
  const measure = decidingMetric({
    ...{ kind: output.kind, label: output.label, hasCosts: stated !== undefined, supports },
    watched: record.content.plan.earlyStopping?.metric,
  })
  const recalls = { classes: { labels, of: classes, candidate: scores.values, champion: others.values } }
  if (measure === 'balancedAccuracy')
    return { ...plain, ...recalls, measure, weights: { classes, perRow: 'equal' as const } }
  if (measure !== 'cost' || !stated) return { ...plain, ...recalls }
  const { positive, costs } = stated
  const isOwn = Array.from(classes, (one) => (one < 0 ? Number.NaN : Number(one === positive)))
  const share = (supports[positive] ?? 0) / supports.reduce((sum, n) => sum + n, 0)
  // Rows are weighted so that the class has its share in production.
  const { miss, falseAlarm, prevalence = share } = costs
  const perRow = [(falseAlarm * (1 - prevalence)) / (1 - share), (miss * prevalence) / share]
  const [candidate, champion] = answers.map(({ predicted }) =>
    Float32Array.from(rows, (row, i) => {
      const one = predicted[row] as number
      return Number.isNaN(one) ? one : Number(Number(one === positive) === isOwn[i])
    }),
  ) as unknown as Both<Float32Array>
  return { ...recalls, measure, candidate, champion, slices, weights: { classes: isOwn, perRow } }
}

/** The decision of an output if costs were stated with it. */
function statedDecision(output: RowAnswers['output']): { positive: number; costs: Costs } | undefined {
  const decision = output.kind === 'classes' ? output.decision : undefined
  return decision?.costs && { positive: decision.positive, costs: decision.costs }
}

/** The class of each row by the labels of an output; -1 if it is unknown. */
function classesOf(output: RowAnswers['output'], { dataset }: ReadyData, rows: Uint32Array): number[] | undefined {
  if (output.kind !== 'classes') return undefined
  const targets = encodeTargets(output, dataset, rows)
  return Array.from(targets, (target) => (Number.isNaN(target) ? -1 : target))
}

/** A group of the evaluated rows: a slice or a class. */
export interface RowGroup {
  readonly name: string
  /** The condition of the slice or class, as text. */
  readonly where: string
  readonly within: readonly number[]
  readonly isClass?: true
}

/** One group for each saved slice of the dataset and for each class. */
export function rowGroupsOf(
  studio: AppContext,
  { content }: ModelRecord,
  ready: ReadyData,
  rows: Uint32Array,
  answers: RowAnswers,
): readonly RowGroup[] {
  const own = studio.store.getState().sets.sets.find(({ id }) => id === content.data.dataset)?.slices
  const kept = (own ?? content.data.slices ?? []).flatMap(({ name, where }) => {
    const mask = maskOf(where, ready.dataset, factsOf(ready, answers))
    const within = mask.ok ? Array.from(rows, (row) => mask.value[row] as number) : []
    return mask.ok ? [{ name, where: printCondition(where), within }] : []
  })
  return [...kept, ...classGroupsOf(answers, ready, rows)]
}

function classGroupsOf({ output }: RowAnswers, { dataset }: ReadyData, rows: Uint32Array): readonly RowGroup[] {
  const column = dataset.columns[columnIndex(dataset.schema, output.column)]
  const schema = dataset.schema.columns.find(({ name }) => name === output.column)
  if (output.kind !== 'classes' || column?.type !== 'category' || schema?.type !== 'category') return []
  return schema.values.map((label, code) => ({
    name: `${output.column} = ${label}`,
    where: printCondition({ column: output.column, is: '=', value: label }),
    within: Array.from(rows, (row) => Number(column.codes[row] === code)),
    isClass: true,
  }))
}

/**
 * The median latency of single-row requests to each version in ms, including the messages between page and worker. The
 * versions take turns, each after a warm-up, and the fastest turn counts, because other load is not part of the latency.
 */
export async function medianLatencies(
  studio: Pick<AppContext, 'predictor'>,
  records: readonly ModelRecord[],
  ready: Pick<ReadyData, 'dataset'>,
  rows: Uint32Array,
): Promise<readonly number[]> {
  const row = rows.slice(0, 1)
  const here = await loadPagedRows(ready.dataset, row)
  const timed = records.map((record) => ({
    record,
    inputs: record.pipeline.inputs.map((input) => encodeRows(input, here, row)),
    key: `${record.name}@${record.version}:${record.hash}`,
    repeats: record.practice?.bad === 'slow' ? REPEATS : 1,
    medians: [] as number[],
  }))
  for (let turn = 0; turn < TURNS; turn++)
    for (const { record, inputs, key, repeats, medians } of timed) {
      const times: number[] = []
      for (let i = 0; i < WARM + TIMED; i++) {
        const from = performance.now()
        for (let n = 0; n < repeats; n++) await studio.predictor.predict(key, record, inputs, 1)
        if (i >= WARM) times.push(performance.now() - from)
      }
      medians.push(times.sort((a, b) => a - b)[TIMED >> 1] as number)
    }
  return timed.map(({ medians }) => Math.min(...medians))
}

/**
 * The rows that a version is evaluated on: rows of the test set, or of the validation set if there is none or it is asked
 * for; at most `MAX_ROWS`.
 */
export function evaluationRows(
  { split }: ReadyData,
  asked: 'test' | 'validation' = 'test',
): { readonly rows: Uint32Array<ArrayBuffer>; readonly split: 'test' | 'validation' } {
  return asked === 'test' && split.test.length > 0
    ? { rows: sampleRows(split.test, MAX_ROWS), split: 'test' }
    : { rows: sampleRows(split.validation, MAX_ROWS), split: 'validation' }
}
