/**
 * @file Several networks as an ensemble: the mean of their predictions against each of them, and the rows on which they
 * disagree most. Disagreement is uncertainty that more data or training could remove.
 */
import type { SplitName } from '../../data/dataset'
import '../../messages/en/evaluate/ensemble'
import { refuse } from '../../messages/message'
import { spreadOf, uncertaintyOf } from '../../metrics/certainty'
import {
  type EnsembleScores,
  ensembleOfClasses,
  ensembleOfNumbers,
  meanPrediction,
  mostLikely,
} from '../../metrics/ensemble'
import type { AppContext } from '../context'
import { decoded, hasSameInputs } from './compare'
import {
  ofNetworkAlone,
  countLook,
  type EvaluatedWeights,
  outputCalled,
  type Source,
  type WeightsEpoch,
  weightsOf,
} from './predictions'
import type { Predicted, PredictedClasses, PredictedNumbers } from './report'

/** The most members of an ensemble. */
export const MOST_MEMBERS = 20

interface EnsembleArgs {
  readonly split: SplitName
  readonly output?: string | undefined
  /** The most rows in the list of those on which the members disagree. */
  readonly most: number
}

interface Shared {
  readonly output: string
  readonly split: SplitName
  /** The rows that are in this set for all members. */
  readonly n: number
  readonly names: readonly string[]
  /** Of which epoch the weights of each member are; undefined for a saved model. */
  readonly weights: readonly (WeightsEpoch | undefined)[]
  readonly rows: Uint32Array
  readonly testLooks?: number
}

type ClassScores = EnsembleScores<ReturnType<typeof ensembleOfClasses>['gain']>
type NumberScores = EnsembleScores<ReturnType<typeof ensembleOfNumbers>['gain']>

/** A row with what the ensemble and each of its members predict, as indexes of classes. */
export interface DisputedClass {
  readonly row: number
  readonly actual: number
  readonly predicted: number
  readonly votes: readonly number[]
  readonly entropy: number
  readonly mutualInformation: number
}

export interface DisputedNumber {
  readonly row: number
  readonly actual: number
  readonly predicted: number
  readonly votes: readonly number[]
  readonly deviation: number
}

export type EnsembleReport = Shared &
  (
    | ({
        readonly kind: 'classes'
        readonly labels: readonly string[]
        readonly actual: Uint32Array
        readonly predicted: Uint32Array
        /** The mean probabilities, [rows, classes]. */
        readonly probabilities: Float64Array
        readonly entropy: Float64Array
        readonly mutualInformation: Float64Array
        readonly disputed: readonly DisputedClass[]
      } & ClassScores)
    | ({
        readonly kind: 'number'
        readonly unit?: string
        readonly actual: Float64Array
        readonly predicted: Float64Array
        /** The standard deviation of the members' predictions of each row. */
        readonly deviation: Float64Array
        readonly disputed: readonly DisputedNumber[]
      } & NumberScores)
  )

/**
 * Predicts the rows that are in this set for every member with all of them, each without its own calibration and
 * threshold, so that only the networks differ. Refuses fewer than two members, one that is there twice, and networks of
 * other data or other classes.
 */
