/** @file ScorePreset: a ready-made scenario for any service: its title, what happens in it, and its events. */
import type { Note, Score } from '../../ops/scenario/scenario'

export interface ScorePreset {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly score: Score
}

/** An event of a ready-made scenario: kind, start, length and the parameters that differ from their defaults. Its id is its index. */
export type ShippedNote = readonly [
  kind: string,
  startMs: number,
  lengthMs: number,
  params?: Readonly<Record<string, Note[string]>>,
]

/** A scenario of these events. */
export function scoreOf(durationMs: number, notes: readonly ShippedNote[]): Score {
  return {
    seed: 1,
    durationMs,
    notes: notes.map(([kind, startMs, lengthMs, params], i) => ({
      ...params,
      id: `n${i + 1}`,
      ...{ kind, startMs, lengthMs },
    })),
  }
}
