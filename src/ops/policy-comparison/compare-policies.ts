/**
 * @file Policy comparison: retraining policies go through the same year, week by week. Each has its own champion, retrained by its rule from
 * the labels that have arrived by then. Everything is a function of the simulated world; each week follows from the one before.
 */
import { persistent } from '../../metrics/corrected'
import { featureReference } from '../drift/reference'
import { driftOfAll, USUAL_PLAN } from '../drift/window-drift'
import { WEEKS } from './course'
import { chances, EPOCHS, type Learnt, learn, productsOf, surestOf } from './learner'
import type { RaceWorld } from './world'

export const POLICIES = ['never', 'monthly', 'on drift', 'always'] as const
export type PolicyId = (typeof POLICIES)[number]

export interface PolicyState {
  readonly id: PolicyId
  readonly champion: Learnt
  /** Labelled rows it learnt from last: places [from, to) in base rows and then labels, by when they came. */
  readonly from: number
  readonly to: number
  /** Labels that were ever used, rows at the beginning apart. */
  readonly labels: number
  readonly trainings: readonly RaceTraining[]
  /** Multiplications of all trainings. */
  readonly products: number
  /** By week: right answers, and answers that count. */
  readonly right: readonly number[]
  readonly asked: readonly number[]
  /** Columns that drifted from those it learnt from, by week since then. */
  readonly unlike: readonly (readonly number[])[]
}

export interface RaceTraining {
  readonly week: number
  readonly why: 'beginning' | 'month' | 'week' | 'drift'
}

export interface RaceState {
  /** Weeks that are over. */
  readonly week: number
  readonly policies: readonly PolicyState[]
}

/** Labelled rows that a training learns from: the latest. */
const WINDOW = 700
/** Rows of either side that are held against each other. */
const COMPARED = 400

/** Before the first week: one network, trained on what there was, is everybody's champion. */
export function startRace(world: RaceWorld): RaceState {
  const rows = placesIn(world, 0, world.base)
  const champion = learn(world.samples, rows, world.seed)
  const products = productsOf(rows.length, world.samples.width, world.samples.classes)
  const begun: RaceTraining = { week: 0, why: 'beginning' } // not text: an id
  return {
    week: 0,
    policies: POLICIES.map((id) => ({
      ...{ id, champion, from: 0, to: world.base, labels: 0, trainings: [begun], products },
      ...{ right: [], asked: [], unlike: [] },
    })),
  }
}

/** One week on: all answer its requests, then each trains anew where its rule says so. */
export function nextWeek(world: RaceWorld, { week, policies }: RaceState): RaceState {
  const requests = requestsOf(world, week)
  const judged = requests.filter((place) => world.counts[place] === 1)
  return { week: week + 1, policies: policies.map((policy) => lived(world, policy, week, requests, judged)) }
}

/** Whether the year is over. */
export function isOver({ week }: RaceState): boolean {
  return week >= WEEKS
}

function lived(
  world: RaceWorld,
  policy: PolicyState,
  week: number,
  requests: readonly number[],
  judged: readonly number[],
): PolicyState {
  const { classes, y } = world.samples
  const told = surestOf(chances(policy.champion, world.samples.x, judged), classes)
  const right = judged.reduce((sum, place, i) => sum + Number(told[i] === y[place]), 0)
  const looked = policy.id === 'on drift' ? [drifting(world, policy, requests)] : []
  const unlike = [...policy.unlike, ...looked]
  const after: PolicyState = {
    ...policy,
    ...{ right: [...policy.right, right], asked: [...policy.asked, judged.length], unlike },
  }
  const why = ruleOf(after, week + 1)
  return why ? trained(world, after, week + 1, why) : after
}

/** Why a policy trains at the end of a week, where it does. */
function ruleOf({ id, unlike }: PolicyState, week: number): RaceTraining['why'] | undefined {
  if (week >= WEEKS) return undefined
  switch (id) {
    case 'never':
      return undefined
    case 'monthly':
      return week % 4 === 0 ? 'month' : undefined
    case 'always':
      return 'week'
    case 'on drift':
      return lasts(unlike) ? 'drift' : undefined
    default:
      return id satisfies never
  }
}

function trained(world: RaceWorld, policy: PolicyState, week: number, why: RaceTraining['why']): PolicyState {
  const to = world.base + labelsBy(world, week * 7)
  const from = Math.max(0, to - WINDOW)
  const rows = placesIn(world, from, to)
  const { width, classes } = world.samples
  return {
    ...policy,
    ...{ from, to, unlike: [] },
    champion: learn(world.samples, rows, world.seed + week, EPOCHS),
    // Windows only move on: what is new in one is what lies behind the last.
    labels: policy.labels + Math.max(0, to - Math.max(from, policy.to, world.base)),
    trainings: [...policy.trainings, { week, why }],
    products: policy.products + productsOf(rows.length, width, classes),
  }
}

/** Whether a column drifts in week after week, by the rule of every service. */
function lasts(unlike: PolicyState['unlike']): boolean {
  const { least, among } = USUAL_PLAN
  return (unlike.at(-1) ?? []).some((k) =>
    persistent(
      unlike.map((columns) => columns.includes(k)),
      least,
      among,
    ),
  )
}

/** Columns of a week's inputs that are other than those it learnt from, by the detector of every service. Nobody has to label for that. */
function drifting(world: RaceWorld, policy: PolicyState, requests: readonly number[]): readonly number[] {
  const { x, width } = world.samples
  const before = placesIn(world, Math.max(policy.from, policy.to - COMPARED), policy.to)
  const now = requests.slice(-COMPARED)
  const column = (places: readonly number[], k: number) =>
    Float32Array.from(places, (place) => x[place * width + k] as number)
  const looks = Array.from({ length: width }, (_, k) => ({
    one: featureReference({ column: String(k), measure: 'value' }, column(before, k)),
    numbers: column(now, k),
  }))
  return driftOfAll(looks, USUAL_PLAN, requests.length).flatMap(({ drifted }, k) => (drifted ? [k] : []))
}

/** Labels that have come before a day. */
function labelsBy({ labelDay }: RaceWorld, day: number): number {
  let [low, high] = [0, labelDay.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((labelDay[middle] as number) < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Places in the samples of labelled rows [from, to), counted over base rows and then labels. */
function placesIn({ base, labels }: RaceWorld, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => (from + i < base ? from + i : (labels[from + i - base] as number)))
}

function requestsOf({ day, base }: RaceWorld, week: number): number[] {
  const places: number[] = []
  for (let place = base; place < day.length; place++)
    if (Math.floor((day[place] as number) / 7) === week) places.push(place)
  return places
}
