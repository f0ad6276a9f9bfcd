/** @file NewRun: back to the start: time 0 and an empty log, once its person has seen what goes with it. */
import { useState } from 'react'
import { counted } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { AnchoredPopover } from '../../../kit/popover'
import { useRun, useSelect } from '../../../studio-context'
import { useOperate } from '../use-operate'
import form from './note-form.module.css'
import styles from './score-dock.module.css'

export function NewRun() {
  const run = useRun()
  const begun = useOperate(({ clock }) => clock.at > 0)
  const requests = useSelect((state) => state.operate?.requests ?? 0)
  const [anchor, setAnchor] = useState<HTMLElement>()
  return (
    <>
      <IconButton
        label="Back to the start: a new run"
        title="Back to the start: a new run"
        icon="step"
        tone="quiet"
        size="small"
        tip="none"
        className={styles.back}
        disabled={!begun}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setAnchor(anchor ? undefined : currentTarget)}
      />
      {anchor && (
        <AnchoredPopover anchor={anchor} label="A new run" side="top" onClose={() => setAnchor(undefined)}>
          <div className={form.form}>
            <p>
              Virtual time goes back to its start, and the log of {counted(requests, 'request')} goes. The score, the
              drawing and the models stay; the same seed brings the same requests again.
            </p>
            <div className={form.buttons}>
              <Button
                tone="primary"
                size="small"
                onClick={() => {
                  setAnchor(undefined)
                  run('score.anew')
                }}
              >
                Begin a new run
              </Button>
            </div>
          </div>
        </AnchoredPopover>
      )}
    </>
  )
}
