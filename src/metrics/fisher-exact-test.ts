/** @file fisherBelow: tests whether the success rate in a small group is significantly lower than in the other rows. */
import { exp, log } from '../base/exact-math'

/**
 * Fisher's exact test (1935, The Design of Experiments, II), one-sided: the probability that a group of `all` rows,
 * drawn at random from both groups together, has at most `good` successes. Returns 1 if there is nothing to compare.
 */
export function fisherBelow(good: number, all: number, goodOthers: number, others: number): number {
  const [total, goods] = [all + others, good + goodOthers]
  const min = Math.max(0, goods - others)
  // The terms ln C(goods, k) C(total - goods, all - k), computed from the ratios of consecutive terms and scaled so
  // that the largest term is 1 and the sum does not underflow.
  const terms: number[] = [0]
  for (let k = min; k < Math.min(goods, all); k++) {
    const ratio = ((goods - k) * (all - k)) / ((k + 1) * (total - goods - all + k + 1))
    terms.push((terms.at(-1) as number) + log(ratio))
  }
  const max = terms.reduce((a, b) => Math.max(a, b))
  const sum = (part: readonly number[]) => part.reduce((so, term) => so + exp(term - max), 0)
  return Math.min(1, sum(terms.slice(0, good - min + 1)) / sum(terms))
}
