/** @file Run trouble: what ended the run, as a sentence, with the ways on. */
import { say } from '../../../base/messages/message'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { cutOff } from '../../charts/use-shown-run'
import { useRun, useSelect } from '../../studio-context'
import styles from '../rooms.module.css'

/** Shown only after a run that failed or was cut off. */
export function RunTrouble() {
  const run = useRun()
  const now = useSelect((state) => state.run)
  const kept = useSelect(cutOff)
  if (kept) {
    return (
      <div className={styles.callout}>
        <p>
          The page was closed while this run was in epoch {(kept.history.at(-1)?.epoch ?? 0) + 1}. Its last good weights
          are kept.
        </p>
        <Button onClick={() => run('run.goOn')}>Go on from them</Button>
      </div>
    )
  }
  if (now.tag !== 'failed') return null
  return (
    <div className={styles.callout} data-tone="bad" role="alert">
      <Icon name="warning" />
      <p>{say(now.said)}</p>
      {now.history.length > 0 && (
        <Button tone="bad" onClick={() => run('run.goOn')}>
          Go on from the last good weights
        </Button>
      )}
      <Button onClick={() => run('run.start')}>Train again</Button>
    </div>
  )
}
