/**
 * @file Policy comparison: several retraining policies go through the same year, week by week. Each policy has its own
 * champion, which is retrained according to the policy's rule on the labels that have arrived by then. Everything is a
 * function of the simulated world, and each week depends only on the week before.
 */

import { policiesText, policyVerdictText as text } from '../../messages/en/operate/policies'
import { isPersistent } from '../../metrics/multiple-testing'
import { featureReference } from '../drift/references'
import { DEFAULT_PLAN, driftOfFeatures } from '../drift/window-drift'
import {
  EPOCHS,
  likeliestClasses,
  multiplicationsOf,
  predictProbabilities,
  type TrainedLearner,
  trainLearner,
} from './learner'
import type { ComparisonWorld } from './simulated-year'
import { WEEKS } from './simulated-year'

export const POLICIES = ['never', 'monthly', 'on drift', 'always'] as const
export type PolicyId = (typeof POLICIES)[number]

export interface PolicyState {
  readonly id: PolicyId
  readonly champion: TrainedLearner
  /**
   * The labeled rows used in the last training run: the indices [from, to) into a list of the base rows followed by the
   * labels in order of arrival.
   */
  readonly from: number
  readonly to: number
  /** The number of labels used so far, excluding the initial rows. */
  readonly labels: number
  readonly trainings: readonly PolicyTraining[]
  /** The total number of multiplications over all training runs. */
  readonly products: number
  /** For each week, the number of correct predictions, and the number of evaluated predictions (`asked`). */
  readonly right: readonly number[]
  readonly asked: readonly number[]
  /**
   * For each week since the last training run, the columns whose distribution drifted from that of the training rows.
   */
  readonly unlike: readonly (readonly number[])[]
}

export interface PolicyTraining {
  readonly week: number
  readonly why: 'beginning' | 'month' | 'week' | 'drift'
}

export interface PolicyComparisonState {
  /** The number of completed weeks. */
  readonly week: number
  readonly policies: readonly PolicyState[]
}

/** The maximum number of training rows; if there are more, only the latest are used. */
const TRAINING_ROWS = 700
/** The number of rows in each of the two samples of a drift test. */
const DRIFT_ROWS = 400

/** The state before the first week: all policies start with the same network, trained on the initial rows. */
export function startComparison(world: ComparisonWorld): PolicyComparisonState {
  const rows = labeledRows(world, 0, world.base)
  const champion = trainLearner(world.samples, rows, world.seed)
  const products = multiplicationsOf(rows.length, world.samples.width, world.samples.classes)
  const started: PolicyTraining = { week: 0, why: 'beginning' } // not text: an id
  return {
    week: 0,
    policies: POLICIES.map((id) => ({
      ...{ id, champion, from: 0, to: world.base, labels: 0, trainings: [started], products },
      ...{ right: [], asked: [], unlike: [] },
    })),
  }
}

/** Simulates one week: every policy predicts the week's requests, and then retrains if its rule requires it. */
export function simulateWeek(world: ComparisonWorld, { week, policies }: PolicyComparisonState): PolicyComparisonState {
  const requests = requestsOf(world, week)
  const evaluated = requests.filter((place) => world.counts[place] === 1)
  return {
    week: week + 1,
    policies: policies.map((policy) => simulatePolicy(world, policy, week, requests, evaluated)),
  }
}

/** Whether the year is over. */
export function isFinished({ week }: PolicyComparisonState): boolean {
  return week >= WEEKS
}

function simulatePolicy(
  world: ComparisonWorld,
  policy: PolicyState,
  week: number,
  requests: readonly number[],
  evaluated: readonly number[],
): PolicyState {
  const { classes, y } = world.samples
  const probabilities = likeliestClasses(predictProbabilities(policy.champion, world.samples.x, evaluated), classes)
  const right = evaluated.reduce((sum, place, i) => sum + Number(probabilities[i] === y[place]), 0)
  const driftedNow = policy.id === 'on drift' ? [driftedColumns(world, policy, requests)] : []
  const unlike = [...policy.unlike, ...driftedNow]
  const after: PolicyState = {
    ...policy,
    ...{ right: [...policy.right, right], asked: [...policy.asked, evaluated.length], unlike },
  }
  const why = trainingReason(after, week + 1)
  return why ? retrain(world, after, week + 1, why) : after
}

/** The reason why a policy retrains at the end of a week; undefined if it does not retrain. */
function trainingReason({ id, unlike }: PolicyState, week: number): PolicyTraining['why'] | undefined {
  if (week >= WEEKS) return undefined
  switch (id) {
    case 'never':
      return undefined
    case 'monthly':
      return week % 4 === 0 ? 'month' : undefined
    case 'always':
      return 'week'
    case 'on drift':
      return isDriftPersistent(unlike) ? 'drift' : undefined
    default:
      return id satisfies never
  }
}

