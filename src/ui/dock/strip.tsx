/** @file Strip: the dock in 36 px: a spark of the loss, the newest numbers, the worst class and the speed. */
import type { HeadEvaluation } from '../../metrics/evaluation'
import { percent, rate, significant } from '../../messages/format'
import { speedWords } from '../charts/figures'
import { worst } from '../charts/rank'
import { useHeads } from '../charts/use-evaluation'
import { useOtherSet } from '../charts/use-other-split'
import { useShownRun } from '../charts/use-shown-run'
import { useSelect } from '../studio-context'
import { Sparkline } from './sparkline'
import styles from './dock.module.css'

/** The numbers of the run on show in one line. */
export function Strip() {
  const shown = useShownRun()
  const loss = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.loss))
  const speed = useSelect(({ run }) => (run.tag === 'training' ? run.stepsPerSecond : undefined))
  const head = useHeads()[0]
  const other = useOtherSet()
  if (!shown) return null
  const last = shown.history.at(-1)
  const low = head?.evaluation.kind === 'classes' ? worst(head.evaluation.perClass) : undefined
  return (
    <div className={styles.numbersLine}>
      {other !== undefined && <em className={styles.other}>of {other}</em>}
      <span>loss</span>
      <Sparkline history={shown.history} />
      <b>{significant(loss ?? last?.loss)}</b>
      {last?.validationLoss !== undefined && (
        <>
          <span>validation</span>
          <b>{significant(last.validationLoss)}</b>
        </>
      )}
      {low && (
        <>
          <span>worst class</span>
          <b>
            {low.label}, F1 {rate(low.f1)}
          </b>
        </>
      )}
      {head?.evaluation.kind === 'number' && (
        <>
          <span>MAE</span>
          <b>
            {significant(head.evaluation.mae)}
            {head.unit ? ` ${head.unit}` : ''}
          </b>
          <span>R²</span>
          <b>{significant(head.evaluation.r2)}</b>
        </>
      )}
      {head?.evaluation.kind === 'image' && <ImageNumbers evaluation={head.evaluation} />}
      {head?.evaluation.kind === 'sequence' && (
        <>
          <span>texts right</span>
          <b>{percent(head.evaluation.sequenceAccuracy)}</b>
        </>
      )}
      {speed !== undefined && speed > 0 && <span className={styles.speed}>{speedWords(speed)}</span>}
    </div>
  )
}

function ImageNumbers({ evaluation }: { readonly evaluation: Extract<HeadEvaluation, { kind: 'image' }> }) {
  const { mask, mae } = evaluation
  return (
    <>
      <span>{mask ? 'IoU' : 'MAE'}</span>
      <b>{mask ? percent(mask.iou) : `${significant(mae)} of 255`}</b>
    </>
  )
}