export async function ensembleReport(
  studio: AppContext,
  sources: readonly Source[],
  { split, output, most }: EnsembleArgs,
): Promise<EnsembleReport> {
  if (sources.length < 2 || sources.length > MOST_MEMBERS)
    return refuse('ensemble-members', { members: sources.length, most: MOST_MEMBERS })
  const members: EvaluatedWeights[] = []
  for (const source of sources) members.push(ofNetworkAlone(await weightsOf(studio, source)))
  const names = members.map(({ name }) => name)
  const outputs = members.map(({ pipeline }) => outputCalled({ outputs: pipeline.outputs.map(asFound) }, output).output)
  const twice = sources.findIndex((one, i) => sources.findIndex((other) => isSame(one, other)) < i)
  if (twice >= 0) return refuse('ensemble-twice', { name: names[twice] as string })
  const [first] = members as [EvaluatedWeights]
  const targets = first.pipeline.outputs.map(({ column }) => column)
  for (const { ready, name } of members)
    if (!(await hasSameInputs(first.ready, ready, targets)))
      return refuse('compare-other-data', { a: first.name, b: name })
  const rows = first.ready.split[split].filter((row) => members.every((one) => setOf(one, split).has(row)))
  if (rows.length === 0) return refuse('ensemble-no-rows', { split })
  const testLooks = await countLook(studio, sources[0] as Source, split, first.ready)
  const predicted: Predicted[] = []
  // By the labels that the first member knows.
  for (const one of members) predicted.push(await decoded(one, first.ready.dataset, rows, output))
  const shared: Shared = {
    ...{
      output: outputs[0]?.label ?? '',
      split,
      n: predicted[0]?.rows.length ?? 0,
      names,
      rows: predicted[0]?.rows ?? rows,
    },
    weights: members.map(({ weights }) => weights),
    ...(testLooks === undefined ? {} : { testLooks }),
  }
  const isOther = (i: number) =>
    outputs[i]?.column !== outputs[0]?.column || !isSameKind(predicted[i] as Predicted, predicted[0] as Predicted)
  const others = [...predicted.keys()].findIndex(isOther)
  if (others >= 0) return refuse('compare-other-output', { a: first.name, b: names[others] as string })
  const [any] = predicted
  return any?.kind === 'number'
    ? { ...shared, ...ofNumbers(predicted as readonly PredictedNumbers[], any, most) }
    : { ...shared, ...ofClasses(predicted as readonly PredictedClasses[], any as PredictedClasses, most) }
}

function ofClasses(members: readonly PredictedClasses[], { labels, actual, rows }: PredictedClasses, most: number) {
  const samples = members.map(({ probabilities }) => probabilities)
  const probabilities = meanPrediction(samples)
  const predicted = mostLikely(probabilities, labels.length)
  const { entropy, mutualInformation } = uncertaintyOf(samples, labels.length)
  return {
    ...{ kind: 'classes' as const, labels, actual, predicted, probabilities, entropy, mutualInformation },
    ...ensembleOfClasses(samples, actual, labels.length),
    disputed: mostOf(mutualInformation, most).map((i) => ({
      ...{ row: rows[i] as number, actual: actual[i] as number, predicted: predicted[i] as number },
      votes: members.map((one) => one.predicted[i] as number),
      ...{ entropy: entropy[i] as number, mutualInformation: mutualInformation[i] as number },
    })),
  }
}

function ofNumbers(members: readonly PredictedNumbers[], { unit, actual, rows }: PredictedNumbers, most: number) {
  const samples = members.map((one) => one.predicted)
  const predicted = meanPrediction(samples)
  const deviation = spreadOf(samples)
  return {
    ...{ kind: 'number' as const, actual, predicted, deviation, ...(unit === undefined ? {} : { unit }) },
    ...ensembleOfNumbers(samples, actual),
    disputed: mostOf(deviation, most).map((i) => ({
      ...{ row: rows[i] as number, actual: actual[i] as number, predicted: predicted[i] as number },
      ...{ votes: samples.map((one) => one[i] as number), deviation: deviation[i] as number },
    })),
  }
}

/** The places of the largest values, largest first; rows on which all agree are left out. */
function mostOf(values: Float64Array, most: number): readonly number[] {
  return [...values.keys()]
    .filter((i) => (values[i] as number) > 0)
    .sort((a, b) => (values[b] as number) - (values[a] as number))
    .slice(0, most)
}

const isSame = (a: Source, b: Source) => a.run === b.run && a.model === b.model && a.weights === b.weights

const asFound = <O>(output: O) => ({ output })

function isSameKind(a: Predicted, b: Predicted): boolean {
  return a.kind === b.kind && (a.kind !== 'classes' || b.kind !== 'classes' || `${a.labels}` === `${b.labels}`)
}

const sets = new WeakMap<Uint32Array, Set<number>>()

function setOf({ ready }: EvaluatedWeights, split: SplitName): Set<number> {
  const rows = ready.split[split]
  const known = sets.get(rows) ?? new Set(rows)
  sets.set(rows, known)
  return known
}
