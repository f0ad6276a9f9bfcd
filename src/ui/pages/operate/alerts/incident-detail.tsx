/** @file IncidentDetail: one incident: rules that fired, common traits, changes before it began, its runbook and notes. */

import { useState } from 'react'
import { incidentsText as text } from '../../../../messages/en/operate/alerts'
import { fixed } from '../../../../messages/format'
import { burnsOf, driftsOf, type Incident, incidentTitle } from '../../../../ops/alerts/incidents'
import { RECENT_MINUTES } from '../../../../ops/alerts/metric-shifts'
import { sloSentence } from '../../../../ops/slo'
import { Button, classNames } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import table from '../../../kit/table.module.css'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import { featureName } from '../drift/drift-text'
import styles from './alerts.module.css'
import {
  alertNumbers,
  driftEvidence,
  driftRows,
  driftSize,
  periodText,
  ruleText,
  seenText,
  serviceChangeLine,
  shiftText,
  silenceText,
  sinceText,
  stateText,
  traitText,
  verdictText,
} from './evidence-text'
import { Runbook } from './runbook'
import type { Alerts } from './use-alerts'
import { WorstRequests } from './worst-requests'

export function IncidentDetail({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const run = useRunCommand()
  const { book } = alerts.log
  const { state } = incident
  const [silence, seen] = [silenceText(incident), seenText(incident)]
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
              {state === 'open' ? text.acknowledge : text.acknowledged}
            </Button>
            <Button size="small" icon="check" onClick={() => run('incident.resolve', { incident: incident.id })}>
              {text.resolve}
            </Button>
          </>
        )}
      </header>
      <p className={styles.soft}>
        {text.summary({ since: sinceText(incident), state: stateText(incident, alerts.state.minute) })} {silence}{' '}
        {silence && incident.notifiedMinute === undefined && text.nobodyNotified}
      </p>
      <p role="status" className={styles.soft}>
        {seen}
      </p>
      {verdict && (
        <p className={styles.groundTruth} data-verdict={verdict}>
          {verdictText(
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
          <Evidence title={text.traits.title} all={incident.traits.map((trait) => traitText(trait, book))} />
          <Evidence title={text.changes.title} all={incident.moves.map(serviceChangeLine)} />
          <Evidence
            title={text.shifts.title}
            about={text.shifts.about({ minutes: RECENT_MINUTES })}
            all={incident.shifts.map((one) => shiftText(one, book))}
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
    <section aria-label={text.notes.title}>
      <h3>{text.notes.title}</h3>
      <ul className={styles.facts}>
        {notes.map((note, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added
          <li key={i}>
            <Rich
              text={text.notes.note(note)}
              marks={{ time: (inner) => <span className={styles.soft}>{inner}</span> }}
            />
          </li>
        ))}
      </ul>
      <CommentField incident={id} />
    </section>
  )
}

function Fired({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const { slos, rules } = alerts.state
  const burns = burnsOf(incident.alerts)
  if (burns.length === 0) return null
  return (
    <section aria-label={text.fired.title}>
      <h3>{text.fired.title}</h3>
      <div className={styles.scroll}>
        <table className={classNames(table.table, styles.rules)}>
          <thead>
            <tr>
              <th scope="col">{text.fired.objective}</th>
              <th scope="col">{text.fired.rule}</th>
              <th scope="col">{text.fired.burn}</th>
              <th scope="col">{text.fired.bad}</th>
              <th scope="col">{text.fired.when}</th>
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
                    {text.fired[alert.severity]({ rule: rule ? ruleText(rule) : alert.rule })}
                  </td>
                  <td>{text.fired.burned({ long: alert.numbers.burn, short: alert.numbers.shortBurn })}</td>
                  <td>{alertNumbers(alert)}</td>
                  <td>{periodText(alert)}</td>
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
    <section aria-label={text.drift.title}>
      <h3 title={text.drift.about}>{text.drift.title}</h3>
      <div className={styles.scroll}>
        <table className={classNames(table.table, styles.rules)}>
          <thead>
            <tr>
              <th scope="col">{text.drift.feature}</th>
              <th scope="col" title={text.drift.valueAbout}>
                {text.drift.value}
              </th>
              <th scope="col" title={text.drift.psiAbout}>
                {text.drift.psi}
              </th>
              <th scope="col">{text.drift.evidence}</th>
              <th scope="col">{text.drift.when}</th>
            </tr>
          </thead>
          <tbody>
            {driftRows(drifts).map(({ furthest, periods }) => (
              <tr key={furthest.feature.name}>
                <td className={styles.wrap} translate="no">
                  {featureName(furthest.feature)}
                </td>
                <td className={styles.wrap}>{driftSize(furthest)}</td>
                <td>{fixed(furthest.feature.psi, 2)}</td>
                <td className={styles.wrap}>{driftEvidence(furthest)}</td>
                <td className={styles.wrap}>{periods}</td>
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

const commentFieldText = text.notes

function CommentField({ incident }: { readonly incident: string }) {
  const run = useRunCommand()
  const [note, setNote] = useState('')
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault()
        if (note.trim() === '') return
        run('incident.note', { incident, text: note })
        setNote('')
      }}
    >
      <TextField
        label={commentFieldText.field}
        layout="bare"
        reportOn="typing"
        placeholder={commentFieldText.placeholder}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <Button type="submit" size="small" disabled={note.trim() === ''}>
        {commentFieldText.add}
      </Button>
    </form>
  )
}
