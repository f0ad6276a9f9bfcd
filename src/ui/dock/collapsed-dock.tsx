/**
 * @file CollapsedDock: the dock collapsed to 36 px, with a sparkline of the loss, the newest metrics, the worst class
 * and the speed.
 */
import { dockText as text } from '../../messages/en/build/dock'
import type { HeadEvaluation } from '../../metrics/evaluation'
import { significant } from '../../messages/format'
import { speedText } from '../charts/speed-text'
import { worstClass } from '../charts/class-order'
import { useHeads } from '../charts/use-evaluation'
import { useOtherDataset } from '../charts/use-other-dataset'
import { useShownRun } from '../charts/use-shown-run'
import { useSelect } from '../studio-context'
import { Sparkline } from './sparkline'
import styles from './dock.module.css'

/** Shows the metrics of the current run in one line. */
export function CollapsedDock() {
  const shown = useShownRun()
  const loss = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.loss))
  const speed = useSelect(({ run }) => (run.tag === 'training' ? run.stepsPerSecond : undefined))
  const head = useHeads()[0]
  const other = useOtherDataset()
  if (!shown) return null
  const last = shown.history.at(-1)
  const lowestScore = head?.evaluation.kind === 'classes' ? worstClass(head.evaluation.perClass) : undefined
  return (
    <div className={styles.numbersLine}>
      {other !== undefined && <em className={styles.other}>{text.on({ dataset: other })}</em>}
      <span>{text.line.loss}</span>
      <Sparkline history={shown.history} />
      <b>{significant(loss ?? last?.loss)}</b>
      {last?.validationLoss !== undefined && (
        <>
          <span>{text.line.validation}</span>
          <b>{significant(last.validationLoss)}</b>
        </>
      )}
      {lowestScore && (
        <>
          <span>{text.line.worstClass}</span>
          <b>{text.line.classScore(lowestScore)}</b>
        </>
      )}
      {head?.evaluation.kind === 'number' && (
        <>
          <span>{text.line.mae}</span>
          <b>{text.line.value({ value: head.evaluation.mae, unit: head.unit })}</b>
          <span>{text.line.r2}</span>
          <b>{significant(head.evaluation.r2)}</b>
        </>
      )}
      {head?.evaluation.kind === 'image' && <ImageNumbers evaluation={head.evaluation} />}
      {head?.evaluation.kind === 'sequence' && (
        <>
          <span>{text.line.correctTexts}</span>
          <b>{text.line.share({ share: head.evaluation.sequenceAccuracy })}</b>
        </>
      )}
      {speed !== undefined && speed > 0 && <span className={styles.speed}>{speedText(speed)}</span>}
    </div>
  )
}

function ImageNumbers({ evaluation }: { readonly evaluation: Extract<HeadEvaluation, { kind: 'image' }> }) {
  const { mask, mae } = evaluation
  return (
    <>
      <span>{mask ? text.line.iou : text.line.mae}</span>
      <b>{mask ? text.line.share({ share: mask.iou }) : text.line.ofPixelRange({ value: mae })}</b>
    </>
  )
}
