/**
 * @file Gates: the checks that a version must pass before an alias is moved to it, each with its measured value, the
 * requirement, and a link to the evidence. All functions are pure: measurements are passed in.
 */

import { metricById } from '../metrics/catalog'
import type { DecidingMetric } from '../metrics/deciding-metric'
import { correctPValues } from '../metrics/multiple-testing'
import { accuracyLoss, errorIncrease, type PairedDifference } from '../metrics/paired-comparison'
import { type RowWeights, weightedLoss } from '../metrics/weighted-loss'

/** One check. `unsure` means that the version was neither shown to be worse nor shown not to be worse. */
export interface GateCheck {
  readonly what: GateSubject
  readonly verdict: 'passed' | 'failed' | 'unsure' | 'not measured'
  /** The name of the slice if this is a slice check. */
  readonly slice?: string
  /** The metric that is compared. */
  readonly measure?: DecidingMetric
  /** The name of the attack set, and whether at least `needed` is required of it instead of at most. */
  readonly attackSet?: string
  readonly isLeast?: true
  readonly number?: number
  readonly needed?: number
  /** The lower and upper ends of the 95% interval of the value, without correction. */
  readonly low?: number
  readonly high?: number
  /** The one-sided p-value for the candidate being worse, without correction. */
  readonly alone?: number
  /** The p-value with Holm's correction for all comparisons; it decides the verdict. */
  readonly p?: number
  /** The number of comparisons: one for all rows, plus one for each slice with enough rows. */
  readonly among?: number
  /** The metric of both versions on the compared rows. */
  readonly both?: { readonly candidate: number; readonly champion: number }
  /** The number of compared rows, and the dataset split that they belong to. */
  readonly rows?: number
  readonly split?: 'test' | 'validation'
  readonly unit: GateUnit
  readonly link: EvidenceLink
}

const GATE_SUBJECTS = [
  'whole',
  'finite',
  'answered',
  'inputs',
  'data',
  'looks',
  'score',
  'slice',
  'calibration',
  'latency',
  'size',
  'attack',
] as const
export type GateSubject = (typeof GATE_SUBJECTS)[number]
/**
 * `share` is a fraction from 0 to 1; `own` is the unit of the target column; `cost` is a cost per row; `yes` is 1 or 0.
 */
export type GateUnit = 'share' | 'own' | 'cost' | 'ms' | 'bytes' | 'looks' | 'weights' | 'yes'

/** The source of a number, or the command that measures it. */
export interface EvidenceLink {
  readonly to: 'record' | 'metrics' | 'slices' | 'data' | 'run' | 'moves'
  readonly model: string
  readonly version: number
  /** A command that repeats the measurement. */
  readonly command?: string
}

/** What is known about a single version. */
export interface VersionMetrics {
  readonly model: string
  readonly version: number
  /** Whether the record and the weights are intact, that is, whether the weights match their hash. */
  readonly whole: boolean
  /** Number of weights that are NaN or infinite; absent if the weights are not available. */
  readonly notFinite?: number
  /**
   * A textual description of the inputs and outputs: versions with the same description can serve the same requests.
   */
  readonly inputs: string
  /** The fingerprint or version hash of the training data. */
  readonly data?: string
  /** How many times the test set had been viewed when the version was scored. */
  readonly looks?: number
  readonly bytes: number
  /** The latency of one request in milliseconds, measured on this device. */
  readonly latencyMs?: number
  /** The share of the compared rows for which it predicted NaN. */
  readonly noPrediction?: number
  /** Expected calibration error, as in Evaluate; only for classification. */
  readonly calibration?: number
  /** The accuracy on each attack set that the gate requires one on. */
  readonly attacks?: readonly AttackAccuracy[]
}

/** A required accuracy on an attack set, with the measured one; without it, the set could not be predicted. */
export interface AttackAccuracy {
  readonly name: string
  readonly least: number
  readonly rows?: number
  readonly accuracy?: { readonly value: number; readonly low: number; readonly high: number }
}

