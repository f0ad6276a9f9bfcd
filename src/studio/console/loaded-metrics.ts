/**
 * @file The metrics of an evaluation, and whether a run has learned. The metric catalog is loaded when a run is prepared,
 * or when there are stored runs or models. The first page does not need it.
 */
import type { ClassScore, Evaluation, HeadEvaluation, MetricValues } from '../../metrics/evaluation'
import type { Interval } from '../../metrics/intervals'
import type { MetricResult, metricsOf } from '../../metrics/metrics-of'
import type { SliceScore } from '../../metrics/slice-report'
import type { RunRecord } from '../../storage/records'
import type { statusWithVerdict } from '../training/learning-verdict'

let loaded: { readonly metricsOf: typeof metricsOf; readonly statusWithVerdict: typeof statusWithVerdict } | undefined

/** Loads the metric catalog; must be called before an evaluation is shown. */
export async function loadMetrics(): Promise<void> {
  if (loaded) return
  const [metrics, verdict] = await Promise.all([
    import('../../metrics/metrics-of'),
    import('../training/learning-verdict'),
  ])
  loaded = { ...metrics, ...verdict }
}

/** Loads the metric catalog if there are stored runs or models; must be called before they are shown. */
export async function loadMetricsFor(rows: readonly { readonly metrics: Evaluation | null }[]): Promise<void> {
  if (rows.length > 0) await loadMetrics()
}

/** The status of a run that has ended, with why it learned nothing. */
export function loadedStatusOf(run: RunRecord | undefined, status: string): string {
  return (run && loaded?.statusWithVerdict(run, status)) ?? status
}

/** The metrics of an evaluated output with their intervals, main metric first. */
export function loadedMetricsOf(head: HeadEvaluation): readonly MetricResult[] {
  return loaded?.metricsOf(head) ?? []
}

/** The metrics of an output by id, and for classes also those of each class and the confusion matrix. */
interface ConsoleScores extends MetricValues {
  /** The 95% intervals of the metrics that have one, by id. */
  readonly intervals?: Readonly<Record<string, Interval>>
  readonly perClass?: readonly ClassScore[]
  /** Rows are true classes, columns are predicted classes. */
  readonly confusion?: readonly (readonly number[])[]
}

export interface ConsoleMetrics extends ConsoleScores {
  readonly split: string
  readonly rows: number
  readonly loss: number
  readonly outputs?: readonly ({ readonly label: string } & ConsoleScores)[]
  /** Scores of the dataset's saved slices, worst first. */
  readonly slices?: readonly SliceScore[]
  /** For the test split: how many times it had been evaluated at that point. */
  readonly testLooks?: number
  /** For a saved model: whether an earlier run with another split may have trained it on some of these rows. */
  readonly mayBeSeen?: true
}

/** An evaluation in the console API's shape. */
export function metricsPart(evaluation: Evaluation | null): ConsoleMetrics | null {
  const [head] = evaluation?.heads ?? []
  if (!evaluation || !head) return null
  const outputs = evaluation.heads.map((one) => ({ label: one.label, ...headPart(one) }))
  return {
    split: evaluation.split,
    rows: evaluation.rows,
    loss: evaluation.loss,
    ...headPart(head),
    ...(outputs.length > 1 ? { outputs } : {}),
    ...defined({ slices: evaluation.slices, testLooks: evaluation.testLooks, mayBeSeen: evaluation.mayBeSeen }),
  }
}

function headPart(head: HeadEvaluation): ConsoleScores {
  const found = loadedMetricsOf(head)
  const intervals = found.flatMap(({ metric, interval }) => (interval ? [[metric.id, interval] as const] : []))
  const scores: ConsoleScores = {
    ...Object.fromEntries(found.map(({ metric, value }) => [metric.id, value])),
    ...(intervals.length > 0 && { intervals: Object.fromEntries(intervals) }),
  }
  if (head.kind !== 'classes') return scores
  return {
    ...scores,
    perClass: head.perClass.map((score) => ({ ...score })),
    confusion: head.confusion.map((row) => [...row]),
  }
}

/** The object without the entries that are undefined. */
export function defined<T extends object>(entries: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>
  }>
}