function retrain(world: ComparisonWorld, policy: PolicyState, week: number, why: PolicyTraining['why']): PolicyState {
  const to = world.base + labelsBefore(world, week * 7)
  const from = Math.max(0, to - TRAINING_ROWS)
  const rows = labeledRows(world, from, to)
  const { width, classes } = world.samples
  return {
    ...policy,
    ...{ from, to, unlike: [] },
    champion: trainLearner(world.samples, rows, world.seed + week, EPOCHS),
    // Training windows only move forward, so the new rows are those after the end of the previous window.
    labels: policy.labels + Math.max(0, to - Math.max(from, policy.to, world.base)),
    trainings: [...policy.trainings, { week, why }],
    products: policy.products + multiplicationsOf(rows.length, width, classes),
  }
}

/** Whether the drift of a column is persistent, according to the same rule as in services. */
function isDriftPersistent(unlike: PolicyState['unlike']): boolean {
  const { least, among } = DEFAULT_PLAN
  return (unlike.at(-1) ?? []).some((k) =>
    isPersistent(
      unlike.map((columns) => columns.includes(k)),
      least,
      among,
    ),
  )
}

/**
 * Columns of a week's inputs that drifted from the training rows, detected by the same method as in services. No labels
 * are needed.
 */
function driftedColumns(world: ComparisonWorld, policy: PolicyState, requests: readonly number[]): readonly number[] {
  const { x, width } = world.samples
  const before = labeledRows(world, Math.max(policy.from, policy.to - DRIFT_ROWS), policy.to)
  const now = requests.slice(-DRIFT_ROWS)
  const column = (places: readonly number[], k: number) =>
    Float32Array.from(places, (place) => x[place * width + k] as number)
  const looks = Array.from({ length: width }, (_, k) => ({
    one: featureReference({ column: String(k), measure: 'value' }, column(before, k)),
    numbers: column(now, k),
  }))
  return driftOfFeatures(looks, DEFAULT_PLAN, requests.length).flatMap(({ drifted }, k) => (drifted ? [k] : []))
}

/** The number of labels that arrived before the given day. */
function labelsBefore({ labelDay }: ComparisonWorld, day: number): number {
  let [low, high] = [0, labelDay.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((labelDay[middle] as number) < day) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Sample indices of the labeled rows [from, to), where rows are numbered with the base rows first, followed by labels.
 */
function labeledRows({ base, labels }: ComparisonWorld, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => (from + i < base ? from + i : (labels[from + i - base] as number)))
}

function requestsOf({ day, base }: ComparisonWorld, week: number): number[] {
  const places: number[] = []
  for (let place = base; place < day.length; place++)
    if (Math.floor((day[place] as number) / 7) === week) places.push(place)
  return places
}

/** The prices of a wrong prediction, a label and a training run, all in the same currency. */
export interface Prices {
  readonly wrong: number
  readonly label: number
  readonly training: number
}

export const DEFAULT_PRICES: Prices = { wrong: 1, label: 0.05, training: 5 }

export interface Outcome {
  readonly id: PolicyId
  /** Accuracy over the predictions that are evaluated. */
  readonly accuracy: number
  readonly wrong: number
  readonly labels: number
  readonly trainings: number
  readonly products: number
  readonly cost: number
}

/** The outcome of a policy so far. */
export function policyOutcome({ id, right, asked, labels, trainings, products }: PolicyState, prices: Prices): Outcome {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const wrong = sum(asked) - sum(right)
  // The initial training run costs the same for all policies, so it is not counted.
  const times = trainings.length - 1
  return {
    ...{ id, wrong, labels, products, trainings: times },
    accuracy: sum(asked) === 0 ? 0 : sum(right) / sum(asked),
    cost: wrong * prices.wrong + labels * prices.label + times * prices.training,
  }
}

/** Says which policy won and why. */
export function verdictText(outcomes: readonly Outcome[]): string {
  const byCost = outcomes.toSorted((a, b) => a.cost - b.cost)
  const byAccuracy = outcomes.toSorted((a, b) => b.accuracy - a.accuracy || a.cost - b.cost)
  const [best, second] = byCost
  const [accurate] = byAccuracy
  const never = outcomes.find(({ id }) => id === 'never')
  if (!best || !second || !accurate || !never) return ''
  const { names } = policiesText
  const verdict = {
    ...{ winner: names[best.id], second: names[second.id], more: second.cost - best.cost },
    ...(accurate.id === best.id
      ? {}
      : { accurate: { name: names[accurate.id], accuracy: accurate.accuracy, winner: best.accuracy } }),
  }
  if (best.id === 'never') return text.never(verdict)
  const { trainings, labels } = best
  return text.trained({ ...verdict, trainings, labels, saved: never.wrong - best.wrong })
}
