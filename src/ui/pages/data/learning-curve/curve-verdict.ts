/**
 * @file The verdict of a learning curve: how much more data would improve the model, and which class needs more data
 * most.
 */
import type { CurveReport } from '../../../../data/learning-curve'
import { curveText } from '../../../../messages/en/data/curve'

export interface Verdict {
  readonly text: string
  readonly tone: 'good' | 'quiet'
}

/**
 * Improvements below these thresholds do not justify more data: in percentage points of accuracy, and as a fraction of
 * the error.
 */
const LITTLE_POINTS = 0.5
const LITTLE_SHARE = 0.02

/** Returns the verdict in one sentence with numbers; `unit` is the unit of a numeric target. */
export function verdictOf({ curve }: CurveReport, images: boolean, unit: string | undefined): Verdict {
  const { more, classes, points } = curve
  const last = points.at(-1)?.error ?? 0
  const little = classes > 0 ? LITTLE_POINTS / 100 : LITTLE_SHARE * last
  const amount = more.high < little ? 'none' : more.gain < little ? 'little' : 'useful'
  const { rows, gain, low, high } = more
  return {
    tone: amount === 'useful' ? 'good' : 'quiet',
    text:
      classes > 0
        ? curveText.accuracy[amount]({ rows, images, gain, low, high })
        : curveText.error[amount]({ rows, images, gain, low, high, unit }),
  }
}

/** Names the class that most needs more examples; undefined if no class stands out. */
export function needText({ needs }: CurveReport): string | undefined {
  const [first] = needs
  return !first || first.half - first.all < 0.02 ? undefined : curveText.need(first)
}

/** States which models were trained on how many rows and evaluated on which set. */
export function evidenceText({ by, curve, trainingRows: of, evaluatedOn: judged }: CurveReport): string {
  const [first] = curve.points
  return curveText[by === 'network' ? 'network' : 'forest']({
    from: first?.rows ?? 0,
    to: curve.points.at(-1)?.rows ?? 0,
    all: of,
    seeds: first?.seeds.length ?? 1,
    judged,
  })
}
