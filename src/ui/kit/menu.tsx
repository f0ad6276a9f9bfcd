/** @file Menu: a list of actions. Not modal, so the page behind it is not hidden from assistive tools. */
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import styles from './popup.module.css'
import { pressedOn } from './popover'
import { useMendedGuards } from './use-focus-guards'

export interface MenuItem {
  readonly title: string
  /** Keys, as people write them. */
  readonly shortcut?: string
  readonly about?: string
  readonly disabled?: boolean
  /** A line above it. */
  readonly apart?: boolean
  readonly onSelect: () => void
  /** A submenu, opened next to it; then the item itself runs nothing. */
  readonly items?: readonly MenuItem[]
}

/** A menu with its own trigger. */
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

/** A menu that is open as long as it is rendered, at a button that was there before this module. */
export function AnchoredMenu({ anchor, items, onClose }: AnchoredMenuProps) {
  return (
    <Base.Root
      open
      modal={false}
      onOpenChange={(open, details) => {
        if (open || pressedOn(anchor, details.event)) return
        onClose()
      }}
    >
      <Popup items={items} anchor={anchor} />
    </Base.Root>
  )
}

export interface PlacedMenuProps {
  /** In pixels of the window. */
  readonly at: { readonly x: number; readonly y: number }
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
  /** The element that gets the focus back when it closes. */
  readonly back: HTMLElement | null
}

/** A menu at a place, as a right click opens it. */
export function PlacedMenu({ at: { x, y }, items, onClose, back }: PlacedMenuProps) {
  return (
    <Base.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Popup items={items} anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }} back={back} />
    </Base.Root>
  )
}

interface PopupProps {
  readonly items: readonly MenuItem[]
  readonly anchor?: HTMLElement | { getBoundingClientRect(): DOMRect }
  readonly back?: HTMLElement | null
}

function Popup({ items, anchor, back = anchor instanceof HTMLElement ? anchor : null }: PopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner
        {...(anchor ? { anchor } : {})}
        className={styles.positioner}
        sideOffset={6}
        collisionPadding={8}
        align="start"
      >
        <Base.Popup className={styles.popup} {...(back ? { finalFocus: { current: back } } : {})}>
          <Mended />
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

/** Inside the popup, so that it lives as long as the list is open. */
function Mended(): null {
  useMendedGuards()
  return null
}

function Item({ item }: { readonly item: MenuItem }) {
  if (item.items) return <Group title={item.title} items={item.items} apart={item.apart === true} />
  return (
    <>
      {item.apart && <Base.Separator className={styles.line} />}
      <Base.Item className={styles.item} disabled={item.disabled === true} onClick={item.onSelect}>
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
  apart,
}: {
  readonly title: string
  readonly items: readonly MenuItem[]
  readonly apart: boolean
}) {
  return (
    <>
      {apart && <Base.Separator className={styles.line} />}
      <Base.SubmenuRoot>
        <Base.SubmenuTrigger className={styles.item}>
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
