/** @file Curve part: "Enough yet?": what more rows would bring, by a learning curve that is learnt when it is asked for, wherever that is. */
import { lazy, Suspense } from 'react'
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { CurveReport } from '../../../../data/learning-curve'
import { curveHere } from '../../../../studio/curve-key'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useRun, useSelect, useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './curve.module.css'
import { aboutWords, needWords, verdictOf } from './curve-words'

const CurveChart = lazy(() => import('./curve-chart'))

interface CurvePartProps {
  /** The question, as it is asked where this stands. */
  readonly title?: string
}

/** Of the set in use; nothing where no class and no number is told. */
export default function CurvePart({ title = 'Enough yet?' }: CurvePartProps) {
  const run = useRun()
  const studio = useStudio()
  const looking = useSelect((state) => curveHere(state, state.analysis.curve)?.curve ?? null)
  const before = useSelect((state) => curveHere(state, state.analysis.curve)?.before ?? false)
  const target = useSelect(({ data, project }) =>
    data.tag === 'ready'
      ? data.schema.columns[columnIndex(data.schema, project.plan.target ?? data.schema.target)]
      : undefined,
  )
  const pictures = useSelect(({ data }) => data.tag === 'ready' && data.schema.kind === 'images')
  if (target?.type !== 'category' && target?.type !== 'number') return null
  const shown = looking?.tag === 'looking' || looking?.tag === 'found' || !before ? looking : null
  // Told where it stands; a notice on top would say it twice.
  const ask = () => void studio.run('data.learningCurve').catch(() => undefined)
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.title}>
        <h3>{title}</h3>
        <span>what more {pictures ? 'samples' : 'rows'} would bring, by learning from fewer</span>
      </div>
      {shown?.tag === 'looking' && (
        <div className={layout.ask}>
          <Progress label="Learning curve" share={shown.done} words="learning from growing shares of the rows" />
          <Button onClick={() => run('data.learningCurve', { cancel: true })}>Cancel</Button>
        </div>
      )}
      {before && shown?.tag === 'found' && (
        <p className={layout.soft}>Rows or network are others since: this was learnt with those of before.</p>
      )}
      {shown?.tag === 'found' && (
        <Found
          report={shown.found}
          noun={pictures ? 'sample' : 'row'}
          unit={target.type === 'number' ? target.unit : undefined}
        />
      )}
      {shown?.tag === 'failed' && <p role="alert">{shown.why}</p>}
      {shown?.tag === 'stopped' && <p className={layout.soft}>Cancelled.</p>}
      {shown?.tag !== 'looking' && (
        <div className={layout.ask}>
          <Button size={shown ? 'small' : 'medium'} onClick={ask}>
            {shown ? 'Ask again' : 'Draw the learning curve'}
          </Button>
        </div>
      )}
    </section>
  )
}

interface FoundProps {
  readonly report: CurveReport
  readonly noun: string
  readonly unit: string | undefined
}

function Found({ report, noun, unit }: FoundProps) {
  const verdict = verdictOf(report, noun, unit)
  const need = needWords(report)
  return (
    <>
      <p className={layout.verdict} data-tone={verdict.tone} role="status">
        {verdict.words}
      </p>
      {need && <p className={layout.soft}>{need}</p>}
      <Suspense fallback={<div className={layout.chart} />}>
        <CurveChart curve={report.curve} label={`Learning curve: ${verdict.words}`} unit={unit} />
      </Suspense>
      <p className={layout.soft}>
        {aboutWords(report)} In the band lie 95 of 100 such curves with seeds and judged rows drawn again.
      </p>
    </>
  )
}
