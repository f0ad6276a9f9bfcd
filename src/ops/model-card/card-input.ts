/** @file CardInput: all data from which a model card is built. */
import type { Evaluation } from '../../metrics/evaluation'
import type { SliceScore } from '../../metrics/slice-report'
import type { Args } from '../../messages/message'
import type { CardEvidence, CardPart } from './card-sections'

export type AliasCard = Args<'card-approved'>

/** Measurements of a version that were taken after training. */
export interface Measured {
  readonly at: string
  readonly latencyMs: number
  readonly device: string
  readonly calibration?: number
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
  /** The name of this device. */
  readonly device: string
  readonly run: Args<'card-run'>
  readonly lineage?: { readonly from?: { readonly step: number }; readonly parent?: number; readonly inexact?: string }
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
