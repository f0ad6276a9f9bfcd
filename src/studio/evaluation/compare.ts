/**
 * @file Two sets of weights on the same rows: the difference of a metric with its interval, and the rows on which only
 * one of them is right.
 */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import type { Dataset, SplitName } from '../../data/dataset'
import { fingerprint } from '../../data/fingerprint'
import { accuracyLoss, atLeast, errorIncrease, type PairedResult } from '../../metrics/paired-comparison'
import { type RankDifferences, rankDifferences } from '../../metrics/paired-ranks'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import { predictRows } from '../models/evaluate'
import { countLook, ofNetworkAlone, outputCalled, type Source, type WeightsEpoch, weightsOf } from './predictions'
import { decodePredictions, type Predicted } from './report'

export interface ModelComparison extends PairedResult {
  /** Of which epoch the weights of a run are. */
  readonly weights: { readonly a?: WeightsEpoch | undefined; readonly b?: WeightsEpoch | undefined }
  /** Of ordered classes: the metrics in which a mistake counts by its distance. */
  readonly ranks?: RankDifferences
  /** How many labels of the compared rows were changed after `a` was trained: both are compared by those of `b`. */
  readonly relabeled?: number
  /**
   * Of classes: the accuracy with the calibration and the threshold that models are saved with. The comparison uses
   * neither, because a threshold chosen for its costs says nothing about the weights.
   */
  readonly decided?: OfEach<number>
  /** The column whose groups training balanced, so that biased labels are followed less. */
  readonly balanced?: OfEach<string>
}

/** What is true of the first, of the second, or of both. */
interface OfEach<T> {
  readonly a?: T | undefined
  readonly b?: T | undefined
}

/**
 * Compares two sources on the rows that are in this set for both of them, by the labels that the second one knows, and by
 * the most likely class of both. If one has the best weights of its run, so has the other by default. Refuses weights of other data, of another kind of output,
 * and without a row in common.
 */
export async function compareSources(
  studio: AppContext,
  {
    a,
    b,
    split = 'validation',
    attackSet,
    output,
  }: {
    readonly a: Source
    readonly b: Source
    readonly split?: SplitName | undefined
    /** Instead of a set of the data: the examples of an attack set. */
    readonly attackSet?: string | undefined
    readonly output?: string | undefined
  },
): Promise<ModelComparison> {
  const [first, second] = await bothOf(studio, a, b)
  if (attackSet !== undefined) {
    const { attackSetCalled } = await import('./attack-sets')
    const set = await attackSetCalled(studio, attackSet)
    const dataset = await studio.data.after(set, set.steps)
    const all = Uint32Array.from({ length: dataset.schema.rows }, (_, i) => i)
    return compared(
      { ...first, predicted: await aloneAndDecided(first, dataset, all, output) },
      { ...second, predicted: await aloneAndDecided(second, dataset, all, output) },
    )
  }
  const targets = second.pipeline.outputs.map(({ column }) => column)
  if (!(await hasSameInputs(first.ready, second.ready, targets)))
    return refuse('compare-other-data', { a: first.name, b: second.name })
  const own = new Set(second.ready.split[split])
  const rows = first.ready.split[split].filter((row) => own.has(row))
  if (rows.length === 0) return refuse('compare-no-rows', { a: first.name, b: second.name, split })
  // That of the weights in use has been counted, but not that of the others.
  await countLook(studio, isNamed(a) ? a : b, split, first.ready)
  const { dataset } = second.ready
  const predicted = await aloneAndDecided(first, dataset, rows, output)
  const result = compared(
    { ...first, predicted },
    { ...second, predicted: await aloneAndDecided(second, dataset, rows, output) },
  )
  if (await areEqual(first.ready.dataset, dataset)) return result
  const { actual } = await decoded(first, first.ready.dataset, rows, output)
  return { ...result, relabeled: actual.filter((label, i) => label !== predicted.alone.actual[i]).length }
}

function compared(a: Weights & { predicted: Decoded }, b: Weights & { predicted: Decoded }): ModelComparison {
  const [decodedA, decodedB] = [a.predicted.alone, b.predicted.alone]
  if (!predictSame(decodedA, decodedB)) return refuse('compare-other-output', { a: a.name, b: b.name })
  const ranks = ranksOf(decodedA, decodedB)
  const decided = { a: a.predicted.decided, b: b.predicted.decided }
  const balanced = { a: a.content?.plan.balance?.groups, b: b.content?.plan.balance?.groups }
  const isAny = (found: OfEach<unknown>) => found.a !== undefined || found.b !== undefined
  return {
    ...{ ...differenceOf(decodedA, decodedB), ...(ranks && { ranks }), weights: { a: a.weights, b: b.weights } },
    ...(isAny(decided) && { decided }),
    ...(isAny(balanced) && { balanced }),
  }
}

/** Whether both are numbers, or the same classes: their order may have changed between the trainings. */
function predictSame(a: Predicted, b: Predicted): boolean {
  if (a.kind !== 'classes' || b.kind !== 'classes') return a.kind === b.kind
  return a.labels.length === b.labels.length && a.labels.every((label) => b.labels.includes(label))
}

