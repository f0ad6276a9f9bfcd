/** @file The text of a gate check: its subject, what it requires, and how to interpret the comparison. */
import { gateText as text } from '../../../../messages/en/operate/gate'
import type { GateCheck } from '../../../../ops/promotion-gates'

/** Describes the subject of a check. */
export function subjectText({ what, slice, rows, split }: GateCheck): string {
  return text.subjectOf({ subject: text.subject[what], slice, rows, split })
}

/** Describes how the versions were compared; undefined if they were not compared. */
export function comparisonText(checks: readonly GateCheck[]): string | undefined {
  const score = checks.find(({ what, among }) => what === 'score' && among !== undefined)
  return score && text.comparison({ rows: score.rows ?? 0, split: score.split, slices: (score.among ?? 1) - 1 })
}

/** Describes what a check requires. */
export function neededText({ what, needed, unit }: GateCheck): string {
  if (needed === undefined) return text.nothing
  return what === 'finite' ? text.neededNone : text.needed({ needed, unit })
}
