/** @file WidthHandle: the edge of a panel on the right, to drag or to move with the arrow keys; a double click resets it. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import styles from '../pages/build-page.module.css'

/** CSS pixels. */
export const PANEL_WIDTH = 260
const NARROWEST = 220
const WIDEST = 440

interface WidthHandleProps {
  readonly label: string
  readonly width: number
  readonly onChange: (width: number) => void
}

/** The nearest width that a panel can have. */
export function clampWidth(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))) : PANEL_WIDTH
}

/** The handle; the panel gets wider to the left. */
export function WidthHandle({ label, width, onChange }: WidthHandleProps) {
  const held = useRef<{ readonly x: number; readonly width: number } | null>(null)
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, width }
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (held.current) onChange(clampWidth(held.current.width + held.current.x - event.clientX))
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowLeft: 16, ArrowRight: -16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onChange(clampWidth(width + step))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; a focusable separator can
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        held.current = null
      }}
      onPointerCancel={() => {
        held.current = null
      }}
      onDoubleClick={() => onChange(PANEL_WIDTH)}
      onKeyDown={onKeyDown}
    />
  )
}