/** The comparison by ranks, in the order that the second one knows; undefined if it knows none. */
function ranksOf(a: Predicted, b: Predicted): RankDifferences | undefined {
  if (a.kind !== 'classes' || b.kind !== 'classes' || !b.ordered) return undefined
  const ranks = a.labels.map((label) => b.labels.indexOf(label))
  return rankDifferences(
    b.actual,
    a.predicted.map((index) => ranks[index] as number),
    b.predicted,
    b.labels.length,
  )
}

/**
 * Whether the rows are equal but for the labels. The copy that the first edit makes of a built-in dataset has another
 * key.
 */
export async function hasSameInputs(a: ReadyData, b: ReadyData, targets: readonly string[]): Promise<boolean> {
  if (a.key === b.key || (await areEqual(a.dataset, b.dataset))) return true
  return areEqual(withoutColumns(a.dataset, targets), withoutColumns(b.dataset, targets))
}

async function areEqual(a: Dataset, b: Dataset): Promise<boolean> {
  return a === b || (await fingerprint(a)) === (await fingerprint(b))
}

function withoutColumns({ schema, columns }: Dataset, left: readonly string[]): Dataset {
  const isKept = (i: number) => !left.includes(schema.columns[i]?.name ?? '')
  return {
    schema: { ...schema, columns: schema.columns.filter((_, i) => isKept(i)) },
    columns: columns.filter((_, i) => isKept(i)),
  }
}

/** Compares two predictions of the same rows. */
export function differenceOf(decodedA: Predicted, decodedB: Predicted): PairedResult {
  const [scoresA, scoresB] = [scoresOf(decodedA), scoresOf(decodedB)]
  const isRate = decodedA.kind === 'classes'
  const { worse, low, high } = isRate ? accuracyLoss(scoresB, scoresA) : errorIncrease(scoresB, scoresA)
  const sign = isRate ? -1 : 1
  const apart = Array.from(decodedA.rows.keys()).filter((i) => scoresA[i] !== scoresB[i])
  const isBetter = (i: number) => (scoresB[i] as number) > (scoresA[i] as number) === isRate
  const [better, rest] = [apart.filter(isBetter), apart.filter((i) => !isBetter(i))]
  const rowsOf = (places: readonly number[]) => places.map((i) => decodedA.rows[i] as number)
  return {
    ...{ metric: isRate ? 'accuracy' : 'mae', test: isRate ? 'McNemar' : 'sign test', n: decodedA.rows.length },
    ...{ a: mean(scoresA), b: mean(scoresB), difference: sign * worse },
    ...(isRate ? { low: -high, high: -low } : { low, high }),
    p: Math.min(1, 2 * atLeast(Math.max(better.length, rest.length), apart.length)),
    ...{ fixed: rowsOf(better), broken: rowsOf(rest) },
  }
}

const isNamed = ({ run, model }: Source) => run !== undefined || model !== undefined

type Weights = Awaited<ReturnType<typeof weightsOf>>

/** The weights of both sources, of the same kind unless they are named. */
async function bothOf(studio: AppContext, a: Source, b: Source): Promise<readonly [Weights, Weights]> {
  const known = b.run === undefined || b.weights ? await weightsOf(studio, b) : undefined
  const first = await weightsOf(studio, { ...a, weights: a.weights ?? known?.weights?.which })
  return [first, known ?? (await weightsOf(studio, { ...b, weights: first.weights?.which }))]
}

/** What these weights predict an output as, for these rows. */
export async function decoded(
  weights: Weights,
  dataset: Dataset,
  rows: Uint32Array,
  label: string | undefined,
): Promise<Predicted> {
  const outputs = await predictRows(weights.pipeline, dataset, rows, weights.predict)
  const found = outputCalled({ outputs }, label)
  return decodePredictions(found, rows) ?? refuse('evaluate-no-values', { output: found.output.label })
}

/** Predictions of the network alone, and the accuracy with what saved models decide by, if they decide by anything. */
interface Decoded {
  readonly alone: Predicted
  readonly decided?: number
}

async function aloneAndDecided(
  weights: Weights,
  dataset: Dataset,
  rows: Uint32Array,
  label: string | undefined,
): Promise<Decoded> {
  const found = await decoded(weights, dataset, rows, label)
  const { outputs } = weights.pipeline
  const output = label === undefined ? outputs[0] : outputs.find((one) => one.label === label)
  if (output?.kind !== 'classes' || !(output.calibration || output.decision)) return { alone: found }
  return {
    alone: await decoded(ofNetworkAlone(weights), dataset, rows, label),
    decided: mean(scoresOf(found)),
  }
}

/** 1 for a correct prediction and 0 for a wrong one, or the absolute error. */
export function scoresOf(decoded: Predicted): Float64Array {
  return Float64Array.from(decoded.actual, (actual, i) => {
    const predicted = decoded.predicted[i] as number
    return decoded.kind === 'classes' ? Number(actual === predicted) : Math.abs(actual - predicted)
  })
}

/** The mean of numbers. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
