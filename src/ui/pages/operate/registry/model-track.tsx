/** @file ModelTrack: the line itself: a bead a version, and above it the flags, dragged from bead to bead. */
import { ALIASES } from '../../../../catalog/lowered-stage'
import type { ModelLine, VersionBead } from '../../../../studio/operate/registry'
import { dateWords } from '../../../shell/date-words'
import { metricWords } from '../../../shell/model-metrics'
import { Flag } from './flag'
import { placesOf } from './places'
import styles from './registry.module.css'
import type { Opened } from './opened'

export interface TrackProps {
  readonly line: ModelLine
  readonly opened: Opened | null
  readonly onOpen: (opened: Opened) => void
}

/** Room behind the last bead for the words of a flag, in pixels. */
const BEHIND = 110

/** Of a long line the champion is in sight first. */
function intoMiddle(bead: HTMLElement | null): void {
  const track = bead?.closest('section')
  if (bead && track) track.scrollLeft = bead.offsetLeft - track.clientWidth / 2
}

/** The line of a model. */
export function ModelTrack({ line, opened, onOpen }: TrackProps) {
  const { model, versions } = line
  const places = placesOf(versions.map((bead) => (bead.state === 'here' ? bead.createdAt : undefined)))
  const practised = versions.flatMap((bead) =>
    bead.state === 'here' && bead.practice ? [`${bead.version} ${bead.practice.bad}`] : [],
  )
  const shown = opened?.kind === 'version' ? opened.version : undefined
  return (
    <section className={styles.track} aria-label={`Versions of ${model}`}>
      <div className={styles.rail} style={{ width: (places.at(-1) ?? 0) + BEHIND }}>
        <span className={styles.string} style={{ left: 40, width: (places.at(-1) ?? 40) - 40 }} />
        <span className={styles.mast}>not set</span>
        {ALIASES.map((alias, row) => (
          <Flag
            key={alias}
            {...{ alias, row, line, places }}
            wanted={opened?.kind === 'gate' && opened.alias === alias ? opened.version : undefined}
            onDrop={(version) => onOpen({ kind: 'gate', model, alias, version })}
          />
        ))}
        {versions.map((bead, i) => (
          <button
            key={bead.version}
            type="button"
            className={styles.bead}
            style={{ left: places[i] }}
            data-state={bead.state}
            data-practice={bead.state === 'here' && bead.practice ? 'yes' : 'no'}
            ref={bead.version === line.now.champion ? intoMiddle : undefined}
            aria-pressed={bead.version === shown}
            aria-label={beadWords(bead)}
            title={beadWords(bead)}
            onClick={() => onOpen({ kind: 'version', model, version: bead.version })}
          >
            {bead.version}
          </button>
        ))}
      </div>
      {practised.length > 0 && (
        <p className={styles.made}>Made to practise on, bad on purpose: {practised.join(', ')}.</p>
      )}
    </section>
  )
}

function beadWords(bead: VersionBead): string {
  if (bead.state === 'damaged') return `Version ${bead.version}: what was kept of it is damaged`
  const { version, createdAt, metrics, practice } = bead
  if (practice)
    return `Version ${version}, ${dateWords(createdAt)}: to practise on, ${practice.bad}, made of version ${practice.of}`
  return `Version ${version}, ${dateWords(createdAt)}: ${metricWords(metrics)}`
}
