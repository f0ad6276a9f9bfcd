/** @file IncidentDetail: one incident: what fired, what the requests behind it share, what was done before, its runbook and what people wrote. */
import { burnsOf, driftsOf, type Incident } from '../../../../ops/alerts/incidents'
import { incidentTitle } from '../../../../ops/alerts/title'
import { sloSentence } from '../../../../ops/slo'
import { Button, join } from '../../../kit/button'
import table from '../../../kit/table.module.css'
import { useRun } from '../../../studio-context'
import styles from './alerts.module.css'
import {
  alertNumbers,
  driftEvidence,
  driftRows,
  driftSize,
  moveWords,
  seenWords,
  SHIFT_ABOUT,
  shiftWords,
  silenceWords,
  sinceWords,
  stateWords,
  traitWords,
  verdictWords,
} from './evidence-words'
import { ruleWords, timesWords, lastedWords, whenWords } from './figures'
import { nameWords } from '../drift/words'
import { NoteField } from './comment-field'
import { Runbook } from './runbook'
import type { Alerts } from './use-alerts'
import { WorstRequests } from './worst-requests'

export function IncidentDetail({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const run = useRun()
  const { book } = alerts.log
  const { state } = incident
  const [silence, seen] = [silenceWords(incident), seenWords(incident)]
  const verdict = alerts.grade?.verdicts[incident.id]
  const causes = alerts.grade?.causes[incident.id] ?? []
  const faults = alerts.grade?.faults.filter(({ note }) => causes.includes(note)) ?? []
  return (
    <article className={styles.detail} aria-label={incidentTitle(incident, book)}>
      <header className={styles.head}>
        <h2>{incidentTitle(incident, book)}</h2>
        <span className={styles.grow} />
        {state !== 'resolved' && (
          <>
            <Button
              size="small"
              tone={state === 'open' ? 'primary' : 'plain'}
              disabled={state === 'acknowledged'}
              onClick={() => run('incident.acknowledge', { incident: incident.id })}
            >
              {state === 'open' ? 'Take it on' : 'Taken on'}
            </Button>
            <Button size="small" icon="check" onClick={() => run('incident.resolve', { incident: incident.id })}>
              Close
            </Button>
          </>
        )}
      </header>
      <p className={styles.soft}>
        {sinceWords(incident)}, {stateWords(incident, alerts.state.minute)}. {silence}
        {silence && incident.toldMinute === undefined && ' Nobody was told.'}
      </p>
      <p role="status" className={styles.soft}>
        {seen}
      </p>
      {verdict && (
        <p className={styles.truth} data-verdict={verdict}>
          {verdictWords(
            incident,
            verdict,
            faults.map(({ title }) => title),
          )}
        </p>
      )}
      <Fired alerts={alerts} incident={incident} />
      <Drifted incident={incident} />
      <div className={styles.columns}>
        <div>
          <Evidence
            title="What bad ones have in common"
            all={incident.traits.map((trait) => traitWords(trait, book))}
          />
          <Evidence title="What was done before" all={incident.moves.map(moveWords)} />
          <Evidence
            title="What was not as before"
            about={SHIFT_ABOUT}
            all={incident.shifts.map((one) => shiftWords(one, book))}
          />
          <WorstRequests alerts={alerts} incident={incident} />
        </div>
        <div>
          <Runbook alerts={alerts} incident={incident} />
          <Notes incident={incident} />
        </div>
      </div>
    </article>
  )
}

function Notes({ incident: { id, notes } }: { readonly incident: Incident }) {
  return (
    <section aria-label="Notes">
      <h3>Notes</h3>
      <ul className={styles.facts}>
        {notes.map(({ minute, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added
          <li key={i}>
            <span className={styles.soft}>{whenWords(minute)}</span> {text}
          </li>
        ))}
      </ul>
      <NoteField incident={id} />
    </section>
  )
}

function Fired({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const { slos, rules } = alerts.state
  const burns = burnsOf(incident.alerts)
  if (burns.length === 0) return null
  return (
    <section aria-label="Rules that fired">
      <h3>Rules that fired</h3>
      <div className={styles.scroll}>
        <table className={join(table.table, styles.fired)}>
          <thead>
            <tr>
              <th scope="col">Objective</th>
              <th scope="col">Rule</th>
              <th scope="col">Burned</th>
              <th scope="col">Numbers</th>
              <th scope="col">Fired</th>
            </tr>
          </thead>
          <tbody>
            {burns.map((alert) => {
              const slo = slos.find(({ id }) => id === alert.slo)
              const rule = rules.find(({ id }) => id === alert.rule)
              return (
                <tr key={alert.id}>
                  <td className={styles.wrap}>{slo ? sloSentence(slo) : alert.slo}</td>
                  <td className={styles.wrap}>
                    {alert.severity}: {rule ? ruleWords(rule) : alert.rule}
                  </td>
                  <td>
                    {timesWords(alert.numbers.burn)}, {timesWords(alert.numbers.shortBurn)}
                  </td>
                  <td>{alertNumbers(alert)}</td>
                  <td>{lastedWords(alert)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Drifted({ incident }: { readonly incident: Incident }) {
  const drifts = driftsOf(incident.alerts)
  if (drifts.length === 0) return null
  return (
    <section aria-label="What drifts">
      <h3 title="Features that drift in window after window: others than these requests usually have">What drifts</h3>
      <div className={styles.scroll}>
        <table className={join(table.table, styles.fired)}>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th
                scope="col"
                title="In the window in which it was told; of several times the one in which it was furthest"
              >
                Was when told
              </th>
              <th scope="col" title="Population stability index: the size of the change, and no evidence of it">
                PSI
              </th>
              <th scope="col">Evidence</th>
              <th scope="col">Drifts</th>
            </tr>
          </thead>
          <tbody>
            {driftRows(drifts).map(({ furthest, lasted }) => (
              <tr key={furthest.feature.name}>
                <td className={styles.wrap}>{nameWords(furthest.feature)}</td>
                <td className={styles.wrap}>{driftSize(furthest)}</td>
                <td>{furthest.feature.psi.toFixed(2)}</td>
                <td className={styles.wrap}>{driftEvidence(furthest)}</td>
                <td className={styles.wrap}>{lasted}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface EvidenceProps {
  readonly title: string
  readonly about?: string
  readonly all: readonly string[]
}

function Evidence({ title, about, all }: EvidenceProps) {
  if (all.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 title={about}>{title}</h3>
      <ul className={styles.facts}>
        {all.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}
