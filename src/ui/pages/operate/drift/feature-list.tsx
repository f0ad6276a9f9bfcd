/** @file FeatureList: the features in a window, most significant first, with the selected feature in detail. */

import { useMemo, useState } from 'react'
import { driftText as text } from '../../../../messages/en/operate/drift'
import { pValue, significant } from '../../../../messages/format'
import { allStatistics, contraryStatistics, decidingTest, foundBy } from '../../../../ops/drift/feature-drift'
import {
  type DriftPlan,
  driftStatus,
  type FeatureVerdict,
  featureValues,
  jointDrift,
  answersIn,
  referenceFor,
  slotsOf,
  type WindowDrift,
} from '../../../../ops/drift/window-drift'
import type { DriftBaseline } from '../../../../studio/operate/drift/drift'
import { DataTable } from '../../../kit/data-table'
import kit from '../../../kit/kit.module.css'
import styles from './drift.module.css'
import { DistributionChart, DistributionPicture, StatisticChart } from './drift-charts'
import { DriftSamples } from './drift-samples'
import type { DriftView } from './drift-view'
import {
  changeText,
  comparedText,
  driftedText,
  featureName,
  fewText,
  shownStatus,
  type ShownStatus,
  unitOf,
  verdictText,
} from './drift-view'

export interface FeatureListProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly basis: DriftBaseline
  readonly plan: DriftPlan
  readonly isLatest: boolean
  readonly onChoose: (window: number) => void
}

/** The list of features, next to the selected feature. */
export function FeatureList({ view, window, basis, plan, isLatest, onChoose }: FeatureListProps) {
  const [name, setName] = useState<string>()
  const before = useMemo(() => view.windows.filter((one) => one.window <= window.window), [view.windows, window.window])
  const rows = useMemo(
    () =>
      window.features
        .map((verdict) => ({ verdict, status: shownStatus(verdict, driftStatus(before, verdict.name, plan)) }))
        .sort((a, b) => rank(a) - rank(b) || within(a.verdict, b.verdict)),
    [window, before, plan],
  )
  const chosen = rows.find(({ verdict }) => verdict.name === name) ?? rows[0]
  const calendar = basis.reference.inputs.flatMap((input) =>
    input.followsCalendar ? [featureName({ name: input.column, of: 'input' })] : [],
  )
  const few = fewText(window.features, basis, plan.n)
  const drifted = rows.flatMap(({ verdict }) => (verdict.drifted ? [verdict] : []))
  const statistics = useStatistics({ view, window, basis, plan }, chosen?.verdict)
  const others = chosen ? contraryStatistics(chosen.verdict, statistics).map((of) => text.statistics[of]) : []
  const compared = comparedText(window, view.log)
  const tone = drifted.length > 0 ? 'bad' : window.version === undefined ? undefined : 'good'
  return (
    <>
      <p className={`${kit.note} ${kit.below}`} data-tone={tone} aria-live="polite">
        <strong>
          {drifted.length > 0
            ? driftedText(drifted)
            : text.window.none({ requests: plan.n, test: text.plan.deciders[plan.decider].title })}
        </strong>{' '}
        {drifted.length === 0 && chosen && others.length > 0 && (
          <>{text.window.contrary({ name: featureName(chosen.verdict), others })} </>
        )}
        {isLatest ? text.window.latest(window) : text.window.period(window)}{' '}
        {!isLatest && (
          <button type="button" className={kit.link} onClick={() => onChoose(view.windows.at(-1)?.window ?? 0)}>
            {text.window.showLatest}
          </button>
        )}
        {few !== undefined && ` ${few}`}
      </p>
      <div className={`${kit.columns} ${styles.split}`}>
        <div>
          <ul className={styles.list} aria-label={text.window.features}>
            {rows.map(({ verdict, status }) => (
              <li key={verdict.name}>
                <FeatureRow
                  verdict={verdict}
                  status={status}
                  basis={basis}
                  isChosen={verdict === chosen?.verdict}
                  onChoose={() => setName(verdict.name)}
                />
              </li>
            ))}
          </ul>
          {compared !== undefined && <p className={kit.caption}>{compared}</p>}
          {calendar.length > 0 && <p className={kit.caption}>{text.window.calendar({ features: calendar })}</p>}
          <JointDrift view={view} window={window.window} basis={basis} plan={plan} />
        </div>
        {chosen && (
          <FeatureDetail
            view={view}
            window={window}
            verdict={chosen.verdict}
            status={chosen.status}
            statistics={statistics}
            others={others}
            basis={basis}
            plan={plan}
            onChoose={onChoose}
          />
        )}
      </div>
    </>
  )
}