/** The results of both versions on the same rows: 1 for correct and 0 for wrong, or the absolute error. */
export interface ComparedRows {
  /** By costs, a row is correct if the class of the costs is predicted for it exactly if it is its class. */
  readonly measure: DecidingMetric
  /** For costs and balanced accuracy. */
  readonly weights?: RowWeights
  /** For classes: the class of each row, and whether it was predicted. */
  readonly classes?: {
    readonly labels: readonly string[]
    readonly of: ArrayLike<number>
    readonly candidate: ArrayLike<number>
    readonly champion: ArrayLike<number>
  }
  /** The dataset split that the rows belong to. */
  readonly split: 'test' | 'validation'
  readonly candidate: ArrayLike<number>
  readonly champion: ArrayLike<number>
  /** The slices; for each row, `within` is 1 if the row belongs to the slice. */
  readonly slices: readonly { readonly name: string; readonly within: ArrayLike<number>; readonly isClass?: true }[]
}

export interface GateLimits {
  /**
   * The accepted loss of accuracy; for errors and costs, the accepted increase as a fraction of the champion's error or
   * cost.
   */
  readonly margin: number
  /** The significance level, shared by all comparisons. */
  readonly alpha: number
  /** The accepted increase in the calibration error. */
  readonly calibration: number
  /**
   * The latency limit as a multiple of the champion's latency, and the latency (`latencyMs`) below which the comparison
   * does not matter.
   */
  readonly latency: number
  readonly latencyMs: number
  readonly bytes: number
  /** The maximum number of times that the test set may be viewed and still count as held out. */
  readonly looks: number
  /** The minimum number of rows that a slice must contain to be checked. */
  readonly rows: number
}

const GATE_LIMITS: GateLimits = {
  margin: 0.02,
  alpha: 0.05,
  calibration: 0.03,
  latency: 1.5,
  latencyMs: 2,
  bytes: 256 * 1024 * 1024,
  looks: 10,
  rows: 8,
}

/** The recall of a class of both versions, or without `label` the accuracy on all rows. */
export interface ClassRecall extends PairedDifference {
  readonly label?: string
  readonly both: { readonly candidate: number; readonly champion: number }
}

export interface Gate {
  readonly model: string
  readonly version: number
  /** The version to compare with; absent if there is no champion yet. */
  readonly champion?: number
  readonly checks: readonly GateCheck[]
  /** For classes that were compared: what both versions find of each class, and the accuracy. They decide nothing. */
  readonly recalls?: readonly ClassRecall[]
  /** `failed` if any check failed; otherwise `unsure` if any check was inconclusive or not measured. */
  readonly verdict: 'passed' | 'failed' | 'unsure'
}

/**
 * Evaluates a candidate against the champion, if there is one; `compared` contains their results if both were run on
 * the same rows.
 */
export function evaluateGate(
  candidate: VersionMetrics,
  champion: VersionMetrics | undefined,
  compared: ComparedRows | undefined,
  limits: GateLimits = GATE_LIMITS,
): Gate {
  const other = champion?.version === candidate.version ? undefined : champion
  const checks = [
    ...ownChecks(candidate, limits),
    ...(other ? comparisonChecks(candidate, other, compared, limits) : []),
  ]
  const has = (verdict: GateCheck['verdict']) => checks.some((check) => check.verdict === verdict)
  return {
    model: candidate.model,
    version: candidate.version,
    ...(other ? { champion: other.version } : {}),
    checks,
    ...(other && compared?.classes ? { recalls: recallsOf(compared.classes) } : {}),
    verdict: has('failed') ? 'failed' : has('unsure') || has('not measured') ? 'unsure' : 'passed',
  }
}

