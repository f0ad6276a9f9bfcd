/**
 * @file Tooltip: a sentence about a control, shown on hover and on focus. A tooltip must never be the only source of
 * information.
 */
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './popup.module.css'

export interface TooltipProps {
  readonly content: ReactNode
  /** The element being explained, which must be focusable. */
  readonly children: ReactElement
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}

/** Adds a tooltip to its child. */
export function Tooltip({ content, children, side = 'bottom' }: TooltipProps) {
  return (
    <Base.Provider delay={350}>
      <Base.Root>
        <Base.Trigger render={children} />
        <Base.Portal>
          <Base.Positioner className={styles.positioner} side={side} sideOffset={6} collisionPadding={8}>
            <Base.Popup className={styles.tip}>{content}</Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Base.Provider>
  )
}
