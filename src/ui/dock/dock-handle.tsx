/** @file DockHandle: resizes the dock by dragging or with the arrow keys; a double click resets the height. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import styles from './dock.module.css'
import { clampHeight } from './dock-layout'

export interface DockHandleProps {
  readonly height: number
  readonly onChange: (height: number) => void
  readonly onReset: () => void
}

/** The separator above the dock, which resizes it. */
export function DockHandle({ height, onChange, onReset }: DockHandleProps) {
  const drag = useRef<{ readonly y: number; readonly from: number } | null>(null)
  const set = (next: number) => onChange(clampHeight(next, innerHeight))

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowUp: 16, ArrowDown: -16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(height + step)
  }
  function onPointerMove(event: PointerEvent): void {
    if (drag.current) set(drag.current.from + drag.current.y - event.clientY)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML has no element for a movable separator, and hr cannot have the focus
    <div
      role="separator"
      aria-label={text.height}
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={150}
      aria-valuemax={Math.round(innerHeight / 2)}
      tabIndex={0}
      className={styles.handle}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { y: event.clientY, from: height }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
    />
  )
}
