/**
 * @file AliasHandle: an alias on the version track that can be dragged, or moved with the arrow keys and Enter;
 * dropping it on a version opens the gate for that move.
 */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { registryText } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import type { Alias } from '../../../../catalog/lowered-stage'
import type { RegistryModel } from '../../../../studio/operate/registry'
import { MAST, nearestVersion } from './version-positions'
import styles from './registry.module.css'

export interface AliasHandleProps {
  readonly alias: Alias
  /** The row above the track in which this alias is placed, counted from the top. */
  readonly row: number
  readonly registryModel: RegistryModel
  /** The x positions of the versions. */
  readonly positions: readonly number[]
  /** The version that the alias will move to if its open gate is confirmed; null if the alias will be removed. */
  readonly target: number | null | undefined
  readonly onDrop: (version: number | null) => void
}

const { alias: text } = registryText

/** Vertical distance between two rows of aliases in pixels, large enough for touch input. */
const ROW = 24

/** A draggable alias, exposed to screen readers as a slider over the versions. */
export function AliasHandle({ alias, row, registryModel: model, positions, target, onDrop }: AliasHandleProps) {
  const current = model.now[alias] ?? null
  /** The index of the version over which the alias is being dragged; null if it is over no version. */
  const [dragged, setHeld] = useState<number | null>()
  const indexOf = (version: number | null) => {
    const at = model.versions.findIndex((entry) => entry.version === version)
    return at < 0 ? null : at
  }
  const versionAt = (at: number | null) => (at === null ? null : (model.versions[at]?.version ?? null))
  const at = dragged !== undefined ? dragged : indexOf(target === undefined ? current : target)
  const version = versionAt(at)

  function drop(): void {
    setHeld(undefined)
    if (version !== current) onDrop(version)
  }
  function onPointerDown(event: PointerEvent<HTMLButtonElement>): void {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld(at)
  }
  function onPointerMove(event: PointerEvent<HTMLButtonElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const rail = event.currentTarget.parentElement
    if (rail) setHeld(nearestVersion(positions, event.clientX - rail.getBoundingClientRect().left))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const last = positions.length - 1
    const step = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      Home: -positions.length,
      End: positions.length,
    }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = Math.max(-1, Math.min(last, (at ?? -1) + step))
      setHeld(next < 0 ? null : next)
      const handle = event.currentTarget
      // Waits until the handle has moved to its new position.
      requestAnimationFrame(() => handle.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      drop()
    } else if (event.key === 'Escape' && dragged !== undefined) {
      event.stopPropagation()
      setHeld(undefined)
    }
  }
  const name = termsText.alias[alias]
  const x = at === null ? MAST : (positions[at] as number)
  return (
    <button
      type="button"
      role="slider"
      className={styles.alias}
      style={{ left: x, top: row * ROW, '--pole': `${57 - row * ROW}px` } as object}
      data-alias={alias}
      data-set={at === null ? 'no' : 'yes'}
      data-held={dragged === undefined && target === undefined ? 'no' : 'yes'}
      aria-label={text.label({ alias: name, model: model.model })}
      aria-valuemin={0}
      aria-valuemax={model.versions.at(-1)?.version ?? 0}
      aria-valuenow={version ?? 0}
      aria-valuetext={valueText(version, current)}
      title={text.tip({ alias: name })}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drop()
      }}
      onPointerCancel={() => setHeld(undefined)}
      onKeyDown={onKeyDown}
      onBlur={() => setHeld(undefined)}
    >
      {name}
      {dragged !== undefined && (
        <span className={styles.hint} aria-hidden="true">
          {version === current ? text.here : version === null ? text.dropOff : text.dropOn({ version })}
        </span>
      )}
    </button>
  )
}

function valueText(version: number | null, current: number | null): string {
  if (version === current) return version === null ? text.notSet : text.at({ version })
  return version === null ? text.remove : text.moveTo({ version })
}
