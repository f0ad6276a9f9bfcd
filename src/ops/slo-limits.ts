/**
 * @file Kinds of objectives and the limits of their fields, kept separate from their display text because file formats
 * do not need it.
 */

export const SLO_KINDS = [
  'availability',
  'latency',
  'valid-and-fast',
  'accuracy',
  'without-fallback',
  'without-abstention',
] as const
export type SloKind = (typeof SLO_KINDS)[number]

/** The target of an objective, in percent. */
export const TARGET_PERCENT = { min: 50, max: 99.999 } as const
export const MAX_WITHIN_MS = 600_000
export const MAX_OVER_DAYS = 90

/** Limits for the settings of a rule: its burn-rate threshold, and the length of its windows in minutes. */
export const BURN_FACTOR = { min: 0.1, max: 1000 } as const
export const MAX_RULE_MINUTES = 10_080
