/** @file The kinds of objectives there are and what their blanks can hold. Apart from what is said of them, which files need not load. */

export const SLO_KINDS = ['availability', 'latency', 'valid-and-fast', 'accuracy', 'without-fallback'] as const
export type SloKind = (typeof SLO_KINDS)[number]

/** In percent. */
export const TARGET = { min: 50, max: 99.999 } as const
export const MOST_WITHIN_MS = 600_000
export const MOST_OVER_DAYS = 90

/** Of a rule: how many times too fast, and how long its windows are. */
export const FACTOR = { min: 0.1, max: 1000 } as const
export const MOST_RULE_MINUTES = 10_080
