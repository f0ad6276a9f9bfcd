/** @file IncidentList: the inbox: incidents by how they stand, the newest first. */
import type { Grade, IncidentVerdict } from '../../../../ops/alerts/grading'
import type { Incident } from '../../../../ops/alerts/incidents'
import { incidentTitle } from '../../../../ops/alerts/title'
import type { Book } from '../../../../ops/record'
import styles from './alerts.module.css'
import { stateWords } from './evidence-words'
import { whenWords } from './figures'

export interface IncidentListProps {
  readonly incidents: readonly Incident[]
  readonly grade: Grade | undefined
  readonly book: Book | undefined
  readonly minute: number
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

const GROUPS = [
  ['Open', (one: Incident) => one.state === 'open' && !isSilent(one)],
  ['Taken on', (one: Incident) => one.state === 'acknowledged' && !isSilent(one)],
  ['Silenced', isSilent],
  ['Over', (one: Incident) => one.state === 'resolved' && !isSilent(one)],
] as const

/** What is said of an incident where no fault of the score was at work. */
const VERDICTS: Readonly<Record<IncidentVerdict, string>> = {
  true: '',
  false: ', no fault was at work',
  moved: ', after what was done here',
}

/** Nobody was told of it. */
function isSilent({ toldMinute }: Incident): boolean {
  return toldMinute === undefined
}

/** Rows to press. */
export function IncidentList({ incidents, grade, book, minute, chosen, onChoose }: IncidentListProps) {
  return (
    <div className={styles.inbox}>
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
                      {incident.severity}
                    </span>
                    <span className={styles.title}>{incidentTitle(incident, book)}</span>
                    <span className={styles.soft}>
                      {whenWords(incident.fromMinute)}, {stateWords(incident, minute)}
                      {VERDICTS[grade?.verdicts[incident.id] ?? 'true']}
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
