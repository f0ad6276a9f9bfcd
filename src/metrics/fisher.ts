/** @file fisherBelow: whether fewer of a few are good than of others by more than chance, where each is counted once and there are few of them. */
import { exp, log } from '../base/exact'

/**
 * Fisher's exact test (1935, The Design of Experiments, II), one-sided: of `all` and `others` taken together as they are, how likely it is that
 * a draw of `all` has so few good ones or fewer. 1 where there is nothing to compare.
 */
export function fisherBelow(good: number, all: number, goodOthers: number, others: number): number {
  const [total, goods] = [all + others, good + goodOthers]
  const least = Math.max(0, goods - others)
  // ln C(goods, k) C(total - goods, all - k), by the ratio of neighbours; the largest is 1 of its scale, so that none is too small for a number.
  const terms: number[] = [0]
  for (let k = least; k < Math.min(goods, all); k++) {
    const ratio = ((goods - k) * (all - k)) / ((k + 1) * (total - goods - all + k + 1))
    terms.push((terms.at(-1) as number) + log(ratio))
  }
  const most = terms.reduce((a, b) => Math.max(a, b))
  const sum = (part: readonly number[]) => part.reduce((so, term) => so + exp(term - most), 0)
  return Math.min(1, sum(terms.slice(0, good - least + 1)) / sum(terms))
}
