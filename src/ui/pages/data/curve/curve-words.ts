/** @file The learning curve in words: what more rows would bring, and which class lacks them most. */
import { count, counted, significant } from '../../../../messages/format'
import type { CurveReport } from '../../../../data/learning-curve'

export interface Verdict {
  readonly words: string
  readonly tone: 'good' | 'quiet'
}

/** Points of accuracy, or shares of the error, below which more rows are not worth it. */
const LITTLE_POINTS = 0.5
const LITTLE_SHARE = 0.02

/** One sentence with numbers. */
export function verdictOf({ curve }: CurveReport, noun: string, unit: string | undefined): Verdict {
  const { more, classes, points } = curve
  const rows = counted(more.rows, `more ${noun}`)
  const last = points.at(-1)?.error ?? 0
  const said = (value: number) => (classes > 0 ? (100 * value).toFixed(1) : significant(value))
  const of = classes > 0 ? 'points' : unit ? `${unit} off the error` : 'off the error'
  const little = classes > 0 ? LITTLE_POINTS / 100 : LITTLE_SHARE * last
  const range = `${said(more.low)} to ${said(more.high)}`
  if (more.high < little)
    return {
      tone: 'quiet',
      words: `More of the same will not help much: ${rows} would bring ${said(more.high)} ${of} at most.`,
    }
  if (more.gain < little)
    return {
      tone: 'quiet',
      words: `More of the same will hardly help: ${rows} would bring about ${said(more.gain)} ${of} (${range}).`,
    }
  return { tone: 'good', words: `${rows} would bring about ${said(more.gain)} ${of} (${range}).` }
}

/** Which class lacks rows most; undefined where none stands out. */
export function needWords({ needs }: CurveReport): string | undefined {
  const [first] = needs
  if (!first || first.half - first.all < 0.02) return undefined
  const share = (value: number) => `${Math.round(100 * value)} %`
  return `"${first.label}" lacks them most: ${share(first.half)} of it told wrong from about half of the rows, ${share(first.all)} from all ${count(first.rows)} of it.`
}

/** Who learnt, from what, judged on what. */
export function aboutWords({ by, curve, of, judged }: CurveReport): string {
  const who = by === 'network' ? 'This network' : 'A random forest'
  const most = curve.points.at(-1)?.rows ?? 0
  const seeds = curve.points[0]?.seeds.length ?? 1
  const all = most < of ? `${count(most)} of ${count(of)}` : `all ${count(of)}`
  const times = seeds > 1 ? `, ${seeds} times each` : ''
  return `${who}, learnt from ${count(curve.points[0]?.rows ?? 0)} to ${all} training rows${times}, judged on ${counted(judged, 'validation row')}.`
}
