/** @file The losses that a plan can choose: each formula with its texts. */
import type { Loss } from '../formulas/loss-formula'
import { LOSSES } from '../formulas/losses'
import { lossesText } from '../messages/en/catalog/training'
import type { Lowered } from './keras-json'
import type { LossPick } from './training-plan'

export interface LossDef extends Omit<Loss, 'smoothing'> {
  readonly title: string
  readonly summary: string
  readonly smoothing: boolean
  /** The levels of a pick of this loss, or the default ones; undefined if the loss has no levels. */
  levelsOf(pick: Pick<LossPick, 'levels'>): readonly number[] | undefined
  keras(options: { readonly labelSmoothing: number; readonly levels?: readonly number[] | undefined }): Lowered
}

/** The losses, in display order, which is the order of their texts. */
export const losses: readonly LossDef[] = Object.entries(lossesText).flatMap(([kind, text]) => {
  const known = LOSSES.get(kind)
  return known ? [toDef(known, text)] : []
})

function toDef(
  { smoothing, ...known }: Loss,
  { title, summary }: { readonly title: string; readonly summary: string },
): LossDef {
  return {
    ...known,
    title,
    summary,
    smoothing: smoothing !== undefined,
    levelsOf: ({ levels }) => known.levels && (areNumbers(levels) ? levels : known.levels),
    keras: ({ labelSmoothing, levels }) => ({
      class_name: known.kind,
      config: {
        ...(smoothing && { label_smoothing: labelSmoothing }),
        ...known.parameters,
        ...(known.levels && { levels: levels ?? known.levels }),
      },
    }),
  }
}

/** Scripts may contain anything, which the check reports. */
function areNumbers(levels: unknown): levels is readonly number[] {
  return Array.isArray(levels) && levels.length > 0 && levels.every((level) => typeof level === 'number')
}

const byKind = new Map(losses.map((loss) => [loss.kind, loss]))

/** The loss of this kind, or undefined if there is none. */
export function findLoss(kind: string): LossDef | undefined {
  return byKind.get(kind)
}
