/** @file AnswerFace: what the newest weights say of what stands at the input. */
import { lazy, Suspense } from 'react'
import { say } from '../../../messages/message'
import type { DrawnNode } from '../../../graph/drawing'
import type { HeadAnswer } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import styles from './face.module.css'

/** How many classes there is room for. */
const TOP = 3

const PictureAnswer = lazy(() => import('./picture-answer'))

/** The answer of an output node. */
export function AnswerFace({ node }: { readonly node: DrawnNode }) {
  const head = useSelect((state) =>
    state.answer && Object.hasOwn(state.answer.outputs, node.label) ? state.answer.outputs[node.label] : undefined,
  )
  const by = useSelect((state) => state.answer?.by)
  if (!head) return <Waiting />
  return (
    <div className={styles.answer} aria-live="off">
      <HeadOf head={head} />
      <p className={styles.by}>as {by} sees it</p>
    </div>
  )
}

function HeadOf({ head }: { readonly head: HeadAnswer }) {
  switch (head.kind) {
    case 'number':
      return (
        <p className={styles.number}>
          {head.value.toLocaleString('en-US', { maximumSignificantDigits: 4 })}
          {head.unit && <span className={styles.unit}> {head.unit}</span>}
        </p>
      )
    case 'classes': {
      const top = Object.entries(head.probabilities)
        .sort((a, b) => b[1] - a[1])
        .slice(0, TOP)
      return (
        <ol className={styles.bars}>
          {top.map(([label, share]) => (
            <li key={label} className={styles.bar} title={`${label}: ${share.toFixed(4)}`}>
              <span className={styles.column}>{label}</span>
              <span className={styles.track}>
                <span className={styles.fill} style={{ width: `${Math.max(share * 100, 1)}%` }} />
              </span>
              <span className={styles.value}>{share.toFixed(2)}</span>
            </li>
          ))}
        </ol>
      )
    }
    case 'sequence':
      return (
        <p className={styles.number} title={`${head.text}: ${head.probability.toFixed(4)}`}>
          {head.text || '(no text)'}
          <span className={styles.unit}> {head.probability.toFixed(2)}</span>
        </p>
      )
    case 'image':
      return (
        <Suspense fallback={null}>
          <PictureAnswer head={head} />
        </Suspense>
      )
    default:
      return head satisfies never
  }
}

function Waiting() {
  const tag = useSelect((state) => state.run.tag)
  const why = useSelect((state) => (state.run.tag === 'failed' ? say(state.run.said) : ''))
  switch (tag) {
    case 'idle':
      return <p className={styles.hint}>Press Train: the answer comes here.</p>
    case 'preparing':
      return <p className={styles.hint}>The answer comes with the first steps.</p>
    case 'failed':
      return <p className={styles.hint}>{why}</p>
    case 'training':
    case 'paused':
    case 'done':
      return <p className={styles.hint}>Put something at the input, and the answer comes here.</p>
    default:
      return tag satisfies never
  }
}
