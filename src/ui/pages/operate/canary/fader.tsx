/** @file Fader: the challenger's share on a rail from 0 to 100 %, with its gates; dragged, or moved by arrows and put down with Enter. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import styles from './canary.module.css'

export interface FaderProps {
  readonly percent: number
  /** Where it is to go, while that is being asked. */
  readonly asked: number | undefined
  /** Shares at which there is a gate. */
  readonly gates: readonly number[]
  /** The gate it stands at, and whether that holds it. */
  readonly held: boolean
  /** It was taken back. */
  readonly breached: boolean
  readonly onSet: (percent: number) => void
}

/** Near a gate it clicks in. */
const SNAP = 1.5

/** The fader. */
export function Fader({ percent, asked, gates, held, breached, onSet }: FaderProps) {
  const [moved, setMoved] = useState<number>()
  const at = moved ?? asked ?? percent

  function put(): void {
    setMoved(undefined)
    if (moved !== undefined && moved !== percent) onSet(moved)
  }
  function onPointerMove({ currentTarget, clientX, pointerId }: PointerEvent<HTMLButtonElement>): void {
    if (!currentTarget.hasPointerCapture(pointerId)) return
    const rail = currentTarget.parentElement?.getBoundingClientRect()
    if (!rail) return
    const share = Math.min(100, Math.max(0, (100 * (clientX - rail.left)) / rail.width))
    setMoved(gates.find((gate) => Math.abs(gate - share) <= SNAP) ?? Math.round(share))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const stops = [0, ...gates, 100]
    const next = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      PageUp: stops.find((stop) => stop > at) ?? 100,
      PageDown: stops.findLast((stop) => stop < at) ?? 0,
      Home: 0,
      End: 100,
    }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setMoved(Math.min(100, Math.max(0, Math.round(next))))
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      put()
    } else if (event.key === 'Escape' && moved !== undefined) {
      event.stopPropagation()
      setMoved(undefined)
    }
  }
  return (
    <div className={styles.fader} data-breached={breached ? 'yes' : 'no'}>
      <div className={styles.rail}>
        <span className={styles.filled} style={{ width: `${at}%` }} />
        {gates.map((gate) => (
          <span
            key={gate}
            className={styles.gate}
            style={{ left: `${gate}%` }}
            data-passed={percent > gate ? 'yes' : 'no'}
          >
            {gate} %
          </span>
        ))}
        <span className={styles.gate} style={{ left: '0%' }} data-end="yes">
          0
        </span>
        <span className={styles.gate} style={{ left: '100%' }} data-end="yes">
          100 %
        </span>
        <button
          type="button"
          role="slider"
          className={styles.knob}
          style={{ left: `${at}%` }}
          aria-label="Share of the challenger"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={at}
          aria-valuetext={`${at} %${moved === undefined ? (held ? ', held at its gate' : '') : '; Enter sets it'}`}
          title="Drag it, or move it with the arrow keys and press Enter; Page Up and Page Down go from gate to gate"
          onPointerDown={(event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerMove={onPointerMove}
          onPointerUp={put}
          onPointerCancel={() => setMoved(undefined)}
          onKeyDown={onKeyDown}
          onBlur={() => setMoved(undefined)}
        >
          {at} %{moved === undefined ? '' : ' ⏎'}
        </button>
      </div>
    </div>
  )
}
