/** @file The parts of a model card, and the facts that it is made from. */
import '../../messages/en/card'
import { type Args, formatMessage, type Message, message } from '../../messages/message'
import type { SplitName } from '../../data/dataset'
import { groupNames } from '../../data/group-thresholds'
import type { GroupThresholds } from '../../data/output-decision'
import type { FittedOutput } from '../../data/pipeline'
import type { Evaluation } from '../../metrics/evaluation'
import type { SliceScore } from '../../metrics/slice-report'

export const CARD_PARTS = ['use', 'misuse', 'limits'] as const
/** The sections that can only be written by a user: intended use, out-of-scope use, and limitations. */
export type CardPart = (typeof CARD_PARTS)[number]

/** The parts of the Evaluate page that a user may choose as sections. */
export const EVALUATED_PARTS = ['results', 'certainty', 'groups', 'robustness', 'explanations'] as const
export type EvaluatedPart = (typeof EVALUATED_PARTS)[number]

/** What was found about a part: messages with their figures, and the rows that they are of. */
export interface EvaluatedSection {
  readonly at: string
  readonly split: SplitName
  readonly rows: number
  /** For the test set: how many times it had been viewed, including this time. */
  readonly testLooks?: number
  readonly found: readonly Message[]
}

export type EvaluatedSections = { readonly [P in EvaluatedPart]?: EvaluatedSection }

/**
 * Whether a sentence is still valid: the version or its data may have changed since, or a measurement may be missing.
 */
export type Freshness =
  | { readonly tag: 'fresh' }
  | { readonly tag: 'stale'; readonly why: string }
  /**
   * A measurement or text is missing; includes the command that takes the measurement or lets the user write the text.
   */
  | {
      readonly tag: 'not measured' | 'not written'
      readonly command: string
      readonly args: Readonly<Record<string, unknown>>
    }

/** The kind of evidence behind a sentence. */
export type CardLink = 'drawing' | 'record' | 'data' | 'metrics' | 'slices' | 'run' | 'moves' | 'words'

export interface CardSentence {
  readonly code: string
  readonly text: string
  readonly link: CardLink
  readonly fresh: Freshness
  /** Identifies the section if it is written by the user. */
  readonly part?: CardPart
}

export interface CardSection {
  readonly id: string
  readonly title: string
  readonly sentences: readonly CardSentence[]
}

/** Stored evidence, as pairs of names and values. */
export interface CardEvidence {
  readonly id: CardLink
  readonly title: string
  readonly facts: readonly (readonly [string, string])[]
}

export interface Card {
  readonly model: string
  readonly version: number
  readonly title: string
  readonly sections: readonly CardSection[]
  readonly evidence: readonly CardEvidence[]
}

/** The anchor of a list of evidence in an exported card. */
export function anchorOf(link: CardLink): string {
  return link === 'drawing' ? 'network' : link
}

export const FRESH: Freshness = { tag: 'fresh' }

/** Creates a sentence from a message. */
export function sentence(content: Message, link: CardSentence['link'], fresh: Freshness = FRESH): CardSentence {
  return { code: content.code, text: formatMessage(content), link, fresh }
}

/** Creates a sentence for a missing measurement, with the command that takes the measurement. */
export function unmeasured(
  what: Args<'card-unmeasured'>,
  { model, version }: Pick<Card, 'model' | 'version'>,
): CardSentence {
  const fresh: Freshness = { tag: 'not measured', command: 'registry.measure', args: { model, version } }
  return sentence(message('card-unmeasured', what), 'metrics', fresh)
}

export type AliasCard = Args<'card-approved'>

/** Measurements of a version that were taken after training. */
export interface Measured {
  readonly at: string
  readonly latencyMs: number
  readonly device: string
  readonly calibration?: number
  /** The bins of `calibration`; absent in older measurements, with 15 bins of the predicted class's probability. */
  readonly bins?: number
  /** The number of rows used for the measurement, and the dataset split that the rows belong to. */
  readonly rows: number
  readonly split: string
  /** The result on all of these rows, with its 95% confidence interval; absent in older measurements. */
  readonly whole?: Extract<SliceScore, { readonly support: number }>
  readonly slices: readonly SliceScore[]
}

