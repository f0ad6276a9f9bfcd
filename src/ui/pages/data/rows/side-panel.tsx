/** @file Side: a panel next to the rows with a title, a close button, and scrolling content. */
import { rowsText as text } from '../../../../messages/en/data/rows'
import type { ReactNode } from 'react'
import { IconButton } from '../../../kit/icon-button'
import styles from './side-panel.module.css'

export interface SidePanelProps {
  readonly title: string
  readonly onClose: () => void
  /** Buttons next to the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A panel at the right of the rows; Escape closes it. */
export function SidePanel({ title, onClose, actions, children }: SidePanelProps) {
  return (
    <aside
      className={styles.side}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.sideHead}>
        <h3>{title}</h3>
        {actions}
        <IconButton label={text.close} icon="close" tone="quiet" size="small" tip="none" onClick={onClose} />
      </div>
      <div className={styles.sideBody}>{children}</div>
    </aside>
  )
}
