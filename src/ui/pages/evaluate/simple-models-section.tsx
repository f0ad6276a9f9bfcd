/**
 * @file "Do I need a network?": simple models trained on the same data, compared with the network on the validation
 * set.
 */
import { useEffect } from 'react'
import { simpleModelsText as text } from '../../../messages/en/evaluate/simple-models'
import { metricById, rowMetric } from '../../../metrics/catalog'
import type { Metric } from '../../../metrics/define-metric'
import { formatMetric } from '../../../metrics/format-metric'
import type { ShownHead } from '../../charts/use-evaluation'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'
import { comparedColumn, simpleModelsKey } from '../../../studio/data/analysis-worker'
import { type SeenRows, seenRows } from '../../../studio/models/evaluated-split'
import type { AppState } from '../../../studio/state'
import { hasDecisions, runInUse } from '../../../studio/training/weights-in-use'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './evaluate.module.css'
import { DataTable } from '../../kit/data-table'

/**
 * Trains the simple models as soon as no run is in progress. If the network predicts neither a class nor a number, it
 * says that there is nothing to compare; if there is no such column at all, it renders nothing.
 */
export default function SimpleSection({ head }: { readonly head?: ShownHead }) {
  const studio = useStudio()
  const run = useRunCommand()
  const isOneOfSeveral = useSelect((state) => (state.metrics?.heads.length ?? 0) > 1)
  const column = isOneOfSeveral ? head?.target : undefined
  const job = useSelect((state) => state.analysis.baselines)
  const key = useSelect((state) => simpleModelsKey(state, column))
  const isRunning = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const target = useSelect((state) => targetOf(state, column))
  const seen = useSelect(seenRows)
  const hasScores = target?.type === 'category' || target?.type === 'number'
  const current = job && job.key === key ? job : undefined
  const isNeeded = hasScores && !isRunning && key !== undefined && current === undefined
  useEffect(() => {
    // The section shows why no comparison is possible; the user did not ask for it, so there is no notice.
    if (isNeeded) studio.run('run.baselines', { column }).catch(() => {})
  }, [isNeeded, studio, column])
  if (!target) return null
  if (!hasScores) {
    return (
      <Section title={text.title}>
        <p className={kit.soft}>{text.otherTask({ column: target.name })}</p>
      </Section>
    )
  }
  const unit = target.type === 'number' ? target.unit : undefined
  const isSameData = seen === 'sets' || seen === 'some'
  const about = column === undefined ? text.about : text.aboutColumn({ column })
  const aboutCurrent = column === undefined ? text.aboutCurrent : text.aboutCurrentColumn({ column })
  return (
    <Section title={text.title} about={isSameData ? about : aboutCurrent}>
      {isRunning && <p className={kit.soft}>{text.waiting}</p>}
      {!isRunning && current?.tag === 'looking' && (
        <Progress label={text.progress} share={current.done} text={text.training} />
      )}
      {!isRunning && current?.tag === 'found' && <Scores report={current.found} unit={unit} seen={seen} />}
      {!isRunning && (current?.tag === 'failed' || current?.tag === 'stopped') && (
        <p className={kit.soft}>
          {current.tag === 'failed' ? current.why : text.stopped}{' '}
          <Button size="small" onClick={() => run('run.baselines', { column })}>
            {text.retry}
          </Button>
        </p>
      )}
    </Section>
  )
}

/** A simple model, or the network, which has no lead over itself. */
type ScoreRow = Pick<BaselineScore, 'title' | 'score' | 'low' | 'high'> &
  Partial<Pick<BaselineScore, 'behind' | 'seconds'>>

interface ScoresProps {
  readonly report: BaselineReport
  readonly unit: string | undefined
  readonly seen: SeenRows
}

/** Why the network and the simple models cannot be compared: they were not trained on the same rows. */
const NO_VERDICT = {
  some: text.verdict.mayBeSeen,
  none: text.verdict.otherData,
  edited: text.verdict.edited,
} as const satisfies { [K in Exclude<SeenRows, 'sets'>]: string }

