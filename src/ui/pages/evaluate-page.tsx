/** @file Evaluate page: performance on held-out data, with metrics, mistakes and the examples behind them. */
import { lazy, Suspense, useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { pagesText } from '../../messages/en/shell/pages'
import { useHeads } from '../charts/use-evaluation'
import { useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Segmented } from '../kit/segmented'
import { isSealed } from '../../studio/data/test-set-views'
import { useSelect } from '../studio-context'
import { EmptyPage } from './empty-page'
import { ClassesView } from './evaluate/classification-view'
import { ImageView } from './evaluate/image-view'
import { NumberView } from './evaluate/regression-view'
import { SealedTest } from './evaluate/sealed-test'
import { SplitChoice, useEvaluate } from './evaluate/split-choice'
import { Summary } from './evaluate/main-metric'
import styles from './pages.module.css'

const { evaluate: text } = pageText

const SimplePart = lazy(() => import('./evaluate/simple-models-section'))
const TextView = lazy(() => import('./evaluate/text-view'))
const SlicesPart = lazy(() => import('./evaluate/slices-section'))
const CurvePart = lazy(() => import('./data/learning-curve/curve-section'))

export default function EvaluatePage() {
  const run = useShownRun()
  const heads = useHeads()
  const [label, setLabel] = useState<string>()
  const [chosen, setAtSeal] = useState(false)
  const atSeal = useSelect(isSealed) && chosen
  const [, evaluate] = useEvaluate()
  const head = heads.find((one) => one.evaluation.label === label) ?? heads[0]
  if (!run && !head) {
    return (
      <div className={styles.page}>
        <EmptyPage title={pagesText.titles.evaluate} about={text.about}>
          <TrainButton />
        </EmptyPage>
      </div>
    )
  }
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h2>{pagesText.titles.evaluate}</h2>
        <SplitChoice atSeal={atSeal} onSeal={setAtSeal} />
        {heads.length > 1 && head && (
          <Segmented
            label={text.output}
            layout="bare"
            value={head.evaluation.label}
            options={heads.map(({ evaluation }) => ({ value: evaluation.label, title: evaluation.label }))}
            onChange={setLabel}
          />
        )}
        {head && !atSeal && <Summary head={head} />}
      </header>
      {atSeal ? (
        <SealedTest onOpen={() => void evaluate('test').then(() => setAtSeal(false))} />
      ) : (
        <div className={styles.stack}>
          {!head && <p className={styles.soft}>{text.chooseSet}</p>}
          {head?.evaluation.kind === 'classes' && (
            <ClassesView key={head.evaluation.label} head={head} evaluation={head.evaluation} />
          )}
          {head?.evaluation.kind === 'number' && <NumberView head={head} evaluation={head.evaluation} />}
          {head?.evaluation.kind === 'image' && <ImageView head={head} evaluation={head.evaluation} />}
          {head?.evaluation.kind === 'sequence' && (
            <Suspense fallback={null}>
              <TextView head={head} evaluation={head.evaluation} />
            </Suspense>
          )}
          {head && (
            <Suspense fallback={null}>
              <SlicesPart unit={head.unit} output={head.evaluation.label} />
              <SimplePart />
              <CurvePart title={text.moreData} />
            </Suspense>
          )}
        </div>
      )}
    </div>
  )
}