function ownChecks(facts: VersionMetrics, limits: GateLimits): readonly GateCheck[] {
  const link = linkOf(facts)
  const { whole, notFinite, data, looks, bytes } = facts
  return [
    { what: 'whole', verdict: verdictOf(whole), number: Number(whole), needed: 1, unit: 'yes', link: link('record') },
    {
      what: 'finite',
      unit: 'weights',
      link: link('record'),
      ...(notFinite === undefined
        ? { verdict: 'not measured' }
        : { verdict: verdictOf(notFinite === 0), number: notFinite, needed: 0 }),
    },
    {
      what: 'data',
      unit: 'yes',
      link: link('data'),
      verdict: data === undefined ? 'unsure' : 'passed',
      number: Number(data !== undefined),
      needed: 1,
    },
    {
      what: 'looks',
      unit: 'looks',
      link: link('metrics', 'registry.gate'),
      ...(looks === undefined
        ? { verdict: 'not measured' }
        : { verdict: looks <= limits.looks ? 'passed' : 'unsure', number: looks, needed: limits.looks }),
    },
    {
      what: 'size',
      unit: 'bytes',
      link: link('record'),
      verdict: verdictOf(bytes <= limits.bytes),
      number: bytes,
      needed: limits.bytes,
    },
    ...(facts.attacks ?? []).map(({ name, least, rows, accuracy }): GateCheck => {
      const check = { what: 'attack', attackSet: name, isLeast: true, needed: least, unit: 'share' } as const
      const at = { ...check, link: link('metrics', 'attackSet.evaluate') }
      if (!accuracy) return { ...at, verdict: 'not measured' }
      const { value, low, high } = accuracy
      return { ...at, verdict: verdictOf(value >= least), number: value, low, high, ...(rows && { rows }) }
    }),
  ]
}

function comparisonChecks(
  facts: VersionMetrics,
  other: VersionMetrics,
  compared: ComparedRows | undefined,
  limits: GateLimits,
): readonly GateCheck[] {
  const link = linkOf(facts)
  const same = facts.inputs === other.inputs
  return [
    { what: 'inputs', verdict: verdictOf(same), number: Number(same), needed: 1, unit: 'yes', link: link('record') },
    ...answeredChecks(facts),
    ...scoreChecks(facts, compared, limits),
    atMost('calibration', 'share', facts.calibration, other.calibration, (own) => own + limits.calibration, link),
    atMost('latency', 'ms', facts.latencyMs, other.latencyMs, (own) => own * limits.latency + limits.latencyMs, link),
  ]
}

/** A check that every row gets a prediction, only if one did not: nearly all models pass it. */
function answeredChecks(facts: VersionMetrics): readonly GateCheck[] {
  const { noPrediction: number = 0 } = facts
  const link = linkOf(facts)('metrics', 'registry.gate')
  return number > 0 ? [{ what: 'answered', verdict: 'failed', number, needed: 0, unit: 'share', link }] : []
}

/** Checks how much worse the candidate is than the champion, on all rows and on the candidate's worst slice. */
function scoreChecks(
  facts: VersionMetrics,
  compared: ComparedRows | undefined,
  limits: GateLimits,
): readonly GateCheck[] {
  const link = linkOf(facts)
  const measure = compared?.measure
  const kind = measure === undefined ? 'share' : measure === 'cost' ? 'cost' : metricById(measure).kind
  const unit: GateUnit = kind === 'cost' ? 'cost' : kind === 'error' ? 'own' : 'share'
  if (!compared || measure === undefined || compared.candidate.length === 0)
    return [{ what: 'score', verdict: 'not measured', unit, link: link('metrics', 'registry.gate') }]
  const everyRow = new Uint8Array(compared.candidate.length).fill(1)
  const all = comparedWithin(compared, everyRow)
  // Where a class may be found less often so that another is found more often, it is no slice: its recall is shown.
  const parts = compared.slices
    .filter(({ isClass }) => !(isClass && compared.weights))
    .map(({ name, within }) => ({ name, ...comparedWithin(compared, within) }))
    .filter(({ rows }) => rows >= limits.rows)
  const { adjusted } = correctPValues([all.p, ...parts.map(({ p }) => p)], limits.alpha, 'Holm') // not text: an id
  const margin = unit === 'share' ? limits.margin : limits.margin * all.both.champion
  const check = (what: GateSubject, one: typeof all, p: number): GateCheck => ({
    what,
    measure,
    verdict: p < limits.alpha ? 'failed' : one.high <= margin ? 'passed' : 'unsure',
    number: one.worse,
    needed: margin,
    ...{ low: one.low, high: one.high, alone: one.p, p, among: adjusted.length, both: one.both },
    ...{ rows: one.rows, split: compared.split, unit },
    link: link(what === 'slice' ? 'slices' : 'metrics', 'registry.gate'),
  })
  const worst = parts
    .map((part, i) => ({ part, p: adjusted[i + 1] as number }))
    .sort((a, b) => a.p - b.p || b.part.worse - a.part.worse)[0]
  return [
    check('score', all, adjusted[0] as number),
    ...(worst ? [{ ...check('slice', worst.part, worst.p), slice: worst.part.name }] : []),
  ]
}

