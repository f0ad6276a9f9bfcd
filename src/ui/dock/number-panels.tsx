/** @file Number panels: for a predicted number, the errors in its own unit and predicted against actual. */
import { lazy, Suspense } from 'react'
import { significant } from '../../messages/format'
import { useSelect } from '../studio-context'
import { Panel, Waiting } from './panel'
import type { HeadPanelProps } from './scores-panel'
import styles from './dock.module.css'

const PredictedActual = lazy(() => import('../charts/predicted-actual'))

/** MAE, RMSE and R² with what each means. */
export function NumbersPanel({ head, choice }: HeadPanelProps) {
  const split = useSelect((state) => state.metrics?.split)
  const rows = useSelect((state) => state.metrics?.rows ?? 0)
  if (head?.evaluation.kind !== 'number') {
    return (
      <Panel title="Errors">
        <Waiting>
          <p>How far its numbers are off, after the first epoch.</p>
        </Waiting>
      </Panel>
    )
  }
  const { mae, rmse, r2 } = head.evaluation
  const unit = head.unit ? ` ${head.unit}` : ''
  return (
    <Panel title="Errors" words={`${split}, ${rows.toLocaleString('en-US')} rows`}>
      {choice}
      <dl className={styles.numbers}>
        <dt>MAE</dt>
        <dd>
          <b>{significant(mae)}</b>
          {unit} <span>off on average</span>
        </dd>
        <dt>RMSE</dt>
        <dd>
          <b>{significant(rmse)}</b>
          {unit} <span>large errors count more</span>
        </dd>
        <dt>R²</dt>
        <dd>
          <b>{significant(r2)}</b> <span>of the spread explained; 1 is all</span>
        </dd>
      </dl>
    </Panel>
  )
}

/** Each held-out row a point. */
export function ScatterPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  if (head?.evaluation.kind !== 'number') {
    return (
      <Panel title="Predicted against actual">
        <Waiting>
          <p>On the line a prediction is exact.</p>
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title="Predicted against actual" words={`${head.evaluation.pairs.length} rows`}>
      <Suspense fallback={null}>
        <PredictedActual head={head.evaluation} unit={head.unit} />
      </Suspense>
    </Panel>
  )
}
