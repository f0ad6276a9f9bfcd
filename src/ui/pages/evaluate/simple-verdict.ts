/** @file Verdict: whether the network is worth having beside the best simple model, in one sentence. */
import { count } from '../../../messages/format'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'

/** The best of the simple models; of classes the most often right, of numbers the least off. */
export function bestOf({ scores, classes }: Pick<BaselineReport, 'scores' | 'classes'>): BaselineScore | undefined {
  const better = (a: BaselineScore, b: BaselineScore) => (classes > 0 ? a.score > b.score : a.score < b.score)
  return scores.reduce<BaselineScore | undefined>((best, one) => (!best || better(one, best) ? one : best), undefined)
}

/** What is said of a network and the best simple model; undefined where no network was asked. */
export function verdictWords(
  report: BaselineReport,
  unit?: string,
): { tone: 'good' | 'bad' | 'told'; words: string } | undefined {
  const best = bestOf(report)
  if (!best?.behind) return undefined
  const { mean, half } = best.behind
  const name = NAMES[best.id](report.classes > 0)
  const apart = apartWords(Math.abs(mean), half, report.classes > 0, unit)
  if (mean - half > 0) return { tone: 'good', words: `The network beats the best simple model, ${name}, by ${apart}.` }
  if (mean + half < 0) return { tone: 'bad', words: `A simple model does better: ${name} is ahead by ${apart}.` }
  const where = mean === 0 ? `level (${apart})` : `${apart} ${mean < 0 ? 'ahead' : 'behind'}`
  return {
    tone: 'told',
    words: `A simple model does as well: ${name} is ${where}, which is chance on ${count(report.judged)} rows.`,
  }
}

const NAMES: Readonly<Record<BaselineScore['id'], (classes: boolean) => string>> = {
  constant: (classes) => (classes ? 'always saying the commonest class' : 'always saying the mean'),
  linear: (classes) => (classes ? 'a straight border' : 'a straight line'),
  neighbours: () => 'the nearest rows',
  forest: () => 'a random forest',
}

/** 2.1 ± 1.3 points; 0.41 ± 0.12 mpg. */
export function apartWords(mean: number, half: number, classes: boolean, unit = ''): string {
  if (classes) return `${(100 * mean).toFixed(1)} ± ${(100 * half).toFixed(1)} points`
  // As many digits as the interval has two of.
  const decimals = half > 0 && Number.isFinite(half) ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 2
  return `${mean.toFixed(decimals)} ± ${half.toFixed(decimals)}${unit ? ` ${unit}` : ''}`
}
