/** @file IncidentDetail: one incident: rules that fired, common traits, changes before it began, its runbook and notes. */
import { useState } from 'react'
import { incidentsText } from '../../../../messages/en/operate/alerts'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { fixed } from '../../../../messages/format'
import { burnsOf, driftsOf, type Incident, incidentTitle } from '../../../../ops/alerts/incidents'
import { RECENT_MINUTES } from '../../../../ops/alerts/metric-shifts'
import { worstRequests } from '../../../../ops/alerts/worst-requests'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import { versionName } from '../../../../ops/log-entry'
import { sloSentence } from '../../../../ops/slo'
import { Button, classNames } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import table from '../../../kit/table.module.css'
import { TextField } from '../../../kit/text-field'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { featureName } from '../drift/drift-text'
import { useOperate } from '../use-operate'
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
              {state === 'open' ? incidentsText.acknowledge : incidentsText.acknowledged}
            </Button>
            <Button size="small" icon="check" onClick={() => run('incident.resolve', { incident: incident.id })}>
              {incidentsText.resolve}
            </Button>
          </>
        )}
      </header>
      <p className={styles.soft}>
        {incidentsText.summary({ since: sinceText(incident), state: stateText(incident, alerts.state.minute) })}{' '}
        {silence} {silence && incident.notifiedMinute === undefined && incidentsText.nobodyNotified}
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
          <Evidence title={incidentsText.traits.title} all={incident.traits.map((trait) => traitText(trait, book))} />
          <Evidence title={incidentsText.changes.title} all={incident.moves.map(serviceChangeLine)} />
          <Evidence
            title={incidentsText.shifts.title}
            about={incidentsText.shifts.about({ minutes: RECENT_MINUTES })}
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
    <section aria-label={incidentsText.notes.title}>
      <h3>{incidentsText.notes.title}</h3>
      <ul className={styles.facts}>
        {notes.map((note, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added
          <li key={i}>
            <Rich
              text={incidentsText.notes.note(note)}
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
    <section aria-label={incidentsText.fired.title}>
      <h3>{incidentsText.fired.title}</h3>
      <div className={styles.scroll}>
        <table className={classNames(table.table, styles.rules)}>
          <thead>
            <tr>
              <th scope="col">{incidentsText.fired.objective}</th>
              <th scope="col">{incidentsText.fired.rule}</th>
              <th scope="col">{incidentsText.fired.burn}</th>
              <th scope="col">{incidentsText.fired.bad}</th>
              <th scope="col">{incidentsText.fired.when}</th>
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
                    {incidentsText.fired[alert.severity]({ rule: rule ? ruleText(rule) : alert.rule })}
                  </td>
                  <td>{incidentsText.fired.burned({ long: alert.numbers.burn, short: alert.numbers.shortBurn })}</td>
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
    <section aria-label={incidentsText.drift.title}>
      <h3 title={incidentsText.drift.about}>{incidentsText.drift.title}</h3>
      <div className={styles.scroll}>
        <table className={classNames(table.table, styles.rules)}>
          <thead>
            <tr>
              <th scope="col">{incidentsText.drift.feature}</th>
              <th scope="col" title={incidentsText.drift.valueAbout}>
                {incidentsText.drift.value}
              </th>
              <th scope="col" title={incidentsText.drift.psiAbout}>
                {incidentsText.drift.psi}
              </th>
              <th scope="col">{incidentsText.drift.evidence}</th>
              <th scope="col">{incidentsText.drift.when}</th>
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

const commentFieldText = incidentsText.notes

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

// WorstRequests: the stored requests behind an incident, worst first; selecting a request shows its details.

const text = incidentsText.requests
const SHOWN = 8

function WorstRequests({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const run = useRunCommand()
  const inspected = useOperate((state) => state.request)
  const { log, state, view } = alerts
  // The ring is changed in place, and grown says so.
  const requests = useComputedOnChange([log, state, incident, view], () => {
    const { book } = log
    if (!book) return []
    const { answers = [] } = log.readings.drift.reference ?? {}
    const ids = worstRequests({ buffer: log.fold.buffer, book }, state.slos, incident, SHOWN, answers)
    return ids.flatMap((id) => requestOf(log.fold.buffer, book, log.seed, id) ?? [])
  })
  const classes = log.book?.classes ?? []
  return (
    <section aria-label={text.title}>
      <h3>{text.title}</h3>
      {requests.length === 0 ? (
        <p className={styles.soft}>{text.none}</p>
      ) : (
        <ul className={styles.requests}>
          {requests.map((request) => (
            <li key={request.id}>
              <button
                type="button"
                className={styles.request}
                aria-pressed={inspected === request.id}
                title={text.open({ trace: request.trace })}
                onClick={() => run('service.inspect', { request: request.id })}
              >
                <b>{text.id({ id: request.id })}</b> {requestText(request, classes)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function requestText(
  { at, status, total, version, slice, predicted, confidence, label }: RequestRecord,
  classes: readonly string[],
): string {
  const name = (k: number | undefined) => classes[k ?? -1] ?? '?'
  const isWrong = label !== undefined && predicted !== undefined && predicted !== label.value
  const both = { predicted: name(predicted), label: name(label?.value) }
  const outcome = !isWrong
    ? requestStatusText[status]
    : confidence === undefined
      ? text.wrong(both)
      : text.wrongSure({ ...both, confidence })
  return text.row({
    ...{ outcome, slice, at },
    ms: total >= 0.05 ? total : undefined,
    version: version && versionName(version),
  })
}
