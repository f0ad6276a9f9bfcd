/**
 * @file ShareSlider: the challenger's traffic share on a rail from 0 to 100%, with its gates. It can be dragged, or
 * moved with arrow keys and confirmed with Enter.
 */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { canaryText } from '../../../../messages/en/operate/canary'
import styles from './canary.module.css'

const text = canaryText.slider

export interface ShareSliderProps {
  readonly percent: number
  /** The share that a dialog is asking the user to confirm. */
  readonly asked: number | undefined
  /** Shares that have a gate. */
  readonly gates: readonly number[]
  /** Whether the canary is waiting at the gate of the current share. */
  readonly held: boolean
  /** Whether the canary was rolled back. */
  readonly breached: boolean
  readonly onSet: (percent: number) => void
}

/** The slider snaps to a gate within this many percentage points. */
const SNAP = 1.5

/** A slider for the traffic share. */
export function ShareSlider({ percent, asked: requested, gates, held, breached, onSet }: ShareSliderProps) {
  const [moved, setMoved] = useState<number>()
  const at = moved ?? requested ?? percent

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
    <div className={styles.slider} dir="ltr" data-breached={breached ? 'yes' : 'no'}>
      <div className={styles.rail}>
        <span className={styles.filled} style={{ width: `${at}%` }} />
        {gates.map((gate) => (
          <span
            key={gate}
            className={styles.gate}
            style={{ left: `${gate}%` }}
            data-passed={percent > gate ? 'yes' : 'no'}
          >
            {text.share({ percent: gate })}
          </span>
        ))}
        <span className={styles.gate} style={{ left: '0%' }} data-end="yes">
          {text.share({ percent: 0 })}
        </span>
        <span className={styles.gate} style={{ left: '100%' }} data-end="yes">
          {text.share({ percent: 100 })}
        </span>
        <button
          type="button"
          role="slider"
          className={styles.thumb}
          style={{ left: `${at}%` }}
          aria-label={text.label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={at}
          aria-valuetext={
            moved !== undefined
              ? text.unset({ percent: at })
              : held
                ? text.held({ percent: at })
                : text.share({ percent: at })
          }
          title={text.about}
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
          {text.share({ percent: at })}
          {moved === undefined ? '' : ' ⏎'}
        </button>
      </div>
    </div>
  )
}
