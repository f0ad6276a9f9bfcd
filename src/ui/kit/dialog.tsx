/** @file Dialog: one task above the page, with a title and a close button. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import { kitText as text } from '../../messages/en/kit'
import { join } from './button'
import styles from './dialog.module.css'
import { IconButton } from './icon-button'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly width?: 'narrow' | 'wide' | 'broad'
  /** Shown under the content, at the right. */
  readonly actions?: ReactNode
}

/** A dialog. Focus goes in, stays in, and returns to where it came from. */
export function Dialog({ open, title, onClose, children, width = 'narrow', actions }: DialogProps) {
  const body = useRef<HTMLElement>(null)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { event }) => {
        if (!next && !inNotices(event)) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={join(styles.popup, styles[width])} initialFocus={() => firstIn(body.current)}>
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label={text.close} icon="close" tone="quiet" size="small" tip="none" />} />
          </div>
          {/* Scrolls, so the keyboard must reach it. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the focus */}
          <section ref={body} className={styles.body} tabIndex={0} aria-label={title}>
            {children}
          </section>
          {actions && <div className={styles.actions}>{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Notices lie above a dialog: a press on one does not close the dialog. */
function inNotices(event: Event): boolean {
  const to = event instanceof FocusEvent ? event.relatedTarget : event.target
  return to instanceof Element && to.closest('[data-part="notices"]') !== null
}

/** The focus begins at the first control of the content, not at the close button. */
function firstIn(body: HTMLElement | null): HTMLElement | null {
  return body?.querySelector<HTMLElement>('input, select, textarea, button:not(:disabled)') ?? body
}
