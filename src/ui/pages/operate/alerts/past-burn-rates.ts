/** @file burnPast: past burn rates over a window, grouped into as many columns as fit on the chart. */
import { makeRolling } from '../../../../ops/rolling-sums'
import type { Minutes, Slo } from '../../../../ops/slo'
import { burnRate } from '../../../../ops/slo-burn'

export interface BurnColumn {
  readonly minute: number
  /** The highest burn rate within this column. */
  readonly burn: number
}

/** Groups all minutes into columns of equal width; the last column may be shorter. */
export function burnPast(
  { first, total, bad }: Minutes,
  slo: Slo,
  windowMinutes: number,
  columns: number,
): readonly BurnColumn[] {
  const window = makeRolling(windowMinutes)
  const each = Math.max(1, Math.ceil(total.length / Math.max(1, columns)))
  const all: BurnColumn[] = []
  let most = 0
  for (let i = 0; i < total.length; i++) {
    window.add(total[i] as number, bad[i] as number)
    most = Math.max(most, burnRate(slo, window.bad, window.total) ?? 0)
    if ((i + 1) % each !== 0 && i + 1 < total.length) continue
    all.push({ minute: first + i, burn: most })
    most = 0
  }
  return all
}

const MIN_BURN = 0.1
const MAX_BURN = 1000

/** The height of a burn rate on the chart, 0 to 1, on a logarithmic scale. */
export function heightOf(burn: number): number {
  const within = Math.min(MAX_BURN, Math.max(MIN_BURN, burn))
  return Math.log10(within / MIN_BURN) / Math.log10(MAX_BURN / MIN_BURN)
}

/** The burn rate that corresponds to a height on the chart, rounded to a readable number. */
export function burnAt(height: number): number {
  const burn = MIN_BURN * (MAX_BURN / MIN_BURN) ** Math.min(1, Math.max(0, height))
  const step = burn < 2 ? 0.1 : burn < 20 ? 0.2 : burn < 100 ? 1 : 10
  return Number((Math.round(burn / step) * step).toFixed(1))
}
