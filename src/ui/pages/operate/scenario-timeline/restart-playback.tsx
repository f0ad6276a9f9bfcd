/** @file NewRun: resets the run to time 0 with an empty log, after a confirmation that says what is deleted. */
import { useState } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { AnchoredPopover } from '../../../kit/popover'
import { useRunCommand, useSelect } from '../../../studio-context'
import { useOperate } from '../use-operate'
import form from './event-form.module.css'
import styles from './scenario-dock.module.css'

export function NewRun() {
  const run = useRunCommand()
  const hasStarted = useOperate(({ clock }) => clock.at > 0)
  const requests = useSelect((state) => state.operate?.requests ?? 0)
  const [anchor, setAnchor] = useState<HTMLElement>()
  return (
    <>
      <IconButton
        label={text.newRun.button}
        title={text.newRun.button}
        icon="step"
        tone="quiet"
        size="small"
        tip="none"
        className={styles.newRun}
        disabled={!hasStarted}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setAnchor(anchor ? undefined : currentTarget)}
      />
      {anchor && (
        <AnchoredPopover anchor={anchor} label={text.newRun.title} side="top" onClose={() => setAnchor(undefined)}>
          <div className={form.form}>
            <p>{text.newRun.body({ requests })}</p>
            <div className={form.buttons}>
              <Button
                tone="primary"
                size="small"
                onClick={() => {
                  setAnchor(undefined)
                  run('scenario.restart')
                }}
              >
                {text.newRun.start}
              </Button>
            </div>
          </div>
        </AnchoredPopover>
      )}
    </>
  )
}
