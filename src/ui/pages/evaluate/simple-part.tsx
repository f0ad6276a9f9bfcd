/** @file Simple part: "Do I need a network?": simple models learnt from the same rows, beside the network, on the validation rows. */
import { useEffect } from 'react'
import { count, rate, significant } from '../../../messages/format'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'
import { simpleModelsKey } from '../../../studio/simple-models-key'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { useRun, useSelect } from '../../studio-context'
import styles from '../pages.module.css'
import table from '../../kit/table.module.css'
import layout from './evaluate.module.css'
import { apartWords, bestOf, verdictWords } from './simple-verdict'

/** Learnt once a run stands still; nothing where no class and no number is told. */
export default function SimplePart() {
  const run = useRun()
  const looking = useSelect((state) => state.analysis.baselines)
  const key = useSelect(simpleModelsKey)
  const moving = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const target = useSelect(targetOf)
  const told = target?.type === 'category' || target?.type === 'number'
  const mine = looking && looking.key === key ? looking : undefined
  const wanted = told && !moving && key !== undefined && mine === undefined
  useEffect(() => {
    if (wanted) run('run.baselines')
  }, [wanted, run])
  if (!told) return null
  const unit = target.type === 'number' ? target.unit : undefined
  return (
    <section className={styles.part} aria-label="Do I need a network?">
      <div className={styles.title}>
        <h3>Do I need a network?</h3>
        <span>simple models, learnt from the same rows in seconds, judged on the validation rows</span>
      </div>
      {moving && <p className={styles.soft}>Learnt when the run stands still.</p>}
      {!moving && mine?.tag === 'looking' && (
        <Progress label="Simple models learn" share={mine.done} words="learning" />
      )}
      {!moving && mine?.tag === 'found' && <Found report={mine.found} unit={unit} />}
      {!moving && (mine?.tag === 'failed' || mine?.tag === 'stopped') && (
        <p className={styles.soft}>
          {mine.tag === 'failed' ? mine.why : 'Stopped.'}{' '}
          <Button size="small" onClick={() => run('run.baselines')}>
            Try again
          </Button>
        </p>
      )}
    </section>
  )
}

function Found({ report, unit }: { readonly report: BaselineReport; readonly unit: string | undefined }) {
  const { classes, network, scores, learnt, of, judged } = report
  if (scores.length === 0)
    return <p className={styles.soft}>The split leaves no rows to judge on: validation has none.</p>
  const verdict = verdictWords(report, unit)
  const best = bestOf(report)
  return (
    <>
      {verdict && (
        <p className={layout.verdict} data-tone={verdict.tone}>
          {verdict.words}
        </p>
      )}
      <div className={styles.scroll}>
        <table className={`${table.figures} ${layout.slices}`}>
          <caption className="only-spoken">Simple models beside the network</caption>
          <thead>
            <tr>
              <th scope="col">model</th>
              <th scope="col">{classes > 0 ? 'accuracy' : `mean error${unit ? `, ${unit}` : ''}`}</th>
              <th scope="col">95 %</th>
              {network && <th scope="col">network ahead by</th>}
              <th scope="col">learnt in</th>
            </tr>
          </thead>
          <tbody>
            {network && (
              <tr>
                <th scope="row">This network</th>
                <td>{figure(network.score, classes)}</td>
                <td>{between(network, classes)}</td>
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
        {learnt < of
          ? `Learnt from ${count(learnt)} of ${count(of)} training rows, drawn by seed; judged on ${count(judged)}.`
          : `Learnt from all ${count(of)} training rows; judged on ${count(judged)}.`}
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

function Row({ score, report: { classes, network }, unit, best }: RowProps) {
  const { title, behind, seconds } = score
  return (
    <tr>
      <th scope="row">
        {title}
        {best && <em className={layout.best}>best</em>}
      </th>
      <td>{figure(score.score, classes)}</td>
      <td>{between(score, classes)}</td>
      {network && <td>{behind ? signed(behind.mean, behind.half, classes, unit) : ''}</td>}
      <td>{seconds < 0.1 ? 'under 0.1 s' : `${seconds.toFixed(1)} s`}</td>
    </tr>
  )
}

function signed(mean: number, half: number, classes: number, unit: string | undefined): string {
  return `${mean < 0 ? '−' : ''}${apartWords(Math.abs(mean), half, classes > 0, unit)}`
}

function between({ low, high }: Pick<BaselineScore, 'low' | 'high'>, classes: number): string {
  return `${figure(low, classes)}–${figure(high, classes)}`
}

function figure(value: number, classes: number): string {
  return classes > 0 ? rate(value) : significant(value)
}

/** The column predicted. */
function targetOf({ data, project }: Parameters<typeof simpleModelsKey>[0]) {
  if (data.tag !== 'ready') return undefined
  const name = project.plan.target ?? data.schema.target
  return data.schema.columns.find((column) => column.name === name)
}
