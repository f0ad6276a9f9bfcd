/** @file AskShare: what is asked where the fader was moved past gates, or without a canary. */
import { type CanarySkipped, skippedBy } from '../../../../ops/canary-plan'
import type { CanarySplit } from '../../../../studio/operate/canary-split'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { useRun } from '../../../studio-context'
import { Begin } from './begin'
import styles from './canary.module.css'
import type { CanaryView } from './use-canary'
import { canBegin } from './rollout-modes'
import { jumpWords, skippedWords } from './words'

/** The gates that a canary under way leaves behind at this share; before its log is read nothing is known of the first. */
export function skippedAt({ kept, canary }: CanaryView, percent: number): readonly CanarySkipped[] {
  if (!kept) return []
  const { plan, step } = kept
  const nothing = { at: 0, since: 0, labels: 0, difference: { estimate: 0, low: -1, high: 1 } }
  const known = canary && canary.over === undefined ? canary.reading : nothing
  return skippedBy(plan, { ...known, step, percent: kept.percent }, percent)
}

export interface AskShareProps {
  readonly view: CanaryView
  readonly split: CanarySplit
  readonly percent: number
  readonly onClose: () => void
}

/** One of the two questions. */
export function AskShare({ view, split, percent, onClose }: AskShareProps) {
  const run = useRun()
  if (!view.kept)
    return (
      <Dialog open title={`Give a challenger ${percent} % of the requests?`} width="wide" onClose={onClose}>
        {canBegin(percent) ? (
          <>
            <p>No canary is under way: a share alone would be watched by nobody. Begin one with it:</p>
            <Begin model={split.model} last={view.canary} from={percent} onBegun={onClose} />
          </>
        ) : (
          <p>
            At 100 % the champion is asked nothing, so there is nothing to compare the challenger with and no canary can
            begin there. Begin one at a smaller share; or move the champion’s flag in the Registry, which asks its own
            gate.
          </p>
        )}
      </Dialog>
    )
  const skipped = skippedAt(view, percent)
  const gates = skipped.length === 1 ? 'the gate' : `${skipped.length} gates`
  return (
    <Dialog
      open
      title={`Skip ${gates} and go to ${percent} %?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="bad"
            onClick={() => {
              run('canary.share', { percent })
              onClose()
            }}
          >
            Skip {gates}
          </Button>
        </>
      }
    >
      <p>These would not be passed:</p>
      <ul className={styles.missing}>
        {skipped.map((one) => (
          <li key={one.percent}>{skippedWords(one)}</li>
        ))}
      </ul>
      <p>{jumpWords(percent)}</p>
    </Dialog>
  )
}
