/** @file ScorePreset: a score that ships, for any service: what a world does in it, in a sentence, and its notes. */
import type { Note, Score } from '../../ops/scenario/scenario'

export interface ScorePreset {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly score: Score
}

/** A note of a score that ships: kind, start and length, and what it is set to; its id is its place. */
export type ShippedNote = readonly [
  kind: string,
  startMs: number,
  lengthMs: number,
  params?: Readonly<Record<string, Note[string]>>,
]

/** A score of these notes. */
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
