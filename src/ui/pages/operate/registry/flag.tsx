/** @file Flag: an alias on the line of its model: dragged, or moved by arrows and put down with Enter; where it lands its gate opens. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { Alias } from '../../../../catalog/lowered-stage'
import type { ModelLine } from '../../../../studio/operate/registry'
import { MAST, nearest } from './places'
import styles from './registry.module.css'

export interface FlagProps {
  readonly alias: Alias
  /** Which row of the three it hangs in, from the top. */
  readonly row: number
  readonly line: ModelLine
  /** Where the beads stand. */
  readonly places: readonly number[]
  /** Where it is asked to go, while its gate is open; null for the mast. */
  readonly wanted: number | null | undefined
  readonly onDrop: (version: number | null) => void
}

/** Pixels from one row of flags to the next: a finger finds one of them. */
const ROW = 24

/** A flag. To a reader it is a slider over the versions. */
export function Flag({ alias, row, line, places, wanted, onDrop }: FlagProps) {
  const stands = line.now[alias] ?? null
  /** The bead it is held over, by its place in the list; null for the mast. */
  const [held, setHeld] = useState<number | null>()
  const indexOf = (version: number | null) => {
    const at = line.versions.findIndex((bead) => bead.version === version)
    return at < 0 ? null : at
  }
  const versionAt = (at: number | null) => (at === null ? null : (line.versions[at]?.version ?? null))
  const at = held !== undefined ? held : indexOf(wanted === undefined ? stands : wanted)
  const version = versionAt(at)

  function put(): void {
    setHeld(undefined)
    if (version !== stands) onDrop(version)
  }
  function onPointerDown(event: PointerEvent<HTMLButtonElement>): void {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld(at)
  }
  function onPointerMove(event: PointerEvent<HTMLButtonElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const rail = event.currentTarget.parentElement
    if (rail) setHeld(nearest(places, event.clientX - rail.getBoundingClientRect().left))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const last = places.length - 1
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -places.length, End: places.length }[
      event.key
    ]
    if (step !== undefined) {
      event.preventDefault()
      const next = Math.max(-1, Math.min(last, (at ?? -1) + step))
      setHeld(next < 0 ? null : next)
      const flag = event.currentTarget
      // Once it stands there.
      requestAnimationFrame(() => flag.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      put()
    } else if (event.key === 'Escape' && held !== undefined) {
      event.stopPropagation()
      setHeld(undefined)
    }
  }
  const x = at === null ? MAST : (places[at] as number)
  return (
    <button
      type="button"
      role="slider"
      className={styles.flag}
      style={{ left: x, top: row * ROW, '--pole': `${57 - row * ROW}px` } as object}
      data-alias={alias}
      data-set={at === null ? 'no' : 'yes'}
      data-held={held === undefined && wanted === undefined ? 'no' : 'yes'}
      aria-label={`${alias} of ${line.model}`}
      aria-valuemin={0}
      aria-valuemax={line.versions.at(-1)?.version ?? 0}
      aria-valuenow={version ?? 0}
      aria-valuetext={valueWords(version, stands)}
      title={`${alias}: drag it to a version, or choose one with the arrow keys and press Enter`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) put()
      }}
      onPointerCancel={() => setHeld(undefined)}
      onKeyDown={onKeyDown}
      onBlur={() => setHeld(undefined)}
    >
      {alias}
      {held !== undefined && (
        <span className={styles.hint} aria-hidden="true">
          {version === stands ? 'stands here' : `${version ?? 'take down'}: Enter or let go opens its gate`}
        </span>
      )}
    </button>
  )
}

function valueWords(version: number | null, stands: number | null): string {
  const at = version === null ? 'not set' : `version ${version}`
  return version === stands ? at : `${at}; Enter opens the gate`
}
