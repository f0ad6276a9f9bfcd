/** @file Menu: a list of actions. It is not modal, so the page behind it stays available to assistive technology. */
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { FocusGuards } from './focus'
import { isInside } from './popover'
import kit from './kit.module.css'
import styles from './popup.module.css'

export interface MenuItem {
  readonly title: string
  /** The keyboard shortcut as text. */
  readonly shortcut?: string
  readonly about?: string
  readonly disabled?: boolean
  /** Whether a separator is shown above the item. */
  readonly separator?: boolean
  readonly onSelect: () => void
  /** Items of a submenu. An item with a submenu has no action. */
  readonly items?: readonly MenuItem[]
}

/** A menu together with its trigger button. */
export function Menu({ trigger, items }: { readonly trigger: ReactElement; readonly items: readonly MenuItem[] }) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Popup items={items} />
    </Base.Root>
  )
}

export interface AnchoredMenuProps {
  readonly anchor: HTMLElement
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** A menu that stays open while it is rendered, anchored to a button that already exists when this module loads. */
export function AnchoredMenu({ anchor, items, onClose }: AnchoredMenuProps) {
  return (
    <Base.Root
      open
      modal={false}
      onOpenChange={(open, details) => {
        if (open || isInside(anchor, details.event)) return
        onClose()
      }}
    >
      <Popup items={items} anchor={anchor} />
    </Base.Root>
  )
}

export interface PlacedMenuProps {
  /** Position in window pixels. */
  readonly at: { readonly x: number; readonly y: number }
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
  /** The element that gets the focus back when the menu closes. */
  readonly returnFocusTo: HTMLElement | null
}

/** A menu at a given position, such as after a right click. */
export function PlacedMenu({ at: { x, y }, items, onClose, returnFocusTo }: PlacedMenuProps) {
  return (
    <Base.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Popup
        items={items}
        anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
        returnFocusTo={returnFocusTo}
      />
    </Base.Root>
  )
}

/** A menu at the pointer may cover what is there, so it moves up before it becomes lower than its items. */
const SHIFT = { side: 'shift', align: 'shift' } as const

interface PopupProps {
  readonly items: readonly MenuItem[]
  readonly anchor?: HTMLElement | { getBoundingClientRect(): DOMRect }
  readonly returnFocusTo?: HTMLElement | null
}

function Popup({ items, anchor, returnFocusTo = anchor instanceof HTMLElement ? anchor : null }: PopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner
        {...(anchor ? { anchor } : {})}
        className={styles.positioner}
        sideOffset={6}
        collisionPadding={8}
        {...(anchor && !(anchor instanceof HTMLElement) ? { collisionAvoidance: SHIFT } : {})}
        align="start"
      >
        <Base.Popup className={styles.popup} {...(returnFocusTo ? { finalFocus: { current: returnFocusTo } } : {})}>
          <FocusGuards />
          <div className={styles.list}>
            {items.map((item) => (
              <Item key={item.title} item={item} />
            ))}
          </div>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

function Item({ item }: { readonly item: MenuItem }) {
  if (item.items) return <Group title={item.title} items={item.items} separator={item.separator === true} />
  return (
    <>
      {item.separator && <Base.Separator className={styles.line} />}
      <Base.Item className={`${kit.row} ${styles.item}`} disabled={item.disabled === true} onClick={item.onSelect}>
        <span className={styles.words}>
          {item.title}
          {item.about && <span className={styles.about}>{item.about}</span>}
        </span>
        {item.shortcut && <span className={styles.keys}>{item.shortcut}</span>}
      </Base.Item>
    </>
  )
}

/** An item that opens a submenu. */
function Group({
  title,
  items,
  separator,
}: {
  readonly title: string
  readonly items: readonly MenuItem[]
  readonly separator: boolean
}) {
  return (
    <>
      {separator && <Base.Separator className={styles.line} />}
      <Base.SubmenuRoot>
        <Base.SubmenuTrigger className={`${kit.row} ${styles.item}`}>
          <span className={styles.words}>{title}</span>
          <span className={styles.keys} aria-hidden="true">
            ›
          </span>
        </Base.SubmenuTrigger>
        <Popup items={items} />
      </Base.SubmenuRoot>
    </>
  )
}