function Scores({ report, unit, seen }: ScoresProps) {
  const { network, scores, trainedOn, trainingRows: all, evaluatedOn: examples, withoutWindow, isBalanced } = report
  const isDecided = useSelect((state) => hasDecisions(runInUse(state)?.decisions))
  const groups = useSelect((state) => runInUse(state)?.content.plan.balance?.groups)
  if (scores.length === 0)
    return (
      <p className={kit.soft}>
        {withoutWindow > 0 && examples === 0 ? text.noFullWindow({ rows: withoutWindow }) : text.noValidation}
      </p>
    )
  const verdict =
    seen === 'sets' ? verdictOf(report, { unit, groups }) : network && { tone: 'info', text: NO_VERDICT[seen] }
  const metric = metricOf(report)
  const { title } = metric.text
  const best: readonly ScoreRow[] = bestModels(report)
  const rows: readonly ScoreRow[] = [...(network ? [{ title: text.table.network, ...network }] : []), ...scores]
  return (
    <>
      {verdict && (
        <p className={`${kit.apart} ${kit.strong} ${layout.verdict}`} data-tone={verdict.tone}>
          {verdict.text}
        </p>
      )}
      <DataTable
        look="figures"
        className={layout.slices}
        caption={<span className="only-spoken">{text.table.caption}</span>}
        rows={rows}
        rowKey={(one) => one.title}
        columns={[
          {
            head: text.table.model,
            heading: true,
            cell: (one) => (
              <>
                {one.title}
                {best.includes(one) && <em className={`${kit.caption} ${layout.best}`}>{text.table.best}</em>}
              </>
            ),
          },
          {
            head: metric.kind === 'error' && unit ? text.table.metricIn({ metric: title, unit }) : title,
            cell: ({ score }) => formatMetric(metric, score),
          },
          {
            head: text.table.interval,
            about: text.table.intervalTip,
            cell: ({ low, high }) =>
              text.table.between({ low: formatMetric(metric, low), high: formatMetric(metric, high) }),
          },
          ...(network
            ? [
                {
                  head: text.table.lead,
                  cell: ({ behind }: ScoreRow) =>
                    behind && text.table.by({ ...behind, isShare: metric.kind === 'share', unit }),
                },
              ]
            : []),
          { head: text.table.time, cell: ({ seconds }) => seconds !== undefined && text.table.took({ seconds }) },
        ]}
      />
      <p className={kit.soft}>
        {trainedOn < all
          ? text.trainedOnSome({ used: trainedOn, all, examples })
          : text.trainedOnAll({ all, examples })}
        {withoutWindow > 0 && ` ${text.withoutWindow({ rows: withoutWindow })}`}
        {isBalanced && ` ${text.balanced}`}
        {network && isDecided && ` ${text.undecided}`}
      </p>
    </>
  )
}

/** Finds the column that the models are compared on. */
function targetOf({ data, project, report }: AppState, column?: string) {
  if (data.tag !== 'ready') return undefined
  const outputs = report.binding.outputs.map(({ task }) => task)
  const name = comparedColumn(outputs, column ?? project.plan.target ?? data.schema.target)
  return data.schema.columns.find((one) => one.name === name)
}

/** The best simple models: those with the highest accuracy or the lowest error, several if they tie. */
export function bestModels(
  report: Pick<BaselineReport, 'scores' | 'classes' | 'isBalanced'>,
): readonly BaselineScore[] {
  const scores = report.scores.map(({ score }) => score)
  const best = metricOf(report).better === 'higher' ? Math.max(...scores) : Math.min(...scores)
  return report.scores.filter(({ score }) => score === best)
}

/** The metric to compare: accuracy, or balanced accuracy, for class targets; mean error for number targets. */
function metricOf({ classes, isBalanced }: Pick<BaselineReport, 'classes' | 'isBalanced'>): Metric {
  return isBalanced ? metricById('balancedAccuracy') : rowMetric(classes > 0 ? 'classes' : 'number')
}

/**
 * Compares the network with the best simple model; undefined if no network was evaluated. `groups` is the column whose
 * groups the network balances and the simple models do not.
 */
export function verdictOf(
  report: BaselineReport,
  { unit, groups }: { readonly unit?: string | undefined; readonly groups?: string | undefined } = {},
): { readonly tone: 'good' | 'bad' | 'info'; readonly text: string } | undefined {
  const [best] = bestModels(report)
  if (!best?.behind) return undefined
  const { mean, half } = best.behind
  const name = text.names[best.id][report.classes > 0 ? 'classes' : 'numbers']
  const compared = { name, mean: Math.abs(mean), half, isShare: metricOf(report).kind === 'share', unit }
  const columns = report.reduced
  if (mean - half > 0 && columns.length > 0)
    return { tone: 'info', text: text.verdict.networkReadsMore({ ...compared, columns }) }
  if (mean - half > 0) return { tone: 'good', text: text.verdict.networkBetter(compared) }
  if (mean + half < 0 && groups !== undefined)
    return { tone: 'info', text: text.verdict.simpleBetterOfBalanced({ ...compared, groups }) }
  if (mean + half < 0) return { tone: 'bad', text: text.verdict.simpleBetter(compared) }
  const chance = { ...compared, examples: report.evaluatedOn }
  if (mean === 0) return { tone: 'info', text: text.verdict.simpleLevel(chance) }
  return { tone: 'info', text: mean < 0 ? text.verdict.simpleAhead(chance) : text.verdict.simpleBehind(chance) }
}
