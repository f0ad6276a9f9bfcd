/** @file FeatureDetail: one feature of a window: now over before, its statistic over time, every statistic with its threshold, who carries it. */
import { useMemo } from 'react'
import { count, significant } from '../../../../messages/format'
import { topsOf } from '../../../../ops/drift/answer-reference'
import { allStatistics } from '../../../../ops/drift/feature-drift'
import {
  type DriftPlan,
  type FeatureVerdict,
  asFor,
  featureIn,
  mainVersion,
  outputsIn,
  placesOf,
  type Sureness,
  type WindowDrift,
} from '../../../../ops/drift/window-drift'
import type { DriftBasis } from '../../../../studio/operate/drift-basis'
import tables from '../../../kit/table.module.css'
import styles from './drift.module.css'
import { Furthest } from './furthest'
import { Overlay } from './overlay'
import { Track } from './track'
import type { DriftView } from './use-drift'
import { chanceWords, nameWords, sizeWords, STATISTIC_NAMES, unitOf, verdictWords } from './drift-text'

export interface DetailProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly verdict: FeatureVerdict
  readonly sure: Sureness
  readonly basis: DriftBasis
  readonly plan: DriftPlan
  readonly onChoose: (window: number) => void
}

const BY_WORDS = { formula: 'formula', simulation: 'simulation', permutation: 'permutation' } as const

/** A feature closer. */
export function FeatureDetail({ view, window, verdict, sure, basis, plan, onChoose }: DetailProps) {
  const name = nameWords(verdict)
  const points = view.windows.flatMap((one) => {
    const own = one.features.find((feature) => feature.name === verdict.name)
    if (!own) return []
    const { statistic, threshold, drifted } = own
    return [{ window: one.window, from: one.from, to: one.to, value: statistic, threshold, drifted }]
  })
  const statistic = STATISTIC_NAMES[verdict.decides]
  return (
    <section className={styles.detail} aria-label={name}>
      <h3>{name}</h3>
      <p className={styles.said}>{verdictWords(verdict, unitOf(basis, verdict), basis.against)}</p>
      <Overlay bins={verdict.bins} height={96} named label={`${name}: bars are now, the line is before`} />
      <p className={styles.key}>
        <span className={styles.barKey} /> these {count(verdict.n)} requests
        <span className={styles.lineKey} /> {basis.against === 'usual' ? 'usual rows' : 'training rows'} (
        {count(verdict.reference)}), bins between their quantiles
      </p>
      <h4>
        {statistic} over the last {points.length} windows
        {sure === 'persistent' ? ': persistent' : ''}
      </h4>
      <Track points={points} chosen={window.window} name={statistic} onChoose={onChoose} />
      <p className={styles.key}>
        <span className={styles.thresholdKey} /> above it drifts whatever other features do, at {count(plan.n)}{' '}
        requests; a square drifts
      </p>
      <details className={styles.more}>
        <summary>Every statistic</summary>
        <Statistics view={view} window={window} verdict={verdict} basis={basis} plan={plan} />
      </details>
      <Furthest key={`${window.window} ${verdict.name}`} {...{ view, window, verdict, basis, plan }} />
    </section>
  )
}

function Statistics({ view, window, verdict, basis, plan }: Omit<DetailProps, 'sure' | 'onChoose'>) {
  const { log } = view
  const all = useMemo(() => {
    const places = placesOf(log.ring, window.window, plan.n)
    if (!places) return []
    const level = { alpha: plan.alpha / Math.max(1, window.features.length), seed: window.window }
    const input = basis.reference.inputs[verdict.at]
    if (input) return allStatistics(asFor(input, log.ring, places), featureIn(log.ring, places, verdict.at), level)
    const main = mainVersion(log.ring, places, log.book, basis.reference)
    if (!main) return []
    const outputs = outputsIn(log.ring, places, main.number)
    const { answer, confidence } = main.reference
    const { top, sure } = topsOf(outputs, log.ring.widths.width)
    const isAnswer = verdict.name === 'answer'
    const of = isAnswer ? answer : confidence
    const given = (isAnswer ? (answer.kind === 'category' ? top : outputs) : sure).filter((one) => !Number.isNaN(one))
    return of ? allStatistics(asFor(of, log.ring, places), given, level) : []
  }, [log, window, verdict, basis, plan])
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th>Statistic</th>
          <th>Now</th>
          <th>Drift above</th>
          <th>By chance</th>
          <th>Threshold by</th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ of, statistic, threshold, p, by }) => (
          <tr key={of}>
            <td>{STATISTIC_NAMES[of]}</td>
            <td>{significant(statistic)}</td>
            <td>{Number.isFinite(threshold) ? significant(threshold) : 'too few'}</td>
            <td>{chanceWords(p)}</td>
            <td>{BY_WORDS[by]}</td>
          </tr>
        ))}
      </tbody>
      <caption className={styles.soft}>
        Size: {sizeWords(verdict)}. PSI of 0.1 and 0.25 are bands of size, no evidence.
      </caption>
    </table>
  )
}
