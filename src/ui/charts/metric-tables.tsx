/** @file The metrics of an evaluated output as a list, and the metrics of each class as a sortable table. */
import { type ReactNode, useState } from 'react'
import { chartsText } from '../../messages/en/charts'
import { metricsText } from '../../messages/en/metrics'
import { count } from '../../messages/format'
import { CLASS_METRICS } from '../../metrics/catalog'
import { columnSums } from '../../metrics/catalog/classification'
import type { Metric, MetricId } from '../../metrics/define-metric'
import type { ClassesEvaluation, ClassScore, Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { formatInterval, formatMetric, formatWithUnit, textFor, unitOf } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import { useSelect } from '../studio-context'
import { IntervalMark, lineFor } from '../kit/interval-mark'
import kit from '../kit/kit.module.css'
import styles from './charts.module.css'
import { useFindPredicted, useOpenRows } from './open-rows'

const text = chartsText.perClass

interface Column {
  readonly by: ScoreColumn
  readonly title: string
  /** What is shown next to the values, named after the title. */
  readonly interval?: string
  readonly about: string
}

interface PerClassProps {
  /** In the order of the classes in `confusion`. */
  readonly scores: readonly ClassScore[]
  readonly confusion: ClassesEvaluation['confusion']
  /** The set that was evaluated; absent while it is still being counted. */
  readonly set?: Evaluation['split'] | undefined
  /** Makes a number a link to the examples that it counts. */
  readonly link?: (content: string, by: ScoreColumn, label: string) => ReactNode
}

/** The metrics of every class in the evaluated set. */
export function EvaluatedClasses({ label, perClass, confusion, isOpenable = false }: EvaluatedClassesProps) {
  const set = useSelect((state) => state.metrics?.split)
  const find = useFindPredicted(label)
  const open = useOpenRows()
  /** Precision opens what is predicted as the class, other scores its mistakes, and a count its examples. */
  const link: PerClassProps['link'] = (content, by, of) => {
    const index = perClass.findIndex((score) => score.label === of)
    const rows = find(({ actual, predicted }, i) => {
      const [isOwn, isFound] = [actual[i] === index, predicted[i] === index]
      return by === 'support' || by === 'recall' ? isOwn : by === 'precision' ? isFound : isOwn !== isFound
    })
    const title =
      by === 'support' || by === 'recall'
        ? text.ofClass({ label: of })
        : by === 'precision'
          ? text.predictedAs({ label: of })
          : text.mistakesOf({ label: of })
    return (
      <button type="button" className={kit.link} title={title} onClick={() => open?.(rows, title)}>
        {content}
      </button>
    )
  }
  return <PerClass scores={perClass} confusion={confusion} set={set} {...(isOpenable && open ? { link } : {})} />
}

interface EvaluatedClassesProps extends Pick<ClassesEvaluation, 'label' | 'perClass' | 'confusion'> {
  /** Whether each number opens its examples. */
  readonly isOpenable?: boolean
}

/** Table with the metrics of every class. A metric that only rare classes have is a column if there is one. */
export function PerClass({ scores, confusion, set, link = (content) => content }: PerClassProps) {
  const [order, setOrder] = useState<ScoreOrder>(WORST_FIRST)
  const predicted = new Map(columnSums(confusion).map((sum, i) => [scores[i]?.label, sum]))
  const metrics = CLASS_METRICS.filter(
    ({ id, perClass }) => perClass?.counts || scores.some((score) => score[id] !== undefined),
  )
  const columns: readonly Column[] = [
    { by: 'label', ...text.class },
    ...metrics.map(columnOf),
    { by: 'support', ...text.support },
  ]
  const line = lineFor(scores.flatMap((score) => metrics.flatMap((metric) => intervalOf(metric, score) ?? [])))
  const without = set ? scores.filter(({ support }) => support === 0).map(({ label }) => label) : []
  return (
    <>
      {set && without.length > 0 && <p className={kit.soft}>{text.noExample({ set, labels: without })}</p>}
      <table className={styles.table}>
        <caption className="only-spoken">{text.table}</caption>
        <thead>
          <tr>
            {columns.map(({ by, title, interval, about }) => (
              <th
                key={by}
                scope="col"
                aria-sort={order.by === by ? (order.direction === 'rising' ? 'ascending' : 'descending') : 'none'}
              >
                <button
                  type="button"
                  className={styles.sort}
                  title={about}
                  data-active={order.by === by ? 'yes' : 'no'}
                  onClick={() => setOrder(toggleOrder(order, by))}
                >
                  {title}
                  {interval !== undefined && <span> {interval}</span>}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortScores(scores, order).map((score) => (
            <tr key={score.label}>
              <th scope="row" title={score.label} translate="no">
                {score.label}
              </th>
              {metrics.map((metric) => (
                <Value
                  key={metric.id}
                  metric={metric}
                  score={score}
                  line={line}
                  predicted={predicted.get(score.label) ?? 0}
                  link={link}
                />
              ))}
              <td>{score.support === 0 ? count(0) : link(count(score.support), 'support', score.label)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function columnOf({ id, text: { title, about }, perClass }: Metric): Column {
  return perClass?.interval
    ? { by: id, title, interval: text.withInterval, about: text.withIntervalAbout({ about }) }
    : { by: id, title, about }
}

interface ValueProps extends Required<Pick<PerClassProps, 'link'>> {
  readonly metric: Metric
  readonly score: ClassScore
  /** The ends of the line on which intervals are drawn. */
  readonly line: ReturnType<typeof lineFor>
  /** How many examples are predicted as the class. */
  readonly predicted: number
}

function Value({ metric, score, line, predicted, link }: ValueProps) {
  // 0 / 0 counts as 0 in means over classes, but for the class itself it is not a bad score.
  if (score.support === 0) return <td>{text.undefinedValue}</td>
  if (metric.id === 'precision' && predicted === 0)
    return <td title={text.neverPredicted(score)}>{text.undefinedValue}</td>
  const value = score[metric.id]
  const interval = intervalOf(metric, score)
  const shown = link(formatMetric(metric, value), metric.id, score.label)
  if (!interval || value === undefined) return <td>{shown}</td>
  return (
    <td title={text.intervalTip({ ...interval, examples: score.support })}>
      {shown}{' '}
      <span className={kit.soft}>
        <IntervalMark {...interval} {...line} value={value} width={72} />
        <span className="only-spoken">{text.interval(interval)}</span>
      </span>
    </td>
  )
}

/** The 95% interval of a score that has one and that was measured. */
function intervalOf(metric: Metric, score: ClassScore): { readonly low: number; readonly high: number } | undefined {
  const value = score[metric.id]
  return value === undefined || score.support === 0 ? undefined : metric.perClass?.interval?.(value, score.support)
}

function toggleOrder(order: ScoreOrder, by: ScoreColumn): ScoreOrder {
  if (order.by !== by) return { by, direction: by === 'support' ? 'falling' : 'rising' }
  return { by, direction: order.direction === 'rising' ? 'falling' : 'rising' }
}

type ScoreColumn = 'label' | 'support' | MetricId

interface ScoreOrder {
  readonly by: ScoreColumn
  readonly direction: 'rising' | 'falling'
}

/** Sorts by the first metric of classes, F1, so that classes that need attention come first. */
export const WORST_FIRST: ScoreOrder = { by: CLASS_METRICS[0]?.id ?? 'label', direction: 'rising' }

/** Sorts the scores. Classes without rows and NaN values come last, and ties stay in class order. */
export function sortScores(scores: readonly ClassScore[], order: ScoreOrder): readonly ClassScore[] {
  const sign = order.direction === 'rising' ? 1 : -1
  return [...scores].sort((a, b) => {
    const [x, y] = [a[order.by] ?? Number.NaN, b[order.by] ?? Number.NaN]
    if (typeof x === 'string' || typeof y === 'string')
      return sign * String(x).localeCompare(String(y), 'en', { numeric: true })
    // A class without rows has no score, even if the formula gives 0.
    const [isEmpty, isOtherEmpty] = [a.support === 0, b.support === 0]
    if (isEmpty !== isOtherEmpty && order.by !== 'support') return isEmpty ? 1 : -1
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    return sign * (x - y)
  })
}

/** The class that comes first in that order, among classes that have examples; undefined if all are equally good. */
export function worstClass(scores: readonly ClassScore[]): ClassScore | undefined {
  const sorted = sortScores(
    scores.filter((score) => score.support > 0),
    WORST_FIRST,
  )
  const [worst] = sorted
  const best = sorted.at(-1)
  return worst && best && worst[WORST_FIRST.by] !== best[WORST_FIRST.by] ? worst : undefined
}

export interface MetricListProps {
  readonly evaluation: HeadEvaluation
  /** The unit of the target column. */
  readonly unit?: string | undefined
  /**
   * Compact lists show one line per metric, and intervals and explanations as tooltips. A line has all metrics but the
   * main one, which is in the head of the page, with explanations as tooltips.
   */
  readonly layout?: 'full' | 'compact' | 'line'
}

/** Lists the metrics of an output, main metric first. */
export function MetricList({ evaluation, unit, layout = 'full' }: MetricListProps) {
  const { kind } = evaluation
  const isLine = layout === 'line'
  return (
    <dl className={isLine ? kit.wrapWide : styles.numbers}>
      {metricsOf(evaluation)
        .slice(isLine ? 1 : 0)
        .map(({ metric, value, interval }) => {
          const { title, about } = textFor(metric, kind)
          const shown = formatWithUnit(metric, value, unitOf(kind, unit))
          const range = interval && formatInterval(metric, interval)
          return isLine ? (
            <div key={metric.id} className={kit.rowTight} title={about}>
              <dt className={kit.faint}>{title}</dt>
              <dd>
                <b>{shown}</b>{' '}
                {interval && (
                  <span className={kit.soft} title={range}>
                    {chartsText.chart.between({
                      low: formatMetric(metric, interval.low),
                      high: formatMetric(metric, interval.high),
                    })}
                  </span>
                )}
              </dd>
            </div>
          ) : layout === 'compact' ? (
            <div key={metric.id}>
              <dt className={kit.faint} title={about}>
                {title}
              </dt>
              <dd title={range}>
                <b>{shown}</b>
              </dd>
            </div>
          ) : (
            <div key={metric.id}>
              <dt className={kit.faint}>{title}</dt>
              <dd>
                <b>{shown}</b> {range !== undefined && <span title={metricsText.intervalTip}>{range}</span>}
                <p>{about}</p>
              </dd>
            </div>
          )
        })}
    </dl>
  )
}
