/**
 * @file Popover: a small form above the page, at its trigger. Closes on Escape and on a press outside, and gives the focus back.
 * `AnchoredPopover` is for a trigger that is there before this module is loaded.
 */
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { join } from './button'
import styles from './popup.module.css'

type Side = 'top' | 'bottom' | 'left' | 'right'

/** Where there is no room it flips or shrinks; it never moves to the side of its trigger. */
const AVOID = { side: 'flip', align: 'shift', fallbackAxisSide: 'none' } as const

export interface PopoverProps {
  /** A button. */
  readonly trigger: ReactElement
  /** The name of the form, for screen readers. */
  readonly label: string
  readonly children: ReactNode
  readonly side?: Side
}

/** A popover with its own trigger. */
export function Popover({ trigger, label, children, side = 'bottom' }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          collisionAvoidance={AVOID}
          align="start"
        >
          <Base.Popup className={join(styles.popup, styles.pad)} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface AnchoredPopoverProps {
  readonly anchor: HTMLElement
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly side?: Side
}

/** A popover that is open as long as it is rendered. */
export function AnchoredPopover({ anchor, label, onClose, children, side = 'bottom' }: AnchoredPopoverProps) {
  return (
    <Base.Root
      open
      onOpenChange={(open, details) => {
        // A press on the anchor is the anchor's own click: it closes the popover, and must not reopen it.
        if (open || pressedOn(anchor, details.event)) return
        onClose()
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          className={styles.positioner}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          collisionAvoidance={AVOID}
          align="start"
        >
          <Base.Popup className={join(styles.popup, styles.pad)} aria-label={label} finalFocus={{ current: anchor }}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Whether an event happened on an element or inside it. */
export function pressedOn(element: HTMLElement, event: Event): boolean {
  return event.type !== 'keydown' && event.target instanceof Node && element.contains(event.target)
}