interface RowProps {
  readonly verdict: FeatureVerdict
  readonly status: ShownStatus
  readonly basis: DriftBaseline
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function FeatureRow({ verdict, status, basis, isChosen, onChoose }: RowProps) {
  const name = featureName(verdict)
  return (
    <button type="button" className={`${kit.choice} ${styles.row}`} aria-pressed={isChosen} onClick={onChoose}>
      <DistributionPicture bins={verdict.bins} label={text.detail.mini({ name })} />
      <span className={kit.stackTight}>
        <span className={kit.ellipsis} translate="no">
          {name}
        </span>
        <span className={kit.caption}>
          {verdict.drifted ? changeText(verdict, unitOf(basis, verdict), basis.against) : text.psi(verdict)}
        </span>
      </span>
      <span className={`${kit.caption} ${styles.status}`} data-sure={status}>
        {text.sureness[status]}
        <span className={kit.caption}>{verdict.drifted ? text.chance(decidingTest(verdict)) : ''}</span>
      </span>
    </button>
  )
}

/**
 * Sort order within a rank: drifted features by the size of their drift, all others by how close they are to drifting.
 */
function within(a: FeatureVerdict, b: FeatureVerdict): number {
  return a.drifted ? b.psi - a.psi : a.adjusted - b.adjusted || b.psi - a.psi
}

function rank({ verdict, status }: { readonly verdict: FeatureVerdict; readonly status: ShownStatus }): number {
  if (status === 'persistent') return 0
  return verdict.drifted ? 1 : 2
}

const jointDriftText = text.together

interface JointDriftProps {
  readonly view: DriftView
  readonly window: number
  readonly basis: DriftBaseline
  readonly plan: DriftPlan
}

/** A disclosure section that is initially closed. */
function JointDrift(props: JointDriftProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{jointDriftText.title}</summary>
      {open && <JointDriftResult {...props} />}
    </details>
  )
}

function JointDriftResult({ view: { log }, window, basis, plan }: JointDriftProps) {
  const result = useMemo(() => {
    const { inputs } = basis.reference
    return jointDrift(log.buffer, inputs, basis.table, { window, n: plan.n, alpha: plan.alpha })
  }, [log.buffer, window, basis, plan])
  if (!result) return <p className={kit.caption}>{jointDriftText.none}</p>
  const { features, drifted, p, statistic, threshold } = result
  return (
    <p>
      {drifted ? jointDriftText.drifted({ features, p }) : jointDriftText.same({ features })}{' '}
      <span className={kit.caption}>{jointDriftText.statistic({ statistic, threshold })}</span>
    </p>
  )
}

// FeatureDetail: one feature in a window: its distribution, its drift statistic over time, all of its statistics, and
// the requests that contribute most to its drift.

type Statistics = ReturnType<typeof allStatistics>

interface DetailProps extends Omit<FeatureListProps, 'isLatest'> {
  readonly verdict: FeatureVerdict
  readonly status: ShownStatus
  readonly statistics: Statistics
  /** The names of the statistics that disagree with the verdict. */
  readonly others: readonly string[]
}