export interface CardInput {
  readonly model: string
  readonly version: number
  readonly newest: number
  readonly createdAt: string
  readonly hash: string
  readonly weights: number
  readonly bytes: number
  readonly project: string
  readonly inputs: readonly string[]
  readonly task:
    | { readonly kind: 'classes'; readonly target: string; readonly classes: readonly string[] }
    | { readonly kind: 'number'; readonly target: string; readonly unit?: string }
    | { readonly kind: 'other'; readonly target: string }
  /** What is decided from the probabilities of each output with a saved threshold, calibration, or guard. */
  readonly decisions?: readonly {
    readonly calibrated?: Args<'card-calibrated'>
    readonly threshold?: Args<'card-threshold'>
    readonly groups?: Args<'card-group-thresholds'>
    readonly guard?: Args<'card-guard'>
  }[]
  readonly data: {
    readonly title: string
    readonly version?: string
    readonly fingerprint?: string
    readonly samples?: number
    /** The current version of the dataset, if known. */
    readonly now?: string
  }
  readonly split: Args<'card-split'>
  readonly metrics: Evaluation | null
  readonly slices?: readonly SliceScore[]
  /** Names of the saved slices of the version's dataset. */
  readonly keptSlices: readonly string[]
  readonly measured?: Measured
  /** The chosen parts of the Evaluate page. */
  readonly evaluated?: EvaluatedSections
  /** The name of this device. */
  readonly device: string
  readonly run: Args<'card-run'>
  readonly lineage?: {
    readonly from?: { readonly step: number }
    readonly parent?: number
    readonly round?: number
    readonly inexact?: string
    readonly rateChanges?: Args<'card-rates'>['changes']
  }
  /** Whether the version may have been trained on rows of its validation or test set. */
  readonly mayBeSeen: boolean
  /** Set for a practice version: a deliberately bad model derived from another version. */
  readonly practice?: Args<'card-practice'>
  readonly reproduced?: {
    readonly sentence: string
    readonly at: string
    /** The fingerprint of the rows on which repeating the training produced the same weights. */
    readonly data?: string
  }
  readonly flags: readonly string[]
  readonly approved: readonly AliasCard[]
  readonly evidence: readonly CardEvidence[]
  /** Text written by the user, along with the version it was written for. */
  readonly words: Partial<Readonly<Record<CardPart, { readonly text: string; readonly version: number }>>>
}

/** What a model predicts: that of its first output. */
export function taskOf(output: FittedOutput | undefined): CardInput['task'] {
  const target = output?.column ?? ''
  if (output?.kind === 'classes') return { kind: 'classes', target, classes: output.labels }
  if (output?.kind === 'number')
    return { kind: 'number', target, ...(output.unit === undefined ? {} : { unit: output.unit }) }
  return { kind: 'other', target }
}

function groupsOf(
  { output, label, threshold: shared }: Args<'card-threshold'>,
  groups: GroupThresholds,
): Args<'card-group-thresholds'> {
  const thresholdOf = (i: number) => groups.thresholds[i] ?? shared
  return {
    output,
    label,
    shared,
    column: groups.column,
    groups: groupNames(groups).map((name, i) => ({ name, threshold: thresholdOf(i) })),
  }
}

/** The saved threshold and calibration of an output. */
export function decisionOf(output: FittedOutput): NonNullable<CardInput['decisions']>[number] {
  if (output.kind !== 'classes') return {}
  const { column, labels, calibration, decision, guard } = output
  const threshold = decision && {
    output: column,
    label: labels[decision.positive] ?? '',
    threshold: decision.threshold,
  }
  return {
    ...(calibration && { calibrated: { output: column, method: calibration.method } }),
    ...(threshold && !decision.groups && { threshold }),
    ...(threshold && decision.groups && { groups: groupsOf(threshold, decision.groups) }),
    ...(guard && {
      guard: { output: column, method: guard.method, falseAlarms: guard.falseAlarms, rows: guard.rows },
    }),
  }
}
