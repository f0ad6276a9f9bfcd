/** @file partTitle: the names of the parts of a drill's score. */
import { drillsText as text } from '../../../../messages/en/operate/drills'
import type { DrillPart } from '../../../../ops/drill-grade'

/**
 * The title of a part of the score. A drill's error budget covers the duration of the drill, which is shorter than the
 * period of an ordinary objective.
 */
export function partTitle(id: DrillPart['id'], durationMs: number): string {
  return id === 'budget' ? text.parts.budget({ ms: durationMs }) : text.parts[id]
}
