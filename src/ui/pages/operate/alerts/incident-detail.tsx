/** @file IncidentDetail: one incident: rules that fired, common traits, changes before it began, its runbook and notes. */

import { type ReactNode, useState } from 'react'
import { incidentsText } from '../../../../messages/en/operate/alerts'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { fixed } from '../../../../messages/format'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import { burnsOf, driftsOf, type Incident, likeliestChanges } from '../../../../ops/alerts/incidents'
import { RECENT_MINUTES } from '../../../../ops/alerts/metric-shifts'
import { worstRequests } from '../../../../ops/alerts/worst-requests'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import { versionTitle } from '../../../../messages/en/operate/terms'
import type { LogDictionary } from '../../../../ops/log-entry'
import { sloSentence } from '../../../../ops/slo'
import { Button, type ButtonProps } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { Rich } from '../../../kit/rich-text'
import { TextField } from '../../../kit/text-field'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { featureName } from '../drift/drift-view'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './alerts.module.css'
import {
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
  traitLines,
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
    <article className={`${kit.card} ${styles.detail}`} aria-label={incidentTitle(incident, book)}>
      <header className={kit.wrapWide}>
        <h2>{incidentTitle(incident, book)}</h2>
        <span className={kit.grow} />
        {state !== 'resolved' && (
          <>
            <Acknowledge incident={incident} tone="primary" />
            <Button size="small" icon="check" onClick={() => run('incident.resolve', { incident: incident.id })}>
              {incidentsText.resolve}
            </Button>
          </>
        )}
      </header>
      <p className={kit.soft}>
        {incidentsText.summary({ since: sinceText(incident), state: stateText(incident, alerts.state.minute) })}{' '}
        {silence} {silence && incident.notifiedMinute === undefined && incidentsText.nobodyNotified}
      </p>
      <p role="status" className={kit.soft}>
        {seen}
      </p>
      {verdict && (
        // Finding the cause is the exercise, so it is shown only on request.
        <details className={kit.note}>
          <summary>{incidentsText.showCause}</summary>
          <p>
            {verdictText(
              incident,
              verdict,
              faults.map(({ title }) => title),
            )}
          </p>
        </details>
      )}
      <Fired alerts={alerts} incident={incident} />
      <Drifted incident={incident} />
      <div className={kit.columns}>
        <div>
          <Evidence title={incidentsText.traits.title} all={traitLines(incident, book)} />
          <Evidence title={incidentsText.changes.title} all={likeliestChanges(incident, book).map(serviceChangeLine)} />
          <Evidence
            title={incidentsText.shifts.title({ minutes: RECENT_MINUTES })}
            about={incidentsText.shifts.about}
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

/** The button that acknowledges an incident. */
export function Acknowledge({
  incident: { id, state },
  tone,
}: { readonly incident: Incident } & Pick<ButtonProps, 'tone'>) {
  const run = useRunCommand()
  const isOpen = state === 'open'
  return (
    <Button
      size="small"
      tone={isOpen ? (tone ?? 'plain') : 'plain'}
      disabled={!isOpen}
      onClick={() => run('incident.acknowledge', { incident: id })}
    >
      {isOpen ? incidentsText.acknowledge : incidentsText.acknowledged}
    </Button>
  )
}

/** A tag with the severity of an incident. */
export function Severity({ incident: { severity, state } }: { readonly incident: Incident }) {
  return (
    <span className={`${kit.tag} ${styles.badge}`} data-severity={severity} data-over={state === 'resolved'}>
      {incidentsText.severity[severity]}
    </span>
  )
}

interface IncidentRowProps {
  readonly incident: Incident
  readonly book: LogDictionary | undefined
  readonly isChosen?: boolean
  readonly onOpen: () => void
  /** When and how the incident began or ended. */
  readonly children: ReactNode
}

/** An incident in a list. */
export function IncidentRow({ incident, book, isChosen, onOpen, children }: IncidentRowProps) {
  return (
    <button type="button" className={`${kit.choice} ${styles.row}`} aria-pressed={isChosen} onClick={onOpen}>
      <Severity incident={incident} />
      <span className={kit.strong}>{incidentTitle(incident, book)}</span>
      <span className={kit.caption}>{children}</span>
    </button>
  )
}

function Notes({ incident: { id, notes } }: { readonly incident: Incident }) {
  return (
    <section aria-label={incidentsText.notes.title}>
      <h3>{incidentsText.notes.title}</h3>
      <ul className={kit.stackTight}>
        {notes.map((note, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added
          <li key={i}>
            <Rich
              text={incidentsText.notes.note(note)}
              marks={{ time: (inner) => <span className={kit.soft}>{inner}</span> }}
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
  const text = incidentsText.fired
  if (burns.length === 0) return null
  return (
    <section aria-label={text.title}>
      <h3>{text.title}</h3>
      <DataTable
        columns={[
          { head: text.objective, cell: ({ alert, slo }) => (slo ? sloSentence(slo) : alert.slo), wrap: true },
          {
            head: text.rule,
            cell: ({ alert, rule }) => text[alert.severity]({ rule: rule ? ruleText(rule) : alert.rule }),
            wrap: true,
          },
          {
            head: text.burn,
            cell: ({ alert: { numbers } }) => text.burned({ long: numbers.burn, short: numbers.shortBurn }),
          },
          { head: text.bad, cell: ({ alert }) => text.numbers(alert.numbers), wrap: true },
          { head: text.when, cell: ({ alert }) => periodText(alert, incident.calmMinute), wrap: true },
        ]}
        rows={burns.map((alert) => ({
          alert,
          slo: alert.objective ?? slos.find(({ id }) => id === alert.slo),
          rule: rules.find(({ id }) => id === alert.rule),
        }))}
        rowKey={({ alert }) => alert.id}
      />
    </section>
  )
}

function Drifted({ incident }: { readonly incident: Incident }) {
  const drifts = driftsOf(incident.alerts)
  const text = incidentsText.drift
  if (drifts.length === 0) return null
  return (
    <section aria-label={text.title}>
      <h3 title={text.about}>{text.title}</h3>
      <DataTable
        columns={[
          { head: text.feature, cell: ({ furthest }) => featureName(furthest.feature), name: true, wrap: true },
          { head: text.value, about: text.valueAbout, cell: ({ furthest }) => driftSize(furthest), wrap: true },
          { head: text.psi, about: text.psiAbout, cell: ({ furthest }) => fixed(furthest.feature.psi, 2) },
          { head: text.evidence, cell: ({ furthest }) => driftEvidence(furthest), wrap: true },
          { head: text.when, cell: ({ periods }) => periods, wrap: true },
        ]}
        rows={driftRows(drifts)}
        rowKey={({ furthest }) => furthest.feature.name}
      />
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
      <ul className={kit.stackTight}>
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
      className={kit.row}
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

const requestsText = incidentsText.requests
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
    <section aria-label={requestsText.title}>
      <h3>{requestsText.title}</h3>
      {requests.length === 0 ? (
        <p className={kit.soft}>{requestsText.none}</p>
      ) : (
        <ul>
          {requests.map((request) => (
            <li key={request.id}>
              <button
                type="button"
                className={kit.choice}
                aria-pressed={inspected === request.id}
                title={requestsText.open({ trace: request.trace })}
                onClick={() => run('service.inspect', { request: request.id })}
              >
                <b>{requestsText.id({ id: request.id })}</b> {requestText(request, classes)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function requestText(
  { at, status, total, asked, version = asked, slice, predicted, confidence, label }: RequestRecord,
  classes: readonly string[],
): string {
  const name = (k: number | undefined) => classes[k ?? -1] ?? '?'
  const isWrong = label !== undefined && predicted !== undefined && predicted !== label.value
  const both = { predicted: name(predicted), label: name(label?.value) }
  const outcome = !isWrong
    ? requestStatusText[status]
    : confidence === undefined
      ? requestsText.wrong(both)
      : requestsText.wrongSure({ ...both, confidence })
  return requestsText.row({
    ...{ outcome, slice, at },
    ms: total >= 0.05 ? total : undefined,
    version: version && versionTitle(version),
  })
}
