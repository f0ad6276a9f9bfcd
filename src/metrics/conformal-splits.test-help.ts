/** @file The coverage of conformal sets and intervals over many random splits of rows, with a model that is too sure. */
import { exp } from '../base/exact-math'
import { rng } from '../base/rng'
import { conformalQuantile, coverageOf, coveredBySets, fitSetThreshold } from './certainty'

/** With 49 rows, a rank that is one too low covers 88%. */
const [CLASSES, FITTED, MEASURED] = [4, 49, 200]

/** The mean coverage of `worlds` splits, each with 49 rows for the fit and 200 others to measure. */
export function conformalSplits(
  worlds: number,
  coverage: number,
): { readonly sets: number; readonly intervals: number } {
  const random = rng(5, { kind: 'resample', epoch: 0 })
  let [sets, intervals] = [0, 0]
  for (let world = 0; world < worlds; world++) {
    const rows = Array.from({ length: FITTED + MEASURED }, () => {
      const logits = Array.from({ length: CLASSES }, () => 1.5 * random.normal())
      const softmax = (factor: number) => {
        const powers = logits.map((logit) => exp(factor * logit))
        const sum = powers.reduce((all, one) => all + one, 0)
        return powers.map((one) => one / sum)
      }
      let [draw, actual] = [random.uniform(), 0]
      for (const p of softmax(1)) {
        if (draw < p) break
        draw -= p
        if (actual < CLASSES - 1) actual++
      }
      // The model's logits are three times too large. The error of the number depends on its row.
      return { actual, probabilities: softmax(3), error: Math.abs(random.normal() * (1 + (logits[0] as number) ** 2)) }
    })
    const part = (from: number, to?: number) => {
      const own = rows.slice(from, to)
      return { actual: own.map(({ actual }) => actual), p: own.flatMap(({ probabilities }) => probabilities), own }
    }
    const [fit, measured] = [part(0, FITTED), part(FITTED)]
    const threshold = fitSetThreshold(fit.p, fit.actual, CLASSES, coverage)
    sets += coverageOf(coveredBySets(measured.p, measured.actual, CLASSES, threshold)).value
    const half = conformalQuantile(
      fit.own.map(({ error }) => error),
      coverage,
    )
    intervals += measured.own.filter(({ error }) => error <= half).length / MEASURED
  }
  return { sets: sets / worlds, intervals: intervals / worlds }
}
