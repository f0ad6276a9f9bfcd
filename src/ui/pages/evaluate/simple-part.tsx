/** @file Simple part: "Do I need a network?": simple models trained on the same data, compared with the network on the validation set. */
import { useEffect } from 'react'
import { simpleModelsText as text } from '../../../messages/en/evaluate/simple-models'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'
import { simpleModelsKey } from '../../../studio/simple-models-key'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { useRun, useSelect } from '../../studio-context'
import styles from '../pages.module.css'
import table from '../../kit/table.module.css'
import layout from './evaluate.module.css'
import { bestOf, measureOf, verdictOf } from './simple-verdict'

/** Trained as soon as no run is in progress; nothing where the target is neither a class nor a number. */
export default function SimplePart() {
  const run = useRun()
  const looking = useSelect((state) => state.analysis.baselines)
  const key = useSelect(simpleModelsKey)
  const moving = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const target = useSelect(targetOf)
  const hasScores = target?.type === 'category' || target?.type === 'number'
  const mine = looking && looking.key === key ? looking : undefined
  const wanted = hasScores && !moving && key !== undefined && mine === undefined
  useEffect(() => {
    if (wanted) run('run.baselines')
  }, [wanted, run])
  if (!hasScores) return null
  const unit = target.type === 'number' ? target.unit : undefined
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.about}</span>
      </div>
      {moving && <p className={styles.soft}>{text.waiting}</p>}
      {!moving && mine?.tag === 'looking' && <Progress label={text.progress} share={mine.done} words={text.training} />}
      {!moving && mine?.tag === 'found' && <Found report={mine.found} unit={unit} />}
      {!moving && (mine?.tag === 'failed' || mine?.tag === 'stopped') && (
        <p className={styles.soft}>
          {mine.tag === 'failed' ? mine.why : text.stopped}{' '}
          <Button size="small" onClick={() => run('run.baselines')}>
            {text.retry}
          </Button>
        </p>
      )}
    </section>
  )
}

function Found({ report, unit }: { readonly report: BaselineReport; readonly unit: string | undefined }) {
  const { network, scores, learnt: used, of: all, judged: examples } = report
  if (scores.length === 0) return <p className={styles.soft}>{text.noValidation}</p>
  const verdict = verdictOf(report, unit)
  const measure = measureOf(report)
  const best = bestOf(report)
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
                {measure === 'accuracy' ? text.table.accuracy : unit ? text.table.errorIn({ unit }) : text.table.error}
              </th>
              <th scope="col">{text.table.interval}</th>
              {network && <th scope="col">{text.table.lead}</th>}
              <th scope="col">{text.table.time}</th>
            </tr>
          </thead>
          <tbody>
            {network && (
              <tr>
                <th scope="row">{text.table.network}</th>
                <td>{text.table.score({ value: network.score, measure })}</td>
                <td>{text.table.between({ ...network, measure })}</td>
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
        {used < all ? text.trainedOnSome({ used, all, examples }) : text.trainedOnAll({ all, examples })}
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
  const measure = measureOf(report)
  const { title, behind, seconds } = score
  return (
    <tr>
      <th scope="row">
        {title}
        {best && <em className={layout.best}>{text.table.best}</em>}
      </th>
      <td>{text.table.score({ value: score.score, measure })}</td>
      <td>{text.table.between({ ...score, measure })}</td>
      {report.network && <td>{behind ? text.table.by({ ...behind, measure, unit }) : ''}</td>}
      <td>{text.table.took({ seconds })}</td>
    </tr>
  )
}

/** The target column. */
function targetOf({ data, project }: Parameters<typeof simpleModelsKey>[0]) {
  if (data.tag !== 'ready') return undefined
  const name = project.plan.target ?? data.schema.target
  return data.schema.columns.find((column) => column.name === name)
}
