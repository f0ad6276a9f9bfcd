/**
 * @file ModelTrack: the versions of a model on a horizontal track, with aliases above it that can be dragged from
 * version to version.
 */
import { registryText } from '../../../../messages/en/operate/registry'
import { badModelName } from '../../../../messages/en/operate/terms'
import { ALIASES } from '../../../../catalog/lowered-stage'
import type { RegistryModel, RegistryVersion } from '../../../../studio/operate/registry'
import { when } from '../../../../messages/format'
import { modelMetricsText } from '../../../shell/model-metrics'
import { AliasHandle } from './alias-handle'
import { versionPositions } from './version-positions'
import styles from './registry.module.css'
import type { OpenPanel } from './open-registry-panel'

export interface TrackProps {
  readonly registryModel: RegistryModel
  readonly openPanel: OpenPanel | null
  readonly onOpen: (openPanel: OpenPanel) => void
}

const { track: text } = registryText

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
  const practiceVersions = versions.flatMap((version) =>
    version.state === 'here' && version.practice
      ? [text.practiceVersion({ version: version.version, bad: badModelName(version.practice.bad) })]
      : [],
  )
  const shown = openPanel?.kind === 'version' ? openPanel.version : undefined
  return (
    <section className={styles.track} aria-label={text.label({ model })}>
      <div className={styles.rail} dir="ltr" style={{ width: (positions.at(-1) ?? 0) + END_MARGIN }}>
        <span className={styles.trackLine} style={{ left: 40, width: (positions.at(-1) ?? 40) - 40 }} />
        <span className={styles.unset}>{text.notSet}</span>
        {ALIASES.map((alias, row) => (
          <AliasHandle
            key={alias}
            {...{ alias, row, registryModel, positions }}
            target={openPanel?.kind === 'gate' && openPanel.alias === alias ? openPanel.version : undefined}
            onDrop={(version) => onOpen({ kind: 'gate', model, alias, version })}
          />
        ))}
        {versions.map((version, i) => (
          <button
            key={version.version}
            type="button"
            className={styles.version}
            style={{ left: positions[i] }}
            data-state={version.state}
            data-practice={version.state === 'here' && version.practice ? 'yes' : 'no'}
            ref={version.version === registryModel.now.champion ? scrollToMiddle : undefined}
            aria-pressed={version.version === shown}
            aria-label={versionText(version)}
            title={versionText(version)}
            onClick={() => onOpen({ kind: 'version', model, version: version.version })}
          >
            {version.version}
          </button>
        ))}
      </div>
      {practiceVersions.length > 0 && (
        <p className={styles.practice}>{text.practice({ versions: practiceVersions })}</p>
      )}
    </section>
  )
}

function versionText(entry: RegistryVersion): string {
  if (entry.state === 'damaged') return text.damaged(entry)
  const { version, createdAt, metrics, practice } = entry
  const saved = when(createdAt)
  return practice
    ? text.practiceSaved({ version, saved, of: practice.of, bad: badModelName(practice.bad) })
    : text.version({ version, saved, metrics: modelMetricsText(metrics) })
}
