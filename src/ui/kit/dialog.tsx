/** @file Dialog: a modal dialog for one task, with a title and a close button. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import { kitText as text } from '../../messages/en/kit'
import { classNames } from './button'
import kit from './kit.module.css'
import styles from './dialog.module.css'
import { IconButton } from './icon-button'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly width?: 'narrow' | 'medium' | 'wide' | 'broad'
  /** Buttons shown below the content, aligned to the end. */
  readonly actions?: ReactNode
}

/** A modal dialog that traps the focus. On close, the focus returns to the element that had it before. */
export function Dialog({ open, title, onClose, children, width = 'narrow', actions }: DialogProps) {
  const body = useRef<HTMLElement>(null)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { event }) => {
        if (!next && !isInNotices(event)) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classNames(styles.popup, styles[width])} initialFocus={() => firstControl(body.current)}>
          <div className={`${kit.row} ${kit.between} ${styles.head}`}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label={text.close} icon="close" tone="quiet" size="small" tip="none" />} />
          </div>
          {/* The content scrolls, so the keyboard must reach it. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable */}
          <section ref={body} className={styles.body} tabIndex={0} aria-label={title}>
            {children}
          </section>
          {actions && <div className={styles.actions}>{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Whether an event targets the notices, which are above the dialog. Pressing on a notice must not close the dialog. */
function isInNotices(event: Event): boolean {
  const to = event instanceof FocusEvent ? event.relatedTarget : event.target
  return to instanceof Element && to.closest('[data-part="notices"]') !== null
}

/**
 * The first control in the content, which gets the initial focus instead of the close button. If it is below what the
 * dialog shows, the content gets it, because the focus would scroll the beginning away.
 */
function firstControl(body: HTMLElement | null): HTMLElement | null {
  const first = body?.querySelector<HTMLElement>('input, select, textarea, button:not(:disabled)')
  if (!body || !first) return body
  return first.getBoundingClientRect().bottom <= body.getBoundingClientRect().bottom ? first : body
}