/** Shows the details of a feature. */
function FeatureDetail({ view, window, verdict, status, statistics, others, basis, plan, onChoose }: DetailProps) {
  const name = featureName(verdict)
  const own = view.windows.flatMap((one) => {
    const found = one.features.find((feature) => feature.name === verdict.name)
    return found ? [{ ...one, found }] : []
  })
  // Values and missing values are tested separately; the chart shows the test that found the drift.
  const drifted = verdict.drifted ? verdict : own.findLast(({ found }) => found.drifted)?.found
  const by = drifted ? foundBy(drifted) : 'values'
  const points = own.map(({ window, from, to, found }) => {
    const { statistic, threshold } = by === 'missing' ? found.missing : found
    return { window, from, to, value: statistic, threshold, drifted: found.drifted && foundBy(found) === by }
  })
  const decides = text.statistics[verdict.decides]
  const statistic = by === 'missing' ? text.missingTest : decides
  return (
    <section className={`${kit.section} ${kit.stack}`} aria-label={name}>
      <h3 translate="no">{name}</h3>
      <p>
        {verdictText(verdict, unitOf(basis, verdict), basis.against)}{' '}
        {others.length > 0 && text.detail.contrary({ decides, others })}
      </p>
      <DistributionChart bins={verdict.bins} name={name} label={text.detail.overlay({ name })} />
      <p className={kit.caption}>
        {text.detail.comparison[basis.against]({ requests: verdict.n, rows: verdict.reference })}
      </p>
      <h4 className={kit.caption}>
        {status === 'persistent'
          ? text.detail.overPersistent({ statistic, windows: points.length })
          : text.detail.over({ statistic, windows: points.length })}
      </h4>
      <StatisticChart points={points} chosen={window.window} name={statistic} onChoose={onChoose} />
      <p className={kit.caption}>
        {text.detail.thresholdKey({ requests: plan.n, alpha: plan.alpha, features: window.features.length })}
      </p>
      <details className={styles.more}>
        <summary>{text.detail.all}</summary>
        <StatisticsTable statistics={statistics} verdict={verdict} />
      </details>
      <DriftSamples key={`${window.window} ${verdict.name}`} {...{ view, window, verdict, basis, plan }} />
    </section>
  )
}

/** All statistics of a feature in a window. */
function useStatistics(
  { view: { log }, window, basis, plan }: Pick<FeatureListProps, 'view' | 'window' | 'basis' | 'plan'>,
  verdict: FeatureVerdict | undefined,
): Statistics {
  return useMemo(() => {
    const places = slotsOf(log.buffer, window.window, plan.n)
    if (!places || !verdict) return []
    const level = { alpha: plan.alpha / Math.max(1, window.features.length), seed: window.window }
    const input = basis.reference.inputs[verdict.at]
    if (input)
      return allStatistics(
        referenceFor(input, log.buffer, places),
        featureValues(log.buffer, places, verdict.at),
        level,
      )
    const answers = answersIn(log.buffer, places, log.book, basis.reference)?.looks ?? []
    const answer = answers.find(({ one }) => one.column === verdict.name)
    return answer ? allStatistics(answer.one, answer.numbers, level) : []
  }, [log, window, verdict, basis, plan])
}

function StatisticsTable({ statistics, verdict }: Pick<DetailProps, 'statistics' | 'verdict'>) {
  const { missing } = verdict
  const isMissingTested = Number.isFinite(missing.threshold)
  return (
    <DataTable
      columns={[
        { head: text.detail.statistic, cell: ({ name }) => name },
        { head: text.detail.now, cell: ({ statistic }) => significant(statistic) },
        {
          head: text.detail.threshold,
          cell: ({ threshold }) => (Number.isFinite(threshold) ? significant(threshold) : text.detail.tooFew),
        },
        { head: text.detail.p, cell: ({ p }) => pValue(p) },
        { head: text.detail.method, cell: ({ by }) => text.detail.methods[by] },
      ]}
      rows={[
        ...statistics.map((one) => ({ ...one, name: text.statistics[one.of] })),
        ...(isMissingTested ? [{ ...missing, name: text.missingTest }] : []),
      ]}
      rowKey={({ name }) => name}
      caption={
        <span className={kit.caption}>
          {text.detail.size[verdict.size](verdict)} {text.detail.bands}
        </span>
      }
    />
  )
}
