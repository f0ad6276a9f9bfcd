/** @file Side: what stands beside the rows: a title, a way out, and what scrolls below. */
import type { ReactNode } from 'react'
import { IconButton } from '../../../kit/icon-button'
import styles from './side.module.css'

export interface SideProps {
  readonly title: string
  readonly onClose: () => void
  /** Beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A panel at the right; Escape closes it. */
export function Side({ title, onClose, actions, children }: SideProps) {
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
        <IconButton label="Close" icon="close" tone="quiet" size="small" tip="none" onClick={onClose} />
      </div>
      <div className={styles.sideBody}>{children}</div>
    </aside>
  )
}
