/** @file corrected: p-values corrected for many tests at once and for several windows in a row, against false alarms. */

export interface Corrected {
  /** In the order of the p-values, to be compared with alpha. NaN stays NaN and does not count as a test. */
  readonly adjusted: readonly number[]
  readonly flagged: readonly boolean[]
}

// not text: ids
export const CORRECTIONS = ['Bonferroni', 'Holm', 'Benjamini-Hochberg'] as const
/** What is held below alpha: with the first two the chance of any false alarm, with the last the share of alarms that are false. */
export type Correction = (typeof CORRECTIONS)[number]

/** The p-values of as many tests, corrected by one of the rules. */
export function corrected(ps: readonly number[], alpha: number, how: Correction): Corrected {
  const rising = ps
    .flatMap((p, i) => (Number.isNaN(p) ? [] : [i]))
    .sort((a, b) => (ps[a] as number) - (ps[b] as number))
  const adjusted = ps.map(() => Number.NaN)
  const n = rising.length
  let [most, least] = [0, 1]
  switch (how) {
    case 'Bonferroni':
      for (const i of rising) adjusted[i] = Math.min(1, n * (ps[i] as number))
      break
    case 'Holm':
      // Holm 1979, Scandinavian Journal of Statistics 6: a step down, so none below one before it.
      rising.forEach((i, rank) => {
        most = Math.max(most, Math.min(1, (n - rank) * (ps[i] as number)))
        adjusted[i] = most
      })
      break
    case 'Benjamini-Hochberg':
      // Benjamini and Hochberg 1995, JRSS B 57: a step up, so none above one after it.
      for (let rank = n; rank >= 1; rank--) {
        const i = rising[rank - 1] as number
        least = Math.min(least, (n * (ps[i] as number)) / rank)
        adjusted[i] = least
      }
      break
    default:
      how satisfies never
  }
  return { adjusted, flagged: adjusted.map((p) => p <= alpha) }
}

/** Whether at least `least` of the last `among` windows were flagged: one that is not persistent alerts nobody. */
export function persistent(windows: readonly boolean[], least: number, among: number): boolean {
  return windows.slice(-among).filter(Boolean).length >= least
}

/** The chance that windows without drift, each flagged with probability alpha by itself, are persistent at a given moment. */
export function persistentByChance(alpha: number, least: number, among: number): number {
  // Σ over k >= least of C(among, k) alpha^k (1 - alpha)^(among - k), a window at a time.
  let chance = [1]
  for (let window = 0; window < among; window++) {
    chance = [...chance, 0].map((p, k) => p * (1 - alpha) + (chance[k - 1] ?? 0) * alpha)
  }
  return chance.slice(least).reduce((a, b) => a + b, 0)
}
