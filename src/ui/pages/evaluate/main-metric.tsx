/** @file Summary: the most important metric of an output, with its interval and the number of examples. */
import { resultsText } from '../../../messages/en/evaluate/results'
import { metricsText } from '../../../messages/en/metrics'
import { CLASS_METRICS } from '../../../metrics/catalog'
import { formatInterval, formatMetric, formatWithUnit, textFor, unitOf } from '../../../metrics/format-metric'
import { mainMetric } from '../../../metrics/metrics-of'
import type { ShownHead } from '../../charts/use-evaluation'
import { Rich } from '../../kit/rich-text'
import { useSelect } from '../../studio-context'
import styles from '../pages.module.css'

const text = resultsText.summary
const marks = {
  b: (inner: string) => <b>{inner}</b>,
  soft: (inner: string) => (
    <span className={styles.soft} title={metricsText.intervalTip}>
      {inner}
    </span>
  ),
}

/** The metrics that only rare classes have. */
const RARE_METRICS = CLASS_METRICS.filter(({ perClass }) => perClass?.scores)

/** Text such as "98.6% accuracy (95% interval 98.3% to 98.8%, 10,000 examples, loss 0.0412)". */
export function Summary({ head }: { readonly head: ShownHead }) {
  const examples = useSelect((state) => state.metrics?.rows ?? 0)
  const { evaluation } = head
  return (
    <p className={styles.figures}>
      <Rich text={summaryText(head, examples)} marks={marks} />
      {evaluation.kind === 'classes' &&
        evaluation.perClass.flatMap(({ label, support, ...scores }) =>
          RARE_METRICS.map((metric) => {
            const value = scores[metric.id]
            const { name, about } = metric.text
            const rare = { name, label, share: support / examples, value: formatMetric(metric, value) }
            return (
              value !== undefined && (
                <span key={`${label} ${metric.id}`} title={about}>
                  <Rich text={text.rareClass(rare)} marks={marks} />
                </span>
              )
            )
          }),
        )}
    </p>
  )
}

function summaryText({ evaluation, unit }: ShownHead, examples: number): string {
  const main = mainMetric(evaluation)
  if (!main) return ''
  const { metric, value, interval } = main
  return text.metric({
    value: formatWithUnit(metric, value, unitOf(evaluation.kind, unit)),
    name: textFor(metric, evaluation.kind).name,
    interval: interval && formatInterval(metric, interval),
    examples,
    loss: evaluation.loss,
  })
}
