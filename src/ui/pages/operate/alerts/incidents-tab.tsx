/** @file IncidentsTab: the list of incidents on the left, the selected incident next to it, and alert quality above. */

import { useState } from 'react'
import { alertQualityText, incidentsText as text } from '../../../../messages/en/operate/alerts'
import {
  couldBeDetected,
  decidedVerdicts,
  type Grade,
  type GradedFault,
  type IncidentVerdict,
} from '../../../../ops/alerts/grade-alerts'
import { type Incident, SILENCE_MINUTES } from '../../../../ops/alerts/incidents'
import type { LogDictionary } from '../../../../ops/log-entry'
import type { BurnRule } from '../../../../ops/slo-burn'
import { Button } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../section'
import { PlayScenarioButton } from '../scenario-timeline'
import kit from '../../../kit/kit.module.css'
import styles from './alerts.module.css'
import { stateText } from './evidence-text'
import { IncidentDetail, IncidentRow } from './incident-detail'
import { type Alerts, pagesFirst, useAlerts, useChosenIncident, useUnevaluatedText } from './use-alerts'

export default function IncidentsTab() {
  const alerts = useAlerts()
  const run = useRunCommand()
  const [selected, choose] = useChosenIncident()
  if (!alerts) return null
  const { incidents, grade, log, state } = alerts
  if (incidents.length === 0) return <Nothing alerts={alerts} />
  const chosen =
    incidents.find(({ id }) => id === selected) ??
    pagesFirst(incidents.filter((one) => one.state !== 'resolved').toReversed())[0] ??
    incidents.at(-1)
  return (
    <div className={`${kit.columns} ${styles.incidents}`}>
      <div className={kit.stackWide}>
        {grade && <GradeCard grade={grade} rules={state.rules} />}
        <IncidentList
          incidents={incidents}
          grade={grade}
          book={log.book}
          minute={state.minute}
          chosen={chosen?.id}
          onChoose={choose}
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
  const unevaluated = useUnevaluatedText()
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
    <div className={kit.stackWide}>
      {grade && <GradeCard grade={grade} rules={state.rules} />}
      <EmptyPage title={text.none} about={text.noneAbout}>
        {unevaluated !== undefined && <p>{unevaluated}</p>}
      </EmptyPage>
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

const ROWS = {
  true: text.row.plain,
  false: text.row.noFault,
  moved: text.row.afterChange,
  baseline: text.row.withoutFault,
} as const satisfies Readonly<Record<IncidentVerdict, unknown>>

/** Whether an incident was silenced from the start, so that nobody was ever notified. */
function isSilent({ notifiedMinute }: Incident): boolean {
  return notifiedMinute === undefined
}

/** A list of buttons that select an incident. */
function IncidentList({ incidents, grade, book, minute, chosen, onChoose }: IncidentListProps) {
  return (
    <div className={styles.incidentList}>
      {GROUPS.map(([title, belongs]) => {
        const own = pagesFirst(incidents.filter(belongs).toReversed())
        if (own.length === 0) return null
        return (
          <section key={title} aria-label={title}>
            <h3>
              {title} <span className={kit.soft}>{own.length}</span>
            </h3>
            <ul className={kit.stackTight}>
              {own.map((incident) => (
                <li key={incident.id}>
                  <IncidentRow
                    incident={incident}
                    book={book}
                    isChosen={incident.id === chosen}
                    onOpen={() => onChoose(incident.id)}
                  >
                    {ROWS[grade?.verdicts[incident.id] ?? 'true']({
                      minute: incident.fromMinute,
                      state: stateText(incident, minute),
                    })}
                  </IncidentRow>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function GradeCard({ grade, rules }: { readonly grade: Grade; readonly rules: readonly BurnRule[] }) {
  const [open, setOpen] = useState(false)
  const decided = decidedVerdicts(grade)
  const right = decided.filter((verdict) => verdict === 'true').length
  const affecting = grade.faults.filter(couldBeDetected)
  const detected = affecting.filter(({ incident }) => incident !== undefined)
  return (
    <section className={`${kit.section} ${styles.grade}`} aria-label={alertQualityText.title}>
      <dl className={kit.figures}>
        <div title={alertQualityText.precisionAbout}>
          <dt>{alertQualityText.precision}</dt>
          <dd>{alertQualityText.share({ share: grade.precision })}</dd>
          <dd>
            {decided.length === 0
              ? alertQualityText.noIncidents
              : alertQualityText.incidents({ right, all: decided.length })}
          </dd>
        </div>
        <div title={alertQualityText.recallAbout}>
          <dt>{alertQualityText.recall}</dt>
          <dd>{alertQualityText.share({ share: grade.recall })}</dd>
          <dd>
            {affecting.length === 0
              ? alertQualityText.noFaultAffected
              : alertQualityText.faultsFound({ found: detected.length, all: affecting.length })}
          </dd>
        </div>
        <div title={alertQualityText.timeToDetectAbout}>
          <dt>{alertQualityText.timeToDetect}</dt>
          <dd>
            {alertQualityText.pageAndAlert({
              page: rounded(grade.minutesToPage),
              alert: rounded(grade.minutesToDetect),
            })}
          </dd>
          <dd>
            {alertQualityText.byRule({
              rules: rules.flatMap(({ id, factor }) => {
                const one = grade.byRule[id]
                return one ? [{ factor, minutes: Math.round(one.minutes) }] : []
              }),
            })}
          </dd>
        </div>
        {(grade.drift.events > 0 || grade.drift.incidents > 0) && (
          <div title={alertQualityText.driftAbout}>
            <dt>{alertQualityText.drift}</dt>
            <dd>{alertQualityText.driftFound({ found: grade.drift.found, all: grade.drift.events })}</dd>
            <dd>
              {alertQualityText.driftDetails({
                minutes: rounded(grade.drift.minutesToDetect),
                falseAlarms: grade.drift.incidents - grade.drift.right,
              })}
            </dd>
          </div>
        )}
      </dl>
      {grade.faults.length === 0 ? (
        <p className={kit.soft}>{alertQualityText.faults({ begun: 0, ahead: grade.ahead })}</p>
      ) : (
        <Button size="small" tone="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? alertQualityText.hide : alertQualityText.faults({ begun: grade.faults.length, ahead: grade.ahead })}
        </Button>
      )}
      {open && <Faults grade={grade} />}
    </section>
  )
}

function rounded(minutes: number | undefined): number | undefined {
  return minutes === undefined ? undefined : Math.round(minutes)
}

function Faults({ grade }: { readonly grade: Grade }) {
  return (
    <DataTable
      columns={[
        { head: alertQualityText.fault, cell: ({ title }) => title },
        {
          head: alertQualityText.detected,
          cell: detectedText,
          attributes: (fault) => ({
            'data-missed': couldBeDetected(fault) && fault.incident === undefined ? '' : undefined,
          }),
        },
        {
          head: alertQualityText.affected,
          cell: ({ felt }) => (felt.length > 0 ? alertQualityText.objectives({ ids: felt }) : alertQualityText.none),
          wrap: true,
        },
        { head: alertQualityText.from, cell: ({ fromMinute }) => alertQualityText.when({ minute: fromMinute }) },
        {
          head: alertQualityText.duration,
          cell: ({ fromMinute, toMinute }) => alertQualityText.length({ minutes: toMinute - fromMinute }),
        },
      ]}
      rows={grade.faults}
      rowKey={({ note }) => note}
    />
  )
}

/** Says when a fault was detected, or that it was missed. */
function detectedText({ felt, openIncident, minutesToDetect, minutesToPage, driftMinutes }: GradedFault): string {
  if (minutesToDetect !== undefined) return alertQualityText.after({ page: minutesToPage, alert: minutesToDetect })
  if (openIncident !== undefined) return alertQualityText.whileOpen
  if (driftMinutes !== undefined) return alertQualityText.asDrift({ minutes: driftMinutes })
  return felt.length > 0 ? alertQualityText.missed : alertQualityText.nothing
}
