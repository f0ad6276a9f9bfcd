/** @file PredictionFace: the prediction for the current trial input with the newest weights. */
import { lazy, Suspense } from 'react'
import { networkText } from '../../../messages/en/network'
import { number, percent } from '../../../messages/format'
import { formatMessage } from '../../../messages/message'
import type { DrawnNode } from '../../../graph/drawing'
import type { HeadAnswer } from '../../../studio/state'
import { isOfOtherTarget } from '../../charts/use-shown-run'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'

const text = networkText.prediction

/** Maximum number of classes that fit on the node. */
const MAX_CLASSES = 3

const ImagePrediction = lazy(() => import('./image-prediction'))

/** Renders the face of an output node. */
export function PredictionFace({ node }: { readonly node: DrawnNode }) {
  const head = useSelect((state) =>
    state.answer && Object.hasOwn(state.answer.outputs, node.label) ? state.answer.outputs[node.label] : undefined,
  )
  const by = useSelect((state) => state.answer?.by)
  const isOutdated = useSelect((state) => isOfOtherTarget(state, node))
  if (isOutdated) return <p className={`${kit.caption} ${styles.hint}`}>{text.untrained}</p>
  if (!head) return <Waiting />
  return (
    <div className={styles.answer} aria-live="off">
      <OutputPrediction head={head} />
      <p className={`${kit.caption} ${styles.by}`}>
        {text.from({ by: by ?? '', ...(head.kind === 'classes' ? topOf(head.probabilities) : {}) })}
      </p>
    </div>
  )
}

/** How many of the classes the node shows, if it does not show all. */
function topOf(probabilities: Readonly<Record<string, number>>) {
  const { length: classes } = Object.keys(probabilities)
  return classes > MAX_CLASSES ? { top: MAX_CLASSES, classes } : {}
}

function OutputPrediction({ head }: { readonly head: HeadAnswer }) {
  switch (head.kind) {
    case 'number':
      return (
        <p className={styles.number}>
          {number(head.value, 4)}
          {head.unit && <span className={kit.caption}> {head.unit}</span>}
        </p>
      )
    case 'classes': {
      const top = Object.entries(head.probabilities)
        .sort((a, b) => b[1] - a[1])
        .slice(0, MAX_CLASSES)
      return (
        <ol className={`${kit.small} ${styles.bars}`}>
          {top.map(([label, share]) => (
            <li key={label} className={styles.bar} title={text.probability({ label, probability: percent(share) })}>
              <span className={kit.ellipsis} translate="no">
                {label}
              </span>
              <span data-part="bar">
                <span className={styles.fill} style={{ width: `${Math.max(share * 100, 1)}%` }} />
              </span>
              <span className={styles.value}>{percent(share)}</span>
            </li>
          ))}
        </ol>
      )
    }
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
