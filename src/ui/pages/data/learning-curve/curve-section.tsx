/** @file Curve section: shows whether more data would help, based on a learning curve that is computed on request. */
import { lazy, Suspense } from 'react'
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { CurveReport } from '../../../../data/learning-curve'
import { currentCurve } from '../../../../studio/data/analysis-keys'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './curve.module.css'
import { curveText as text } from '../../../../messages/en/data/curve'
import { evidenceText, needText, verdictOf } from './curve-verdict'

const CurveChart = lazy(() => import('./curve-chart'))

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
    <section className={styles.part} aria-label={title}>
      <div className={styles.title}>
        <h3>{title}</h3>
        <span>{text.about}</span>
      </div>
      {shown?.tag === 'looking' && (
        <div className={layout.ask}>
          <Progress label={text.progress} share={shown.done} text={text.computing} />
          <Button onClick={() => run('data.learningCurve', { cancel: true })}>{text.cancel}</Button>
        </div>
      )}
      {before && shown?.tag === 'found' && <p className={layout.soft}>{text.outdated}</p>}
      {shown?.tag === 'found' && (
        <Found report={shown.found} images={images} unit={target.type === 'number' ? target.unit : undefined} />
      )}
      {shown?.tag === 'failed' && <p role="alert">{shown.why}</p>}
      {shown?.tag === 'stopped' && <p className={layout.soft}>{text.canceled}</p>}
      {shown?.tag !== 'looking' && (
        <div className={layout.ask}>
          <Button size={shown ? 'small' : 'medium'} onClick={compute}>
            {shown ? text.again : text.compute}
          </Button>
        </div>
      )}
    </section>
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
      <p className={layout.verdict} data-tone={verdict.tone} role="status">
        {verdict.text}
      </p>
      {need && <p className={layout.soft}>{need}</p>}
      <Suspense fallback={<div className={layout.chart} />}>
        <CurveChart curve={report.curve} label={text.chart({ verdict: verdict.text })} unit={unit} />
      </Suspense>
      <p className={layout.soft}>{evidenceText(report)}</p>
    </>
  )
}
