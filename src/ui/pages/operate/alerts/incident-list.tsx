/** @file IncidentList: incidents grouped by state, newest first. */
import { incidentsText as text } from '../../../../messages/en/operate/incidents'
import type { Grade, IncidentVerdict } from '../../../../ops/alerts/grade-alerts'
import type { Incident } from '../../../../ops/alerts/incidents'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import type { LogDictionary } from '../../../../ops/log-entry'
import styles from './alerts.module.css'
import { stateText } from './evidence-text'

export interface IncidentListProps {
  readonly incidents: readonly Incident[]
  readonly grade: Grade | undefined
  readonly book: LogDictionary | undefined
  readonly minute: number
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

const GROUPS = [
  [text.groups.open, (one: Incident) => one.state === 'open' && !isSilent(one)],
  [text.groups.acknowledged, (one: Incident) => one.state === 'acknowledged' && !isSilent(one)],
  [text.groups.silenced, isSilent],
  [text.groups.resolved, (one: Incident) => one.state === 'resolved' && !isSilent(one)],
] as const

const ROWS = { true: text.row.plain, false: text.row.noFault, moved: text.row.afterChange } as const satisfies Readonly<
  Record<IncidentVerdict, unknown>
>

/** Whether an incident was silenced from the start, so that nobody was ever notified. */
function isSilent({ notifiedMinute }: Incident): boolean {
  return notifiedMinute === undefined
}

/** A list of buttons that select an incident. */
export function IncidentList({ incidents, grade, book, minute, chosen, onChoose }: IncidentListProps) {
  return (
    <div className={styles.incidentList}>
      {GROUPS.map(([title, belongs]) => {
        const own = incidents.filter(belongs).toReversed()
        if (own.length === 0) return null
        return (
          <section key={title} aria-label={title}>
            <h3>
              {title} <span className={styles.soft}>{own.length}</span>
            </h3>
            <ul>
              {own.map((incident) => (
                <li key={incident.id}>
                  <button
                    type="button"
                    className={styles.row}
                    aria-pressed={incident.id === chosen}
                    onClick={() => onChoose(incident.id)}
                  >
                    <span
                      className={styles.badge}
                      data-severity={incident.severity}
                      data-over={incident.state === 'resolved'}
                    >
                      {text.severity[incident.severity]}
                    </span>
                    <span className={styles.title}>{incidentTitle(incident, book)}</span>
                    <span className={styles.soft}>
                      {ROWS[grade?.verdicts[incident.id] ?? 'true']({
                        minute: incident.fromMinute,
                        state: stateText(incident, minute),
                      })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
