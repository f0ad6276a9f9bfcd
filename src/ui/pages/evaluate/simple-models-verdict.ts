/** @file Simple verdict: states in one sentence whether the network is better than the best simple model. */
import { simpleModelsText as text } from '../../../messages/en/evaluate/simple-models'
import { rowMetric } from '../../../metrics/catalog'
import type { Metric } from '../../../metrics/define-metric'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'

/** The best simple model: the one with the highest accuracy or the lowest error. */
export function bestModel(report: Pick<BaselineReport, 'scores' | 'classes'>): BaselineScore | undefined {
  const sign = metricOf(report).better === 'higher' ? 1 : -1
  const better = (a: BaselineScore, b: BaselineScore) => sign * (a.score - b.score) > 0
  return report.scores.reduce<BaselineScore | undefined>(
    (best, one) => (!best || better(one, best) ? one : best),
    undefined,
  )
}

/** The metric to compare: accuracy for class targets, mean error for number targets. */
export function metricOf({ classes }: Pick<BaselineReport, 'classes'>): Metric {
  return rowMetric(classes > 0 ? 'classes' : 'number')
}

/** Compares the network with the best simple model; undefined if no network was evaluated. */
export function verdictOf(
  report: BaselineReport,
  unit?: string,
): { readonly tone: 'good' | 'bad' | 'info'; readonly text: string } | undefined {
  const best = bestModel(report)
  if (!best?.behind) return undefined
  const { mean, half } = best.behind
  const name = text.names[best.id][report.classes > 0 ? 'classes' : 'numbers']
  const compared = { name, mean: Math.abs(mean), half, isShare: metricOf(report).kind === 'share', unit }
  if (mean - half > 0) return { tone: 'good', text: text.verdict.networkBetter(compared) }
  if (mean + half < 0) return { tone: 'bad', text: text.verdict.simpleBetter(compared) }
  const chance = { ...compared, examples: report.evaluatedOn }
  if (mean === 0) return { tone: 'info', text: text.verdict.simpleLevel(chance) }
  return { tone: 'info', text: mean < 0 ? text.verdict.simpleAhead(chance) : text.verdict.simpleBehind(chance) }
}
