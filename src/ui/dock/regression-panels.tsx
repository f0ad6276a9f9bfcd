/** @file Dock panels for predicted numbers: errors in the target's units, and predicted vs. actual values. */
import { lazy, Suspense } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { significant } from '../../messages/format'
import { useSelect } from '../studio-context'
import { evaluatedText, Panel, Placeholder } from './panel'
import type { HeadPanelProps } from './scores-panel'
import styles from './dock.module.css'

const PredictedActual = lazy(() => import('../charts/predicted-actual'))

/** MAE, RMSE and R², each with an explanation. */
export function NumbersPanel({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'number') {
    return (
      <Panel title={text.errors.title}>
        <Placeholder>
          <p>{text.errors.waiting}</p>
        </Placeholder>
      </Panel>
    )
  }
  const { mae, rmse, r2 } = head.evaluation
  const unit = head.unit ? ` ${head.unit}` : ''
  return (
    <Panel title={text.errors.title} detail={evaluated}>
      {choice}
      <dl className={styles.numbers}>
        <dt>{text.errors.mae}</dt>
        <dd>
          <b>{significant(mae)}</b>
          {unit} <span>{text.errors.maeAbout}</span>
        </dd>
        <dt>{text.errors.rmse}</dt>
        <dd>
          <b>{significant(rmse)}</b>
          {unit} <span>{text.errors.rmseAbout}</span>
        </dd>
        <dt>{text.errors.r2}</dt>
        <dd>
          <b>{significant(r2)}</b> <span>{text.errors.r2About}</span>
        </dd>
      </dl>
    </Panel>
  )
}

/** Predicted vs. actual values, with one point per held-out example. */
export function ScatterPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  if (head?.evaluation.kind !== 'number') {
    return (
      <Panel title={text.scatter.title}>
        <Placeholder>
          <p>{text.scatter.waiting}</p>
        </Placeholder>
      </Panel>
    )
  }
  return (
    <Panel title={text.scatter.title} detail={text.scatter.examples({ n: head.evaluation.pairs.length })}>
      <Suspense fallback={null}>
        <PredictedActual head={head.evaluation} unit={head.unit} />
      </Suspense>
    </Panel>
  )
}
