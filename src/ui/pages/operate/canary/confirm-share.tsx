/** @file ConfirmShare: the dialog that asks before a traffic share skips gates or is set without a canary. */
import { canaryText } from '../../../../messages/en/operate/canary'
import { type SkippedGate, skippedGates } from '../../../../ops/canary/canary-plan'
import type { CanarySplit } from '../../../../studio/operate/canary/canary-split'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { useRunCommand } from '../../../studio-context'
import styles from './canary.module.css'
import { jumpText, skippedText } from './evidence-text'
import { canStart } from './rollout-modes'
import { StartCanary } from './start-canary'
import type { CanaryView } from './use-canary'

const text = canaryText.ask

/**
 * The gates that a running canary would skip if it moved to this share. Until the canary's log is loaded, nothing is
 * known about the first gate.
 */
export function skippedAt({ kept, canary }: CanaryView, percent: number): readonly SkippedGate[] {
  if (!kept) return []
  const { plan, step } = kept
  const nothing = { at: 0, since: 0, labels: 0, difference: { estimate: 0, low: -1, high: 1 } }
  const known = canary && canary.over === undefined ? canary.reading : nothing
  return skippedGates(plan, { ...known, step, percent: kept.percent }, percent)
}

export interface ConfirmShareProps {
  readonly view: CanaryView
  readonly split: CanarySplit
  readonly percent: number
  readonly onClose: () => void
}

/** Asks whether to start a canary, or whether to skip gates. */
export function ConfirmShare({ view, split, percent, onClose }: ConfirmShareProps) {
  const run = useRunCommand()
  if (!view.kept)
    return (
      <Dialog open title={text.title({ percent })} width="wide" onClose={onClose}>
        {canStart(percent) ? (
          <>
            <p>{text.unwatched}</p>
            <StartCanary model={split.model} last={view.canary} from={percent} onStart={onClose} />
          </>
        ) : (
          <p>{text.allAtOnce}</p>
        )}
      </Dialog>
    )
  const skipped = skippedAt(view, percent)
  const gates = skipped.length
  return (
    <Dialog
      open
      title={text.skipTitle({ gates, percent })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button
            tone="bad"
            onClick={() => {
              run('canary.share', { percent })
              onClose()
            }}
          >
            {text.skip({ gates })}
          </Button>
        </>
      }
    >
      <p>{text.skipped}</p>
      <ul className={styles.missing}>
        {skipped.map((one) => (
          <li key={one.percent}>{skippedText(one)}</li>
        ))}
      </ul>
      <p>{jumpText(percent)}</p>
    </Dialog>
  )
}
