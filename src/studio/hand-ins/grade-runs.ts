/**
 * @file Grades the runs of a lesson: whether one of them meets the goal, and the score of the best one. The hand-in
 * states this from its records, and the check of a hand-in computes it from runs that were trained again.
 */
import { checkNetwork } from '../../compile/check-network'
import { schemaOf } from '../../compile/dataset-of-project'
import { namesOf, readCheck } from '../../compile/lesson-check'
import type { EpochLog } from '../../data/training-job'
import type { Evaluation } from '../../metrics/evaluation'
import type { Interval } from '../../metrics/intervals'
import { mainMetric } from '../../metrics/metrics-of'
import type { RunContent } from '../../storage/hand-in-file'
import { metricsPart } from '../console/loaded-metrics'
import { goalNow } from '../lessons/lesson-goal'

/** A run with its results. */
export interface RunResult {
  readonly content: RunContent
  /** On the validation set; null if there is none. */
  readonly evaluation: Evaluation | null
  readonly history: readonly EpochLog[]
  readonly why?: string | undefined
  readonly step: number
}

export interface Score {
  readonly metric: string
  readonly value: number
  readonly better: 'higher' | 'lower'
  /** The number of examples that it was measured on. */
  readonly rows: number
  /** The 95% interval, if the metric has one. */
  readonly interval?: Interval
}

export interface Grade {
  /** Whether a run met the goal; null if training alone cannot decide it, or the lesson has no goal check. */
  readonly goal: boolean | null
  /** Values that the goal needs and that training does not compute, such as `results.attack.accuracy`. */
  readonly unknown: readonly string[]
  /** Of the best run that meets the goal; of the best run if none does. */
  readonly score: Score | null
}

/** What a run says about itself without anything else: its metrics on the validation set, its network, and settings. */
const COMPUTED = /^(metrics\.(?!split\b|testLooks\b|mayBeSeen\b|slices\b)|check\.|plan\.|run\.|data\.dataset$)/
/** Values of a run that depend on the device. */
const OF_DEVICE = /^run\.(stepsPerSecond|secondsLeft|backend|engine|adapter|id)\b/

/** The values of a check that training does not compute. */
function unknownNames(check: string): readonly string[] {
  const read = readCheck(check)
  if (!read.ok) return []
  const names = read.value.flatMap(({ left, right }) => [...namesOf(left), ...namesOf(right)])
  const paths = names.flatMap((name) => ('path' in name ? [name.path] : []))
  return [...new Set(paths.filter((path) => !COMPUTED.test(path) || OF_DEVICE.test(path)))]
}

/** Grades runs, oldest first; `present` is the project as it was handed in. */
export function gradeRuns(check: string | undefined, runs: readonly RunResult[], present: RunContent): Grade {
  const unknown = check === undefined ? [] : unknownNames(check)
  const met = runs.map((run, i) => isMet(check, run, runs.slice(0, i + 1)))
  const untrained: RunResult = { content: present, evaluation: null, history: [], step: 0 }
  const isReached = met.includes(true) || isMet(check, untrained, runs)
  const scores = runs.map(({ evaluation }) => scoreOf(evaluation))
  const best = bestOf(scores.filter((_, i) => met[i])) ?? bestOf(scores)
  return { goal: check === undefined || unknown.length > 0 ? null : isReached, unknown, score: best ?? null }
}

function isMet(check: string | undefined, run: RunResult, soFar: readonly RunResult[]): boolean {
  return check !== undefined && goalNow(check, seenOf(run, soFar), 'present').reached
}

/** The part of the console's state that a run determines. */
function seenOf({ content, evaluation, history, why, step }: RunResult, soFar: readonly RunResult[]): object {
  const { networks, data, plan } = content
  const drawing = networks[0]?.drawing ?? { nodes: [], wires: [] }
  const report = checkNetwork(drawing, schemaOf(data), plan)
  const last = history.at(-1)
  const run = evaluation
    ? {
        ...{ tag: 'done', why, step, steps: step, epoch: last ? last.epoch : 0 }, // not text: ids
        ...(last ? { loss: last.loss, validationLoss: last.validationLoss } : {}),
        history: history.map(({ metrics, ...log }) => ({ ...log, ...metrics })),
      }
    : { tag: 'idle', step: 0, steps: 0, epoch: 0, history: [] } // not text: ids
  return {
    project: { networks: [{ nodes: drawing.nodes }] },
    check: { ok: report.checked !== undefined, parameters: report.totalParameters },
    data: { dataset: data.dataset },
    ...{ plan, run, metrics: metricsPart(evaluation) },
    runs: soFar.map(({ content: one }) => ({ plan: one.plan })),
  }
}

/** The main metric of the first output. */
export function scoreOf(evaluation: Evaluation | null): Score | undefined {
  const [head] = evaluation?.heads ?? []
  const main = head && mainMetric(head)
  if (!evaluation || !main) return undefined
  const { metric, value, interval } = main
  return { metric: metric.id, value, better: metric.better, rows: evaluation.rows, ...(interval && { interval }) }
}

/** The best score by the metric of the newest one. */
function bestOf(scores: readonly (Score | undefined)[]): Score | undefined {
  const known = scores.filter((score) => score !== undefined)
  const newest = known.at(-1)
  return known
    .filter(({ metric }) => metric === newest?.metric)
    .reduce<Score | undefined>((best, score) => (best && !isBetter(score, best) ? best : score), undefined)
}

/** Whether one score is better than another one by the same metric. */
export function isBetter(a: Score, b: Score): boolean {
  return a.better === 'higher' ? a.value > b.value : a.value < b.value
}
