/**
 * @file ModelTrack: the versions of a model on a horizontal track, with aliases above it that can be dragged from
 * version to version.
 */

import { Fragment, type KeyboardEvent, type PointerEvent, useState } from 'react'
import { ALIASES, type Alias } from '../../../../catalog/lowered-stage'
import { registryText } from '../../../../messages/en/operate/registry'
import { badModelName, termsText } from '../../../../messages/en/operate/terms'
import { when } from '../../../../messages/format'
import type { StatedCost } from '../../../../metrics/evaluation'
import { rollbackTarget } from '../../../../storage/aliases'
import type { RegistryModel, RegistryVersion } from '../../../../studio/operate/registry/registry'
import { costsOfModel, decidingValue, modelMetricsText } from '../../../shell/model-metrics'
import type { OpenPanel } from './panel'
import kit from '../../../kit/kit.module.css'
import styles from './registry.module.css'

export interface TrackProps {
  readonly registryModel: RegistryModel
  readonly openPanel: OpenPanel | null
  readonly onOpen: (openPanel: OpenPanel) => void
}

const { track: text } = registryText

/** The x position for unset aliases and the x position of the first version, in pixels. */
export const [MAST, FIRST] = [26, 96] as const
/** The least is the width of a metric such as 100.0%, with space. */
const [MIN_GAP, MAX_GAP] = [56, 116] as const
/** The gap between versions stops growing at this number of hours, about a month. */
const MONTH = 24 * 30

/**
 * One x position per version, in increasing order; a version without a date is placed at the minimum distance from the
 * previous one.
 */
export function versionPositions(dates: readonly (string | undefined)[]): readonly number[] {
  let x: number = FIRST
  return dates.map((date, i) => {
    if (i > 0) x += gap(dates[i - 1], date)
    return Math.round(x)
  })
}

function gap(before: string | undefined, after: string | undefined): number {
  const hours = (Date.parse(after ?? '') - Date.parse(before ?? '')) / 3_600_000
  if (!(hours > 0)) return MIN_GAP
  return MIN_GAP + (MAX_GAP - MIN_GAP) * Math.min(1, Math.log1p(hours) / Math.log1p(MONTH))
}

/** The index of the version nearest to an x position, or null if the position for unset aliases is nearest. */
export function nearestVersion(positions: readonly number[], x: number): number | null {
  let best: number | null = null
  let distance = Math.abs(x - MAST)
  positions.forEach((place, i) => {
    if (Math.abs(x - place) < distance) [best, distance] = [i, Math.abs(x - place)]
  })
  return best
}

/** Where the line of versions starts, in pixels: after the words for an alias without a version. */
const LINE_START = 56
/** Space after the last version for the label of an alias, in pixels. */
const END_MARGIN = 110

/** Scrolls a long track so that the given version, the champion, is centered. */
function scrollToMiddle(version: HTMLElement | null): void {
  const track = version?.closest('section')
  if (version && track) track.scrollLeft = version.offsetLeft - track.clientWidth / 2
}

