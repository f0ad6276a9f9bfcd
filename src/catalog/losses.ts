/** @file The losses that a plan can choose: each formula with its texts. */
import type { Loss } from '../formulas/loss-formula'
import { LOSSES } from '../formulas/losses'
import { lossesText } from '../messages/en/catalog/training'
import type { Lowered } from './keras-json'

export interface LossDef extends Omit<Loss, 'smoothing'> {
  readonly title: string
  readonly summary: string
  readonly smoothing: boolean
  keras(options: { readonly labelSmoothing: number }): Lowered
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
    keras: ({ labelSmoothing }) => ({
      class_name: known.kind,
      config: { ...(smoothing && { label_smoothing: labelSmoothing }), ...known.parameters },
    }),
  }
}

const byKind = new Map(losses.map((loss) => [loss.kind, loss]))

/** The loss of this kind, or undefined if there is none. */
export function findLoss(kind: string): LossDef | undefined {
  return byKind.get(kind)
}
