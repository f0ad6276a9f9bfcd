/**
 * @file Multiple testing: limits false alarms by correcting p-values for many simultaneous tests and by requiring drift
 * in several recent windows.
 */

export interface CorrectedPValues {
  /**
   * The adjusted p-values in the order of the input, to be compared with alpha. NaN stays NaN and does not count as a
   * test.
   */
  readonly adjusted: readonly number[]
  readonly flagged: readonly boolean[]
}

// not text: ids
export const CORRECTIONS = ['Bonferroni', 'Holm', 'Benjamini-Hochberg'] as const
/**
 * Correction methods. The first two keep the probability of any false alarm below alpha; the last keeps the expected
 * share of false alarms among all alarms below alpha.
 */
export type Correction = (typeof CORRECTIONS)[number]

/** Corrects the p-values of several tests with the given method. */
export function correctPValues(ps: readonly number[], alpha: number, how: Correction): CorrectedPValues {
  const rising = ps
    .flatMap((p, i) => (Number.isNaN(p) ? [] : [i]))
    .sort((a, b) => (ps[a] as number) - (ps[b] as number))
  const adjusted = ps.map(() => Number.NaN)
  const n = rising.length
  let [max, min] = [0, 1]
  switch (how) {
    case 'Bonferroni':
      for (const i of rising) adjusted[i] = Math.min(1, n * (ps[i] as number))
      break
    case 'Holm':
      // Holm 1979, Scandinavian Journal of Statistics 6: a step-down method, so each adjusted value is at least as
      // large as the previous one.
      rising.forEach((i, rank) => {
        max = Math.max(max, Math.min(1, (n - rank) * (ps[i] as number)))
        adjusted[i] = max
      })
      break
    case 'Benjamini-Hochberg':
      // Benjamini and Hochberg 1995, JRSS B 57: a step-up method, so each adjusted value is at most as large as the
      // next one.
      for (let rank = n; rank >= 1; rank--) {
        const i = rising[rank - 1] as number
        min = Math.min(min, (n * (ps[i] as number)) / rank)
        adjusted[i] = min
      }
      break
    default:
      how satisfies never
  }
  return { adjusted, flagged: adjusted.map((p) => p <= alpha) }
}

/**
 * Whether at least `min` of the last `among` windows were flagged. If drift is not persistent in this sense, it does
 * not trigger an alert.
 */
export function isPersistent(windows: readonly boolean[], min: number, among: number): boolean {
  return windows.slice(-among).filter(Boolean).length >= min
}

/**
 * Returns the probability that windows without drift count as persistent at a given time if each window is flagged
 * independently with probability alpha.
 */
export function falsePersistence(alpha: number, min: number, among: number): number {
  // Computes Σ C(among, k) alpha^k (1 - alpha)^(among - k) for k >= min by adding one window at a time.
  let chance = [1]
  for (let window = 0; window < among; window++) {
    chance = [...chance, 0].map((p, k) => p * (1 - alpha) + (chance[k - 1] ?? 0) * alpha)
  }
  return chance.slice(min).reduce((a, b) => a + b, 0)
}
