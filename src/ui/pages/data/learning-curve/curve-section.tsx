/** @file Curve section: shows whether more data would help, based on a learning curve that is computed on request. */
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { CurveReport, LearningCurve } from '../../../../data/learning-curve'
import { curveText as text } from '../../../../messages/en/data/curve'
import { count, percent, percentTick, significant } from '../../../../messages/format'
import { currentCurve } from '../../../../studio/data/analysis-worker'
import { Chart } from '../../../charts/chart'
import type { ChartData } from '../../../charts/chart-data'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { Section } from '../../section'
import kit from '../../../kit/kit.module.css'
import layout from './curve.module.css'

interface CurveSectionProps {
  /** The heading of the section. */
  readonly title?: string
}

/** The learning curve of the dataset in use; renders nothing if the target is neither a class nor a number. */
export default function CurveSection({ title = text.title }: CurveSectionProps) {
  const run = useRunCommand()
  const studio = useStudio()
  const analysis = useSelect((state) => currentCurve(state, state.analysis.curve)?.curve ?? null)
  const before = useSelect((state) => currentCurve(state, state.analysis.curve)?.before ?? false)
  const target = useSelect(({ data, project }) =>
    data.tag === 'ready'
      ? data.schema.columns[columnIndex(data.schema, project.plan.target ?? data.schema.target)]
      : undefined,
  )
  const images = useSelect(({ data }) => data.tag === 'ready' && data.schema.kind === 'images')
  if (target?.type !== 'category' && target?.type !== 'number') return null
  const shown = analysis?.tag === 'looking' || analysis?.tag === 'found' || !before ? analysis : null
  // A failure is shown in this section, so no notice repeats it.
  const compute = () => void studio.run('data.learningCurve').catch(() => undefined)
  return (
    <Section title={title} about={text.about}>
      {shown?.tag === 'looking' && (
        <div className={kit.wrapWide}>
          <Progress label={text.progress} share={shown.done} text={text.computing} />
          <Button onClick={() => run('data.learningCurve', { cancel: true })}>{text.cancel}</Button>
        </div>
      )}
      {before && shown?.tag === 'found' && <p className={kit.soft}>{text.outdated}</p>}
      {shown?.tag === 'found' && (
        <Found report={shown.found} images={images} unit={target.type === 'number' ? target.unit : undefined} />
      )}
      {shown?.tag === 'failed' && <p role="alert">{shown.why}</p>}
      {shown?.tag === 'stopped' && <p className={kit.soft}>{text.canceled}</p>}
      {shown?.tag !== 'looking' && (
        <div className={kit.wrapWide}>
          <Button size={shown ? 'small' : 'medium'} onClick={compute}>
            {shown ? text.again : text.compute}
          </Button>
        </div>
      )}
    </Section>
  )
}

interface FoundProps {
  readonly report: CurveReport
  readonly images: boolean
  readonly unit: string | undefined
}

function Found({ report, images, unit }: FoundProps) {
  const verdict = verdictOf(report, images, unit)
  const need = needText(report)
  return (
    <>
      <p className={verdict.tone === 'quiet' ? undefined : kit.strong} role="status">
        {verdict.text}
      </p>
      {need && <p className={kit.soft}>{need}</p>}
      <div className={layout.chart}>
        <Chart
          title={text.chartTitle}
          label={text.chart({ verdict: verdict.text })}
          source={curveData(report.curve, unit)}
        />
      </div>
      <p className={kit.soft}>{evidenceText(report)}</p>
    </>
  )
}

interface Verdict {
  readonly text: string
  readonly tone: 'good' | 'quiet'
}

/**
 * Improvements below these thresholds do not justify more data: in percentage points of accuracy, and as a fraction of
 * the error.
 */
const LITTLE_POINTS = 0.5
const LITTLE_SHARE = 0.02

/** Returns the verdict in one sentence with numbers; `unit` is the unit of a numeric target. */
export function verdictOf({ curve }: CurveReport, images: boolean, unit: string | undefined): Verdict {
  const { more, classes, points } = curve
  const last = points.at(-1)?.error ?? 0
  const little = classes > 0 ? LITTLE_POINTS / 100 : LITTLE_SHARE * last
  const amount = more.high < little ? 'none' : more.gain < little ? 'little' : 'useful'
  const { rows, gain, low, high } = more
  return {
    tone: amount === 'useful' ? 'good' : 'quiet',
    text:
      classes > 0
        ? text.accuracy[amount]({ rows, images, gain, low, high })
        : text.error[amount]({ rows, images, gain, low, high, unit }),
  }
}

/** Names the class that most needs more examples; undefined if no class stands out. */
export function needText({ needs }: CurveReport): string | undefined {
  const [first] = needs
  return !first || first.half - first.all < 0.02 ? undefined : text.need(first)
}

/** States which models were trained on how many rows and evaluated on which set. */
export function evidenceText({ by, curve, trainingRows: of, evaluatedOn: judged }: CurveReport): string {
  const [first] = curve.points
  return text[by === 'network' ? 'network' : 'forest']({
    from: first?.rows ?? 0,
    to: curve.points.at(-1)?.rows ?? 0,
    all: of,
    seeds: first?.seeds.length ?? 1,
    judged,
  })
}

/** Axis padding before the smallest row count, so that its point and whiskers are not clipped. */
const AIR = 0.02

/**
 * The accuracy if the target is a class, or the mean error if it is a number, against the number of training examples:
 * the measured points, and the fitted law with its band, which extrapolates beyond them.
 */
export function curveData({ classes, points, drawn, more }: LearningCurve, unit: string | undefined): ChartData {
  const isAccuracy = classes > 0
  const score = (error: number) => (isAccuracy ? 1 - error : error)
  type Estimate = LearningCurve['points'][number] | LearningCurve['drawn'][number]
  const series = (all: readonly Estimate[]) => {
    const ends = all.map(({ low, high }) => [score(low), score(high)].sort((a, b) => a - b) as [number, number])
    return {
      ...{ x: all.map(({ rows }) => rows), y: all.map(({ error }) => score(error)) },
      ...{ low: ends.map(([low]) => low), high: ends.map(([, high]) => high) },
    }
  }
  const rows = points.map((point) => point.rows)
  const [first, here] = [rows[0] ?? 1, rows.at(-1) ?? 1]
  const last = here + more.rows
  return {
    x: {
      ...{ name: text.axis.rows, log: true, domain: [first ** (1 + AIR) / last ** AIR, last], format: count },
      ticks: () => [...rows, last].map((at) => ({ at, text: count(at) })),
    },
    y: isAccuracy
      ? { name: text.axis.accuracy, limit: 1, format: percent, formatTick: percentTick }
      : { name: text.axis.error, unit, format: significant },
    series: [
      { name: text.axis.law, kind: 'line', look: 'thin', token: 'data-1', ...series(drawn) },
      { name: text.axis.measured, kind: 'points', token: 'data-1', ...series(points) },
    ],
    marks: [{ axis: 'x', at: here, token: 'edge', text: text.axis.here }],
  }
}
