/**
 * @file IncidentColumn: the incidents next to the dashboards: the most urgent one as a card, the other open ones and the
 * last resolved one as rows, and the smallest error budget below them.
 */
import { useState } from 'react'
import type { RunbookBlock, RunbookPart, RunbookValues } from '../../../../gallery/runbooks'
import { incidentsText } from '../../../../messages/en/operate/alerts'
import { incidentColumnText as text } from '../../../../messages/en/operate/live'
import { tabsText } from '../../../../messages/en/operate/service'
import { capitalized, virtualTime } from '../../../../messages/format'
import type { ServiceChange } from '../../../../ops/alerts/alert'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import { burnsOf, driftsOf, type Incident, likeliestChanges } from '../../../../ops/alerts/incidents'
import { deployRollbackOf } from '../../../../ops/change'
import type { Change, LogDictionary } from '../../../../ops/log-entry'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { Button } from '../../../kit/button'
import { useRunCommand, useRunData } from '../../../studio-context'
import { featureName } from '../drift/drift-view'
import { changeText } from '../change-marks'
import { momentParts } from '../scenario-timeline'
import kit from '../../../kit/kit.module.css'
import { driftSize, sinceText, stateText, traitLines } from './evidence-text'
import { Acknowledge, IncidentRow, Severity } from './incident-detail'
import { doable, type RunbookContext, useRunbook } from './runbook'
import { SmallestBudget } from './slo-card'
import { type Alerts, openIncidents, useChosenIncident, useIncidents } from './use-alerts'

// What other folders show of alerts.
export { type Alarm, alarmOf, type FiringIncident, firingIncidents, useAlarm, useIncidents } from './use-alerts'

export function IncidentColumn({ className }: { readonly className: string | undefined }) {
  const alerts = useIncidents()
  const open = useOpenIncident()
  const run = useRunCommand()
  // While somebody reads the card, a more urgent incident does not replace it.
  const [held, setHeld] = useState<string>()
  if (!alerts) return null
  const { incidents, log, state } = alerts
  const byUrgency = openIncidents(incidents)
  const urgent = byUrgency.find(({ id }) => id === held) ?? byUrgency[0]
  // The rows have the order in which the incidents began, so that a new one does not move the others.
  const others = incidents.filter((one) => one !== urgent && byUrgency.includes(one))
  const resolved = incidents.findLast((one) => one.state === 'resolved' && one.notifiedMinute !== undefined)
  const hold = () => setHeld(urgent?.id)
  return (
    <aside
      className={className}
      aria-label={tabsText.incidents.title}
      onPointerEnter={hold}
      onPointerLeave={() => setHeld(undefined)}
    >
      <div className={kit.stack}>
        <p className={`${kit.row} ${kit.between}`}>
          <b>{tabsText.incidents.title}</b>
          <span className={kit.caption}>{urgent ? text.counts(countsOf(byUrgency)) : text.noneOpen}</span>
        </p>
        {urgent && <IncidentCard key={urgent.id} alerts={alerts} incident={urgent} onOpen={() => open(urgent.id)} />}
      </div>
      {(others.length > 0 || resolved) && (
        <div className={kit.stackTight}>
          {others.map((one) => (
            <IncidentRow key={one.id} incident={one} book={log.book} onOpen={() => open(one.id)}>
              {sinceText(one)}
            </IncidentRow>
          ))}
          {resolved && (
            <>
              <IncidentRow incident={resolved} book={log.book} onOpen={() => open(resolved.id)}>
                {capitalized(stateText(resolved, state.minute))}
              </IncidentRow>
              <Button size="small" tone="quiet" onClick={() => run('room.open', { room: 'operate', tab: 'drills' })}>
                {text.postmortem}
              </Button>
            </>
          )}
        </div>
      )}
      <SmallestBudget alerts={alerts} />
    </aside>
  )
}

function countsOf(incidents: readonly Incident[]) {
  const pages = incidents.filter(({ severity }) => severity === 'page').length
  return { pages, tickets: incidents.length - pages }
}

