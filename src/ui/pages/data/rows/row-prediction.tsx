/** @file RowPrediction: the prediction for a row with the newest weights. */
import { useState } from 'react'
import type { Dataset } from '../../../../data/dataset'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { percent, significant } from '../../../../messages/format'
import type { Answer, HeadAnswer } from '../../../../studio/state'
import { isSealed } from '../../../../studio/data/test-set-views'
import { PixelImage } from '../../../charts/pixel-image'
import { useOnChange } from '../../../kit/use-on-change'
import { useSelect, useStudio } from '../../../studio-context'
import styles from './side-panel.module.css'

export interface RowPredictionProps {
  readonly dataset: Dataset
  readonly row: number
}

/** Updates for each row and whenever the run progresses; renders nothing if no model can make a prediction. */
export function RowPrediction({ dataset, row }: RowPredictionProps) {
  const studio = useStudio()
  const run = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  const sealed = useSelect(
    (state) => isSealed(state) && state.data.tag === 'ready' && state.data.split.test.includes(row),
  )
  const [prediction, setPrediction] = useState<{
    readonly of: Dataset
    readonly row: number
    readonly answer: Answer
  }>()
  // Another state of the run has other weights.
  useOnChange([studio, dataset, row, run, sealed], () => {
    let closed = false
    if (sealed || !studio.offer('data.answer')?.enabled) return
    studio.run('data.answer', { row }).then(
      (answer) => {
        if (!closed) setPrediction({ of: dataset, row, answer: answer as Answer })
      },
      // Ignore the error: a model that uses other columns has no prediction for this row, so nothing is shown.
      () => undefined,
    )
    return () => {
      closed = true
    }
  })
  if (sealed) {
    return (
      <section aria-label={text.record.prediction}>
        <h4 className={styles.title}>{text.record.prediction}</h4>
        <p className={styles.missing}>{text.record.locked}</p>
      </section>
    )
  }
  if (prediction?.of !== dataset || prediction.row !== row) return null
  return (
    <section aria-label={text.record.prediction}>
      <h4 className={styles.title}>{text.record.prediction}</h4>
      <p className={styles.missing}>{prediction.answer.by}</p>
      {Object.entries(prediction.answer.outputs).map(([label, head]) => (
        <div key={label}>
          <b translate="no">{label}</b>
          <HeadSays head={head} />
        </div>
      ))}
    </section>
  )
}

const MAX_CLASSES = 4

function HeadSays({ head }: { readonly head: HeadAnswer }) {
  switch (head.kind) {
    case 'number':
      return (
        <span>
          {significant(head.value)} {head.unit}
        </span>
      )
    case 'sequence':
      return (
        <span>
          <q translate="no">{head.text}</q> {percent(head.probability)}
        </span>
      )
    case 'image':
      return <PixelImage pixels={head.pixels} shape={head.shape} side={120} label={text.record.predictedImage} />
    case 'classes':
      return (
        <ol className={styles.classes}>
          {Object.entries(head.probabilities)
            .sort((a, b) => b[1] - a[1])
            .slice(0, MAX_CLASSES)
            .map(([name, probability]) => (
              <li key={name}>
                <span translate="no">{name}</span>
                <i style={{ width: `${probability * 100}%` }} />
                <span>{percent(probability)}</span>
              </li>
            ))}
        </ol>
      )
    default:
      return head satisfies never
  }
}
