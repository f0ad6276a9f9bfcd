/** @file IncidentsTab: the list of incidents on the left, the selected incident next to it, and alert quality above. */
import { useState } from 'react'
import { incidentsText as text } from '../../../../messages/en/operate/incidents'
import { SILENCE_MINUTES } from '../../../../ops/alerts/incidents'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../empty-page'
import { PlayScenarioButton } from '../play-scenario-button'
import styles from './alerts.module.css'
import { GradeCard } from './grade-card'
import { IncidentDetail } from './incident-detail'
import { type Alerts, useAlerts } from './use-alerts'
import type { Grade, IncidentVerdict } from '../../../../ops/alerts/grade-alerts'
import type { Incident } from '../../../../ops/alerts/incidents'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import type { LogDictionary } from '../../../../ops/log-entry'
import { stateText } from './evidence-text'

export default function IncidentsTab() {
  const alerts = useAlerts()
  const run = useRunCommand()
  const [selected, setSelected] = useState<string>()
  if (!alerts) return null
  const { incidents, grade, log, state } = alerts
  if (incidents.length === 0) return <Nothing alerts={alerts} />
  const chosen =
    incidents.find(({ id }) => id === selected) ??
    incidents.findLast((one) => one.state !== 'resolved') ??
    incidents.at(-1)
  return (
    <div className={styles.incidents}>
      <div className={styles.side}>
        {grade && <GradeCard grade={grade} rules={state.rules} />}
        <IncidentList
          incidents={incidents}
          grade={grade}
          book={log.book}
          minute={state.minute}
          chosen={chosen?.id}
          onChoose={setSelected}
        />
        <Button
          size="small"
          tone="quiet"
          title={text.silenceAbout}
          onClick={() => run('incident.silence', { minutes: SILENCE_MINUTES })}
        >
          {text.silence({ minutes: SILENCE_MINUTES })}
        </Button>
      </div>
      {chosen && <IncidentDetail key={chosen.id} alerts={alerts} incident={chosen} />}
    </div>
  )
}

/** Says why there are no incidents: all is well, or there are no objectives or no requests. */
function Nothing({ alerts }: { readonly alerts: Alerts }) {
  const run = useRunCommand()
  const { state, grade } = alerts
  if (state.slos.length === 0)
    return (
      <EmptyPage title={text.noObjectives} about={text.noObjectivesAbout}>
        <Button tone="primary" onClick={() => run('room.open', { room: 'operate', tab: 'objectives' })}>
          {text.addObjective}
        </Button>
      </EmptyPage>
    )
  if (alerts.log.requests() === 0)
    return (
      <EmptyPage title={text.notYet} about={text.notYetAbout}>
        <PlayScenarioButton preset="bad-deploy" presetLabel={text.badDeploy} />
      </EmptyPage>
    )
  return (
    <div className={styles.list}>
      {grade && <GradeCard grade={grade} rules={state.rules} />}
      <EmptyPage title={text.none} about={text.noneAbout} />
    </div>
  )
}

interface IncidentListProps {
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
function IncidentList({ incidents, grade, book, minute, chosen, onChoose }: IncidentListProps) {
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
