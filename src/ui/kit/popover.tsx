/**
 * @file Popover: a small form over the page, next to its trigger. It closes on Escape or on a press outside, and then
 * returns the focus. `AnchoredPopover` is for a trigger that already exists when this module loads.
 */
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './button'
import styles from './popup.module.css'

type Side = 'top' | 'bottom' | 'left' | 'right'

/** If there is no space, the popover flips or shrinks, but never switches to another axis. */
const COLLISION_AVOIDANCE = { side: 'flip', align: 'shift', fallbackAxisSide: 'none' } as const

export interface PopoverProps {
  /** The button that opens the popover. */
  readonly trigger: ReactElement
  /** The name of the form, for screen readers. */
  readonly label: string
  readonly children: ReactNode
  readonly side?: Side
}

/** A popover together with its trigger button. */
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
          collisionAvoidance={COLLISION_AVOIDANCE}
          align="start"
        >
          <Base.Popup className={classNames(styles.popup, styles.pad)} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface AnchoredPopoverProps {
  /** An element, or a place on the page. */
  readonly anchor: HTMLElement | { getBoundingClientRect(): DOMRect }
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly side?: Side
  /** Whether the focus stays where it is. */
  readonly keepsFocus?: boolean
}

/** A popover that stays open while it is rendered. */
export function AnchoredPopover({
  anchor,
  label,
  onClose,
  children,
  side = 'bottom',
  keepsFocus = false,
}: AnchoredPopoverProps) {
  const element = anchor instanceof HTMLElement ? anchor : undefined
  return (
    <Base.Root
      open
      onOpenChange={(open, details) => {
        // The anchor's own click handler closes the popover; closing it here as well would make that click reopen it.
        if (open || (element && isInside(element, details.event))) return
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
          collisionAvoidance={COLLISION_AVOIDANCE}
          align="start"
        >
          <Base.Popup
            className={classNames(styles.popup, styles.pad)}
            aria-label={label}
            initialFocus={!keepsFocus}
            finalFocus={keepsFocus ? false : { current: element ?? null }}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Whether a pointer event happened on an element or inside it. */
export function isInside(element: HTMLElement, event: Event): boolean {
  return event.type !== 'keydown' && event.target instanceof Node && element.contains(event.target)
}