type Compared = PairedDifference & Pick<ClassRecall, 'both'>

/** Compares both versions on the rows of a slice by the metric that decides. */
function comparedWithin({ measure, weights, ...both }: ComparedRows, within: ArrayLike<number>): Compared {
  const [candidate, champion] = [selected(both.candidate, within), selected(both.champion, within)]
  if (weights) {
    const found = weightedLoss(candidate, champion, { ...weights, classes: selected(weights.classes, within) })
    if (measure === 'cost') return found
    return { ...found, both: { candidate: 1 - found.both.candidate, champion: 1 - found.both.champion } }
  }
  const harm = measure !== 'cost' && metricById(measure).better === 'higher' ? accuracyLoss : errorIncrease
  return { ...harm(candidate, champion), both: { candidate: meanOf(candidate), champion: meanOf(champion) } }
}

/** The accuracy of both versions, and the recall of each class that has rows, the one with the largest loss first. */
function recallsOf({ labels, of, candidate, champion }: NonNullable<ComparedRows['classes']>): readonly ClassRecall[] {
  const recall = (within: ArrayLike<number>): Compared => {
    const [own, others] = [selected(candidate, within), selected(champion, within)]
    return { ...accuracyLoss(own, others), both: { candidate: meanOf(own), champion: meanOf(others) } }
  }
  const each = labels.map((label, k) => ({ label, ...recall(Uint8Array.from(of, (one) => Number(one === k))) }))
  const known = each.filter(({ rows }) => rows > 0).sort((a, b) => b.worse - a.worse)
  return [recall(new Uint8Array(of.length).fill(1)), ...known]
}

function atMost(
  what: GateSubject,
  unit: GateUnit,
  number: number | undefined,
  champion: number | undefined,
  most: (champion: number) => number,
  link: ReturnType<typeof linkOf>,
): GateCheck {
  const at = link('metrics', 'registry.gate')
  if (number === undefined || champion === undefined) return { what, verdict: 'not measured', unit, link: at }
  const needed = most(champion)
  return { what, verdict: verdictOf(number <= needed), number, needed, unit, link: at }
}

function verdictOf(holds: boolean): 'passed' | 'failed' {
  return holds ? 'passed' : 'failed'
}

function linkOf({ model, version }: VersionMetrics) {
  return (to: EvidenceLink['to'], command?: string): EvidenceLink => ({
    to,
    model,
    version,
    ...(command === undefined ? {} : { command }),
  })
}

function selected(values: ArrayLike<number>, within: ArrayLike<number>): number[] {
  return Array.from(values).filter((_, i) => within[i])
}

function meanOf(values: ArrayLike<number>): number {
  const all = Array.from(values).filter((value) => !Number.isNaN(value))
  return all.length === 0 ? 0 : all.reduce((sum, value) => sum + value, 0) / all.length
}
