/** @file ModelTrack: the versions of a model on a line, and above it the aliases, dragged from version to version. */
import { registryText } from '../../../../messages/en/operate/registry'
import { ALIASES } from '../../../../catalog/lowered-stage'
import type { ModelLine, VersionBead } from '../../../../studio/operate/registry'
import { when } from '../../../../messages/format'
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

const { track: text } = registryText

/** Room after the last version for the label of an alias, in pixels. */
const BEHIND = 110

/** Scrolls a long line to the champion. */
function intoMiddle(bead: HTMLElement | null): void {
  const track = bead?.closest('section')
  if (bead && track) track.scrollLeft = bead.offsetLeft - track.clientWidth / 2
}

/** The versions of a model. */
export function ModelTrack({ line, opened, onOpen }: TrackProps) {
  const { model, versions } = line
  const places = placesOf(versions.map((bead) => (bead.state === 'here' ? bead.createdAt : undefined)))
  const practised = versions.flatMap((bead) =>
    bead.state === 'here' && bead.practice
      ? [text.practiceVersion({ version: bead.version, bad: bead.practice.bad })]
      : [],
  )
  const shown = opened?.kind === 'version' ? opened.version : undefined
  return (
    <section className={styles.track} aria-label={text.label({ model })}>
      <div className={styles.rail} style={{ width: (places.at(-1) ?? 0) + BEHIND }}>
        <span className={styles.string} style={{ left: 40, width: (places.at(-1) ?? 40) - 40 }} />
        <span className={styles.mast}>{text.notSet}</span>
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
            aria-label={versionText(bead)}
            title={versionText(bead)}
            onClick={() => onOpen({ kind: 'version', model, version: bead.version })}
          >
            {bead.version}
          </button>
        ))}
      </div>
      {practised.length > 0 && <p className={styles.made}>{text.practice({ versions: practised })}</p>}
    </section>
  )
}

function versionText(bead: VersionBead): string {
  if (bead.state === 'damaged') return text.damaged(bead)
  const { version, createdAt, metrics, practice } = bead
  const saved = when(createdAt)
  return practice
    ? text.practiceSaved({ version, saved, ...practice })
    : text.version({ version, saved, metrics: metricWords(metrics) })
}
