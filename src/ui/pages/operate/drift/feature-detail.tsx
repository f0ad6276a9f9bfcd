/**
 * @file FeatureDetail: one feature in a window: its distribution, its drift statistic over time, all of its statistics,
 * and the requests that contribute most to its drift.
 */
import { useMemo } from 'react'
import { driftText } from '../../../../messages/en/operate/drift'
import { pValue, significant } from '../../../../messages/format'
import { topPredictions } from '../../../../ops/drift/prediction-reference'
import { allStatistics } from '../../../../ops/drift/feature-drift'
import {
  type DriftPlan,
  type FeatureVerdict,
  referenceFor,
  featureValues,
  mainVersion,
  outputsOf,
  slotsOf,
  type DriftStatus,
  type WindowDrift,
} from '../../../../ops/drift/window-drift'
import type { DriftBaseline } from '../../../../studio/operate/drift-baseline'
import tables from '../../../kit/table.module.css'
import styles from './drift.module.css'
import { DriftSamples } from './drift-samples'
import { DistributionChart } from './distribution-chart'
import { StatisticChart } from './statistic-chart'
import type { DriftView } from './use-drift'
import { featureName, unitOf, verdictText } from './drift-text'

const text = driftText.detail

export interface DetailProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly verdict: FeatureVerdict
  readonly status: DriftStatus
  readonly basis: DriftBaseline
  readonly plan: DriftPlan
  readonly onChoose: (window: number) => void
}

/** Shows the details of a feature. */
export function FeatureDetail({ view, window, verdict, status, basis, plan, onChoose }: DetailProps) {
  const name = featureName(verdict)
  const points = view.windows.flatMap((one) => {
    const own = one.features.find((feature) => feature.name === verdict.name)
    if (!own) return []
    const { statistic, threshold, drifted } = own
    return [{ window: one.window, from: one.from, to: one.to, value: statistic, threshold, drifted }]
  })
  const statistic = driftText.statistics[verdict.decides]
  return (
    <section className={styles.detail} aria-label={name}>
      <h3 translate="no">{name}</h3>
      <p className={styles.statement}>{verdictText(verdict, unitOf(basis, verdict), basis.against)}</p>
      <DistributionChart bins={verdict.bins} height={96} named label={text.overlay({ name })} />
      <p className={styles.legend}>
        <span className={styles.barKey} /> {text.requests({ requests: verdict.n })}
        <span className={styles.lineKey} /> {text[basis.against]({ rows: verdict.reference })}
      </p>
      <h4>
        {status === 'persistent'
          ? text.overPersistent({ statistic, windows: points.length })
          : text.over({ statistic, windows: points.length })}
      </h4>
      <StatisticChart points={points} chosen={window.window} name={statistic} onChoose={onChoose} />
      <p className={styles.legend}>
        <span className={styles.thresholdKey} /> {text.thresholdKey({ requests: plan.n })}
      </p>
      <details className={styles.more}>
        <summary>{text.all}</summary>
        <Statistics view={view} window={window} verdict={verdict} basis={basis} plan={plan} />
      </details>
      <DriftSamples key={`${window.window} ${verdict.name}`} {...{ view, window, verdict, basis, plan }} />
    </section>
  )
}

function Statistics({ view, window, verdict, basis, plan }: Omit<DetailProps, 'status' | 'onChoose'>) {
  const { log } = view
  const all = useMemo(() => {
    const places = slotsOf(log.buffer, window.window, plan.n)
    if (!places) return []
    const level = { alpha: plan.alpha / Math.max(1, window.features.length), seed: window.window }
    const input = basis.reference.inputs[verdict.at]
    if (input)
      return allStatistics(
        referenceFor(input, log.buffer, places),
        featureValues(log.buffer, places, verdict.at),
        level,
      )
    const main = mainVersion(log.buffer, places, log.book, basis.reference)
    if (!main) return []
    const outputs = outputsOf(log.buffer, places, main.number)
    const { answer, confidence } = main.reference
    const { top, confidences } = topPredictions(outputs, log.buffer.widths.width)
    const isAnswer = verdict.name === 'answer'
    const of = isAnswer ? answer : confidence
    const present = (isAnswer ? (answer.kind === 'category' ? top : outputs) : confidences).filter(
      (one) => !Number.isNaN(one),
    )
    return of ? allStatistics(referenceFor(of, log.buffer, places), present, level) : []
  }, [log, window, verdict, basis, plan])
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th>{text.statistic}</th>
          <th>{text.now}</th>
          <th>{text.threshold}</th>
          <th>{text.p}</th>
          <th>{text.method}</th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ of, statistic, threshold, p, by }) => (
          <tr key={of}>
            <td>{driftText.statistics[of]}</td>
            <td>{significant(statistic)}</td>
            <td>{Number.isFinite(threshold) ? significant(threshold) : text.tooFew}</td>
            <td>{pValue(p)}</td>
            <td>{text.methods[by]}</td>
          </tr>
        ))}
      </tbody>
      <caption className={styles.soft}>
        {text.size[verdict.size](verdict)} {text.bands}
      </caption>
    </table>
  )
}
