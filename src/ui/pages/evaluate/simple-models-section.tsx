/**
 * @file Simple section, titled "Do I need a network?": simple models trained on the same data, compared with the
 * network on the validation set.
 */
import { useEffect } from 'react'
import { simpleModelsText as text } from '../../../messages/en/evaluate/simple-models'
import type { Metric } from '../../../metrics/define-metric'
import { formatMetric } from '../../../metrics/format-metric'
import type { Interval } from '../../../metrics/wilson-interval'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'
import { simpleModelsKey } from '../../../studio/data/analysis-keys'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import table from '../../kit/table.module.css'
import { useRunCommand, useSelect } from '../../studio-context'
import styles from '../pages.module.css'
import layout from './evaluate.module.css'
import { bestModel, metricOf, verdictOf } from './simple-models-verdict'

/**
 * Trains the simple models as soon as no run is in progress; renders nothing if the target is neither a class nor a
 * number.
 */
export default function SimpleSection() {
  const run = useRunCommand()
  const job = useSelect((state) => state.analysis.baselines)
  const key = useSelect(simpleModelsKey)
  const isRunning = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const target = useSelect(targetOf)
  const hasScores = target?.type === 'category' || target?.type === 'number'
  const current = job && job.key === key ? job : undefined
  const isNeeded = hasScores && !isRunning && key !== undefined && current === undefined
  useEffect(() => {
    if (isNeeded) run('run.baselines')
  }, [isNeeded, run])
  if (!hasScores) return null
  const unit = target.type === 'number' ? target.unit : undefined
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.about}</span>
      </div>
      {isRunning && <p className={styles.soft}>{text.waiting}</p>}
      {!isRunning && current?.tag === 'looking' && (
        <Progress label={text.progress} share={current.done} text={text.training} />
      )}
      {!isRunning && current?.tag === 'found' && <Scores report={current.found} unit={unit} />}
      {!isRunning && (current?.tag === 'failed' || current?.tag === 'stopped') && (
        <p className={styles.soft}>
          {current.tag === 'failed' ? current.why : text.stopped}{' '}
          <Button size="small" onClick={() => run('run.baselines')}>
            {text.retry}
          </Button>
        </p>
      )}
    </section>
  )
}

function Scores({ report, unit }: { readonly report: BaselineReport; readonly unit: string | undefined }) {
  const { network, scores, trainedOn, trainingRows: all, evaluatedOn: examples } = report
  if (scores.length === 0) return <p className={styles.soft}>{text.noValidation}</p>
  const verdict = verdictOf(report, unit)
  const metric = metricOf(report)
  const { title } = metric.text
  const best = bestModel(report)
  return (
    <>
      {verdict && (
        <p className={layout.verdict} data-tone={verdict.tone}>
          {verdict.text}
        </p>
      )}
      <div className={styles.scroll}>
        <table className={`${table.figures} ${layout.slices}`}>
          <caption className="only-spoken">{text.table.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.table.model}</th>
              <th scope="col">
                {metric.kind === 'error' && unit ? text.table.metricIn({ metric: title, unit }) : title}
              </th>
              <th scope="col" title={text.table.intervalTip}>
                {text.table.interval}
              </th>
              {network && <th scope="col">{text.table.lead}</th>}
              <th scope="col">{text.table.time}</th>
            </tr>
          </thead>
          <tbody>
            {network && (
              <tr>
                <th scope="row">{text.table.network}</th>
                <td>{formatMetric(metric, network.score)}</td>
                <td>{intervalText(metric, network)}</td>
                <td />
                <td />
              </tr>
            )}
            {scores.map((score) => (
              <Row key={score.id} score={score} report={report} unit={unit} best={score === best} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.soft}>
        {trainedOn < all
          ? text.trainedOnSome({ used: trainedOn, all, examples })
          : text.trainedOnAll({ all, examples })}
      </p>
    </>
  )
}

interface RowProps {
  readonly score: BaselineScore
  readonly report: BaselineReport
  readonly unit: string | undefined
  readonly best: boolean
}

function Row({ score, report, unit, best }: RowProps) {
  const metric = metricOf(report)
  const { title, behind, seconds } = score
  return (
    <tr>
      <th scope="row">
        {title}
        {best && <em className={layout.best}>{text.table.best}</em>}
      </th>
      <td>{formatMetric(metric, score.score)}</td>
      <td>{intervalText(metric, score)}</td>
      {report.network && <td>{behind ? text.table.by({ ...behind, isShare: metric.kind === 'share', unit }) : ''}</td>}
      <td>{text.table.took({ seconds })}</td>
    </tr>
  )
}

function intervalText(metric: Metric, { low, high }: Interval): string {
  return text.table.between({ low: formatMetric(metric, low), high: formatMetric(metric, high) })
}

/** Finds the target column. */
function targetOf({ data, project }: Parameters<typeof simpleModelsKey>[0]) {
  if (data.tag !== 'ready') return undefined
  const name = project.plan.target ?? data.schema.target
  return data.schema.columns.find((column) => column.name === name)
}
