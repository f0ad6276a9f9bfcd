/**
 * @file defineMetric: the record of a metric, which everything that computes, stores, or shows a metric reads.
 * `docs/adding-a-metric.md` shows how to add one.
 */
import { reportMetricsText } from '../messages/en/evaluate/report-metrics'
import { type EvaluatedMetricId, type MetricText, metricsText } from '../messages/en/metrics'
import type { Interval } from './intervals'
import type { QuantilePairs } from './quantiles'

export type MetricId =
  | EvaluatedMetricId
  | keyof typeof reportMetricsText.evaluated
  | keyof typeof reportMetricsText.byId

/** What metrics are computed from. An evaluation collects the evidence of an output once, for all metrics. */
export interface MetricEvidence {
  /** Classes: how many rows of each actual class (outer index) were predicted as each class (inner index). */
  readonly confusion: readonly (readonly number[])[]
  /** Ordered classes: the confusion matrix, in the order of the classes. */
  readonly ranks: readonly (readonly number[])[]
  /** Classes: the actual class of each row, and the probability of each class, [rows, classes]. */
  readonly scores: {
    readonly actual: ArrayLike<number>
    readonly probabilities: ArrayLike<number>
    readonly classes: number
  }
  /** Numbers: actual and predicted values in the unit of the target. */
  readonly numbers: ValuePairs
  /** Numbers whose quantiles are predicted. */
  readonly quantiles: QuantilePairs
  /** Images: actual and predicted pixels of all rows, from 0 to 255. */
  readonly pixels: ValuePairs
  /** Images that are masks: pixels by whether they are marked in the actual and the predicted mask. */
  readonly mask: BinaryCounts
  /** Texts: correct positions, and texts that are entirely correct. */
  readonly texts: {
    /** For each position, the rows that have a token or the end of the text there, and how many are correct. */
    readonly places: readonly { readonly support: number; readonly right: number }[]
    readonly rows: number
    readonly correctRows: number
    /** In a report: the mean log loss of a position. */
    readonly logLoss?: number
    /** In a report: the tokens that all texts have, and how many must be inserted, deleted, or replaced. */
    readonly edits?: { readonly tokens: number; readonly wrong: number }
  }
}

export type EvidenceKind = keyof MetricEvidence

export interface ValuePairs {
  readonly actual: ArrayLike<number>
  readonly predicted: ArrayLike<number>
}

/** Counts of a class against all others, or of marked pixels. */
export interface BinaryCounts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
}

/** The kinds of output that evaluations know. */
export type OutputKind = 'classes' | 'number' | 'image' | 'sequence'

/** The kind of output that each kind of evidence comes from. */
export const OUTPUT_OF: { readonly [K in EvidenceKind]: OutputKind } = {
  confusion: 'classes',
  ranks: 'classes',
  scores: 'classes',
  numbers: 'number',
  quantiles: 'number',
  pixels: 'image',
  mask: 'image',
  texts: 'sequence',
}

/**
 * What a value is, which decides how it is written: a share from 0 to 1 (as a percentage), a score without unit that is
 * at most 1, an error in the unit of the target, or a loss.
 */
type MetricKind = 'share' | 'score' | 'error' | 'loss'

/**
 * How an interval is computed: Wilson's score interval, the score interval of a mean of shares, Student's t, order
 * statistics, the delta method, or DeLong's method for ROC curves. Each method names its source where it is implemented.
 */
type IntervalMethod = 'wilson' | 'score' | 'student-t' | 'order-statistics' | 'delta' | 'delong'

interface MetricDef {
  readonly id: MetricId
  readonly kind: MetricKind
  readonly better: 'higher' | 'lower'
  /** The address of the definition that the formula follows. */
  readonly source: string
  /**
   * Whether only the full report has the metric: evaluations do not compute, store, or show it. Its text is in
   * `messages/en/evaluate/report-metrics.ts`.
   */
  readonly onlyInReport?: true
  /**
   * The formula for each kind of evidence. The metric applies to the outputs that have the evidence. In a report, it is
   * undefined if the evidence does not determine the metric.
   */
  readonly formulas: { readonly [K in EvidenceKind]?: (evidence: MetricEvidence[K]) => number | undefined }
  /**
   * The 95% interval of a value; undefined where there are too few rows for one. It is computed in every epoch for
   * numbers, so it must take little more time than the formula.
   */
  readonly interval?: { readonly method: IntervalMethod } & {
    readonly [K in EvidenceKind]?: (evidence: MetricEvidence[K], value: number) => Interval | undefined
  }
  /** The formula for a single class against all others. The metric is then a column of the table of classes. */
  readonly perClass?: {
    readonly counts?: (counts: BinaryCounts) => number
    /** From whether each row belongs to the class, and its score for the class. */
    readonly scores?: (ofClass: ArrayLike<boolean>, scores: ArrayLike<number>) => number
    readonly interval?: (value: number, support: number) => Interval
  }
  /** Whether the history of a run has the metric of the validation set for every epoch. It can then stop a run early. */
  readonly everyEpoch?: true
  /** Whether one-line summaries show the metric. */
  readonly inSummary?: true
  /** Outputs for which training adds up the metric step by step: correct predictions, or absolute errors. */
  readonly perStep?: readonly OutputKind[]
  /** Outputs for which the metric of any rows is the mean of one number per row, so that slices can be compared by it. */
  readonly perRow?: readonly OutputKind[]
  /** The key in stored evaluations, if it is not the id. */
  readonly storedAs?: string
  /** The text for outputs of one kind, if it is not the text of the id. */
  readonly variants?: { readonly [K in OutputKind]?: MetricText }
}

export interface Metric extends MetricDef {
  readonly text: MetricText
}

/** Defines a metric; its text is the entry of its id in the messages. */
export function defineMetric(def: MetricDef): Metric {
  return { ...def, text: { ...metricsText.byId, ...reportMetricsText.evaluated, ...reportMetricsText.byId }[def.id] }
}