/** The versions and aliases of a model. */
export function ModelTrack({ registryModel, openPanel, onOpen }: TrackProps) {
  const { model, versions } = registryModel
  const positions = versionPositions(
    versions.map((version) => (version.state === 'here' ? version.createdAt : undefined)),
  )
  const shown = openPanel?.kind === 'version' ? openPanel.version : undefined
  const costs = costsOfModel(versions.flatMap((version) => (version.state === 'here' ? [version] : [])))
  return (
    <section className={styles.track} aria-label={text.label({ model })}>
      <div className={styles.rail} dir="ltr" style={{ width: (positions.at(-1) ?? 0) + END_MARGIN }}>
        <span
          className={styles.trackLine}
          style={{ left: LINE_START, width: Math.max(0, (positions.at(-1) ?? 0) - LINE_START) }}
        />
        <span className={`${kit.faintCaption} ${styles.unset}`}>{text.notSet}</span>
        {ALIASES.map((alias, row) => (
          <AliasHandle
            key={alias}
            {...{ alias, row, registryModel, positions }}
            target={openPanel?.kind === 'gate' && openPanel.alias === alias ? openPanel.version : undefined}
            onDrop={(version) => onOpen({ kind: 'gate', model, alias, version })}
          />
        ))}
        {versions.map((version, i) => (
          <Fragment key={version.version}>
            <button
              type="button"
              className={styles.version}
              style={{ left: positions[i] }}
              data-state={version.state}
              data-practice={version.state === 'here' && version.practice ? 'yes' : 'no'}
              ref={version.version === registryModel.now.champion ? scrollToMiddle : undefined}
              aria-pressed={version.version === shown}
              aria-label={versionText(version, costs)}
              title={versionText(version, costs)}
              onClick={() => onOpen({ kind: 'version', model, version: version.version })}
            >
              {version.version}
            </button>
            {/* The name of the button contains the metric. */}
            <span className={styles.metric} style={{ left: positions[i] }} aria-hidden="true">
              {version.state === 'here' && decidingValue(version, costs)?.value}
            </span>
          </Fragment>
        ))}
      </div>
    </section>
  )
}

function versionText(entry: RegistryVersion, costs: StatedCost | undefined): string {
  if (entry.state === 'damaged') return text.damaged(entry)
  const { version, createdAt, practice } = entry
  const saved = when(createdAt)
  return practice
    ? text.practiceSaved({ version, saved, of: practice.of, bad: badModelName(practice.bad) })
    : text.version({ version, saved, metrics: modelMetricsText(entry, costs) })
}

interface AliasHandleProps {
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

const { alias: aliasHandleText } = registryText

/** Vertical distance between two rows of aliases in pixels, large enough for touch input. */
const ROW = 24

/** A draggable alias, exposed to screen readers as a slider over the versions. */
function AliasHandle({ alias, row, registryModel: model, positions, target, onDrop }: AliasHandleProps) {
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
      aria-label={aliasHandleText.label({ alias: name, model: model.model })}
      aria-valuemin={0}
      aria-valuemax={model.versions.at(-1)?.version ?? 0}
      aria-valuenow={version ?? 0}
      aria-valuetext={valueText(version, current)}
      title={aliasHandleText.tip({ alias: name })}
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
          {version === current
            ? aliasHandleText.here
            : version === null
              ? aliasHandleText.dropOff
              : aliasHandleText.dropOn({ version })}
        </span>
      )}
    </button>
  )
}

function valueText(version: number | null, current: number | null): string {
  if (version === current) return version === null ? aliasHandleText.notSet : aliasHandleText.at({ version })
  return version === null ? aliasHandleText.remove : aliasHandleText.moveTo({ version })
}

// Rollbacks: determines which aliases of a model can be rolled back, and to which version.

export interface Rollback {
  readonly alias: Alias
  readonly to: number
}

/**
 * The possible rollbacks for a model. An alias that has been moved only once cannot be rolled back, but the user can
 * remove it instead.
 */
export function rollbacks({ versions, moves, now }: RegistryModel): readonly Rollback[] {
  const here = new Set<number | null>(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
  return ALIASES.flatMap((alias) => {
    // A challenger or shadow alias was removed for a reason, so rolling back its removal is not offered. If the removal
    // was a mistake, the user can undo it.
    if (alias !== 'champion' && now[alias] === undefined) return []
    const earlier = rollbackTarget(moves, alias)
    // Nor is the version before a removal, such as one that its canary rolled back.
    const offered = alias === 'champion' ? earlier : earlier.slice(0, earlier.indexOf(null))
    const to = offered.find((version) => here.has(version) && version !== now[alias])
    // The champion version is not offered as a challenger or shadow of itself.
    return to === undefined || to === null || (alias !== 'champion' && to === now.champion) ? [] : [{ alias, to }]
  })
}
