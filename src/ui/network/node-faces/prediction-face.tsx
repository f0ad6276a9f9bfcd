/** @file PredictionFace: the prediction for the current trial input with the newest weights. */
import { lazy, Suspense } from 'react'
import { networkText } from '../../../messages/en/network'
import { number, percent } from '../../../messages/format'
import { formatMessage } from '../../../messages/message'
import type { DrawnNode } from '../../../graph/drawing'
import type { HeadAnswer } from '../../../studio/state'
import { isBeforeChange, isOfOtherTarget } from '../../charts/use-shown-run'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'

const text = networkText.prediction

const ClassBars = lazy(() => import('./class-bars'))
const ImagePrediction = lazy(() => import('./image-prediction'))

/** Renders the face of an output node. */
export function PredictionFace({ node, grow = 1 }: { readonly node: DrawnNode; readonly grow?: number }) {
  const head = useSelect((state) =>
    state.answer && Object.hasOwn(state.answer.outputs, node.label) ? state.answer.outputs[node.label] : undefined,
  )
  const by = useSelect((state) => state.answer?.by)
  const isOld = useSelect(isBeforeChange)
  const isOutdated = useSelect((state) => isOfOtherTarget(state, node))
  if (isOutdated) return <p className={`${kit.caption} ${styles.hint}`}>{text.untrained}</p>
  if (!head) return <Waiting />
  return (
    <div className={styles.answer} aria-live="off" data-old={isOld || undefined}>
      {head.kind === 'classes' ? (
        <Suspense fallback={null}>
          <ClassBars
            node={node.id}
            probabilities={head.probabilities}
            by={by ?? ''}
            isBeforeChange={isOld}
            grow={grow}
          />
        </Suspense>
      ) : (
        <>
          <OutputPrediction head={head} />
          <p className={`${kit.caption} ${styles.by}`}>{text.from({ by: by ?? '', isBeforeChange: isOld })}</p>
        </>
      )}
    </div>
  )
}

function OutputPrediction({ head }: { readonly head: Exclude<HeadAnswer, { kind: 'classes' }> }) {
  switch (head.kind) {
    case 'number':
      return (
        <p className={styles.number}>
          {number(head.value, 4)}
          {head.unit && <span className={kit.caption}> {head.unit}</span>}
          {head.range && <span className={kit.caption}> {text.range(head.range)}</span>}
        </p>
      )
    case 'sequence':
      return (
        <p
          className={styles.number}
          title={text.probability({ label: head.text, probability: percent(head.probability) })}
        >
          {head.text || text.noText}
          <span className={kit.caption}> {percent(head.probability)}</span>
        </p>
      )
    case 'image':
      return (
        <Suspense fallback={null}>
          <ImagePrediction head={head} />
        </Suspense>
      )
    default:
      return head satisfies never
  }
}

function Waiting() {
  const tag = useSelect((state) => state.run.tag)
  const why = useSelect((state) => (state.run.tag === 'failed' ? formatMessage(state.run.reason) : ''))
  switch (tag) {
    case 'idle':
      return <p className={`${kit.caption} ${styles.hint}`}>{text.untrained}</p>
    case 'preparing':
      return <p className={`${kit.caption} ${styles.hint}`}>{text.preparing}</p>
    case 'failed':
      return <p className={`${kit.caption} ${styles.hint}`}>{why}</p>
    case 'training':
    case 'paused':
    case 'done':
      return <p className={`${kit.caption} ${styles.hint}`}>{text.noInput}</p>
    default:
      return tag satisfies never
  }
}
