/**
 * @file WidthHandle: the left edge of a panel, which resizes the panel by dragging or with the arrow keys. A double
 * click resets the width.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import styles from '../pages/build-page.module.css'

/** The default width, in CSS pixels. */
export const PANEL_WIDTH = 260
const MIN_WIDTH = 220
const MAX_WIDTH = 440

interface WidthHandleProps {
  readonly label: string
  readonly width: number
  readonly onChange: (width: number) => void
}

/** Clamps a panel width to the valid range. */
export function clampWidth(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))) : PANEL_WIDTH
}

/** The resize handle. Dragging it to the left makes the panel wider. */
export function WidthHandle({ label, width, onChange }: WidthHandleProps) {
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null)
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, width }
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (drag.current) onChange(clampWidth(drag.current.width + drag.current.x - event.clientX))
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
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
      onDoubleClick={() => onChange(PANEL_WIDTH)}
      onKeyDown={onKeyDown}
    />
  )
}