/** Returns a function that opens an incident in the Incidents tab. */
function useOpenIncident(): (incident: string) => void {
  const run = useRunCommand()
  const [, choose] = useChosenIncident()
  return (incident) => {
    choose(incident)
    run('room.open', { room: 'operate', tab: 'incidents' })
  }
}

/** The open incidents as rows, the most urgent first; null if there are none. */
export function OpenIncidentRows() {
  const alerts = useIncidents()
  const open = useOpenIncident()
  const all = openIncidents(alerts?.incidents ?? [])
  if (!alerts || all.length === 0) return null
  return (
    <section className={kit.below} aria-label={tabsText.incidents.title}>
      <h3 className={kit.below}>{tabsText.incidents.title}</h3>
      <ul className={kit.stackTight}>
        {all.map((one) => (
          <li key={one.id}>
            <IncidentRow incident={one} book={alerts.log.book} onOpen={() => open(one.id)}>
              {sinceText(one)}
            </IncidentRow>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface IncidentCardProps {
  readonly alerts: Alerts
  readonly incident: Incident
  /** Opens the incident with its runbook. */
  readonly onOpen: () => void
}

/** The most urgent incident: what is wrong, what to do, and its main moments. Nothing in it changes with the clock. */
function IncidentCard({ alerts, incident, onOpen }: IncidentCardProps) {
  const run = useRunData()
  const { book } = alerts.log
  const { heading, fix } = useRunbookSummary({ alerts, incident })
  const title = incidentTitle(incident, book)
  return (
    <article className={`${kit.card} ${kit.stack}`} aria-label={title}>
      <p className={`${kit.row} ${kit.between}`}>
        <Severity incident={incident} />
        <span className={kit.caption}>{sinceText(incident)}</span>
      </p>
      <h3>{title}</h3>
      <p>{summaryText(incident, book)}</p>
      <div className={kit.wrap}>
        {fix && (
          <Button
            size="small"
            tone={incident.state === 'open' ? 'primary' : 'plain'}
            title={capitalized(fix.text)}
            onClick={() => run(fix.command, fix.args)}
          >
            {text.fix[fix.command]}
          </Button>
        )}
        <Acknowledge incident={incident} tone={fix ? 'plain' : 'primary'} />
      </div>
      <ol className={kit.facts}>
        {momentsOf(incident, alerts.state.rules, alerts.log).map(({ at, what }) => (
          <li key={`${at} ${what}`}>
            <time className={kit.faintCaption} title={virtualTime(at)}>
              {momentText(at, incident.fromMinute * MINUTE)}
            </time>
            <span>{what}</span>
          </li>
        ))}
      </ol>
      <button type="button" className={kit.link} onClick={onOpen}>
        {text.runbook({ heading })}
      </button>
    </article>
  )
}

/** What is wrong, in the numbers of the worst alert when it fired, and what its bad requests have in common. */
export function summaryText(incident: Incident, book: LogDictionary | undefined): string {
  const [worst] = burnsOf(incident.alerts).toSorted((a, b) => b.numbers.burn - a.numbers.burn)
  const [drift] = driftsOf(incident.alerts)
  // A trait of several alerts has the numbers that Incidents shows, too.
  const traits = incident.traits.filter(({ of, value }) =>
    worst?.traits.some((own) => own.of === of && own.value === value),
  )
  const [trait] = traitLines({ ...incident, traits }, book)
  return [
    ...(worst ? [text.bad({ ...worst.numbers, ofLabels: worst.kind === 'accuracy' })] : []),
    ...(trait === undefined ? [] : [text.sentence({ line: capitalized(trait) })]),
    ...(drift && !worst ? [text.drifted({ feature: featureName(drift.feature), size: driftSize(drift) })] : []),
  ].join(' ')
}

/** The main moments of an incident, oldest first: its likeliest cause, its alerts, rollbacks, and what happened then. */
export function momentsOf(
  incident: Incident,
  rules: Alerts['state']['rules'],
  { book, changes }: Pick<Alerts['log'], 'book' | 'changes'>,
): readonly { readonly at: number; readonly what: string }[] {
  const { moments } = text
  const {
    alerts,
    fromMinute,
    pageMinute,
    takenMinute,
    calmMinute,
    resolvedMinute = Number.POSITIVE_INFINITY,
  } = incident
  const [change] = likeliestChanges(incident, book)
  const since = change?.at ?? fromMinute * MINUTE
  const rollbacks = changes.filter((one) => one.at > since && one.at <= resolvedMinute * MINUTE && isRollback(one))
  const alertIn = (minute: number) => {
    const alert = burnsOf(alerts).find((one) => one.fromMinute === minute)
    return rules.find(({ id }) => id === alert?.rule)?.factor
  }
  const isPage = pageMinute === fromMinute
  return [
    ...(change ? [{ at: change.at, what: momentOf(change) }] : []),
    {
      at: fromMinute * MINUTE,
      what:
        alerts[0]?.kind === 'drift'
          ? moments.drift
          : moments[isPage ? 'page' : 'ticket']({ factor: alertIn(fromMinute) }),
    },
    ...(pageMinute === undefined || isPage
      ? []
      : [{ at: pageMinute * MINUTE, what: moments.page({ factor: alertIn(pageMinute) }) }]),
    ...rollbacks.map((one) => ({ at: one.at, what: changeText(one) })),
    ...(takenMinute === undefined ? [] : [{ at: takenMinute * MINUTE, what: incidentsText.acknowledged }]),
    ...(calmMinute === undefined ? [] : [{ at: calmMinute * MINUTE, what: moments.recovered }]),
    ...(Number.isFinite(resolvedMinute) ? [{ at: resolvedMinute * MINUTE, what: moments.resolved }] : []),
  ].sort((a, b) => a.at - b.at)
}

/** Whether a change took an alias, a deploy, or a canary back. */
function isRollback({ what }: Change): boolean {
  if (what.type === 'alias') return what.alias !== 'shadow' && (what.to ?? 0) < (what.from ?? 0)
  return what.type === 'service'
    ? deployRollbackOf(what.why) !== undefined
    : 'did' in what && what.did === 'rolled back'
}

/** A change before the incident. What the scenario deployed stays hidden during a drill. */
function momentOf({ at, what }: ServiceChange): string {
  return what.type === 'note' ? text.moments.deploy : changeText({ kind: 'change', at, what })
}

/** The time of day, with the day if it is not the one on which the incident began. */
function momentText(at: number, from: number): string {
  const { day, time } = momentParts(at, Number.POSITIVE_INFINITY)
  return day === momentParts(from, 1).day ? time : virtualTime(at)
}

/** The name of the runbook, as plain text, and the step that fixes the incident, if one applies now. */
function useRunbookSummary(props: Parameters<typeof useRunbook>[0]) {
  const { blocks, names, now } = useRunbook(props)
  const plain = (parts: readonly RunbookPart[]) => parts.map((part) => (typeof part === 'string' ? part : part.text))
  return { heading: plain(blocks[0]?.parts ?? []).join(''), fix: fixOf(props.incident, blocks, names, now) }
}

/** The step of the runbook that takes traffic away from a bad version, or starts the service. */
export function fixOf(
  { runbook, cause }: Pick<Incident, 'runbook' | 'cause'>,
  blocks: readonly RunbookBlock[],
  { alias }: RunbookValues,
  now: RunbookContext,
) {
  // The log does not say where the scenario deployed a build.
  const isDeploy = cause.of === 'move' && cause.move.what.type === 'note'
  const bad = alias ?? (isDeploy ? now.deployed[0]?.alias : undefined)
  const back = bad === 'champion' ? ['registry.rollback'] : ['canary.rollback', 'canary.share']
  const commands = runbook === 'bad-version' ? back : runbook === 'failing' ? ['service.start'] : []
  return blocks
    .flatMap(({ parts }) => doable(parts, now))
    .find(
      (part): part is Extract<RunbookPart, { readonly kind: 'run' }> =>
        typeof part !== 'string' && part.kind === 'run' && commands.includes(part.command),
    )
}
