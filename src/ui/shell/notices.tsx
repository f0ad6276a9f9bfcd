/** @file Notices: what happened, at the foot of the page, with what can be done about it. Bad news stays until it is closed. */
import { useEffect, useState } from 'react'
import type { Notice } from '../../studio/state'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect } from '../studio-context'
import styles from './notices.module.css'

/** Milliseconds a notice that asks for nothing stays. */
const STAYS = 7000

/** The notices there are, newest last. */
export function Notices() {
  const notices = useSelect((state) => state.notices)
  return (
    <section className={styles.stack} aria-label="Notices" aria-live="polite" aria-relevant="additions">
      {notices.map((notice) => (
        <One key={notice.id} notice={notice} />
      ))}
    </section>
  )
}

function One({ notice }: { readonly notice: Notice }) {
  const run = useRun()
  const [held, setHeld] = useState(false)
  const { id, tone, text, action } = notice
  const leaves = tone !== 'bad' && !action && !held
  useEffect(() => {
    if (!leaves) return
    const timer = setTimeout(() => run('notice.close', { id }), STAYS)
    return () => clearTimeout(timer)
  }, [leaves, id, run])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being looked at keeps it open; nothing is done by it
    <div
      className={styles.notice}
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={tone === 'bad' ? 'warning' : tone === 'good' ? 'check' : 'info'} />
      <p>{text}</p>
      {action && (
        <Button
          size="small"
          tone={tone === 'bad' ? 'bad' : 'plain'}
          onClick={() => {
            run('notice.close', { id })
            run(action.command, action.args)
          }}
        >
          {action.title}
        </Button>
      )}
      <IconButton
        label="Close the notice"
        icon="close"
        tone="quiet"
        size="small"
        tip="none"
        onClick={() => run('notice.close', { id })}
      />
    </div>
  )
}
