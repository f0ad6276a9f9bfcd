/**
 * @file Commands for the objectives and incidents of the open service: setting objectives and alert rules, and
 * recording what was done about an incident.
 */

import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import { callOf } from '../../run-command'
import '../../../messages/en/alerts'
import type { Service } from '../../../compile/project'
import { message, Refusal, refuse } from '../../../messages/message'
import { incidentTitle } from '../../../ops/alerts/incident-title'
import { type Incident, type IncidentAction, SILENCE_MINUTES } from '../../../ops/alerts/incidents'
import { budgetOf } from '../../../ops/alerts/objectives'
import { worstRequests } from '../../../ops/alerts/worst-requests'
import { toPrometheusRules } from '../../../ops/prometheus-rules'
import { checkSlo, type Slo, sloSentence } from '../../../ops/slo'
import { firingsWithFactor } from '../../../ops/slo-burn'
import { BURN_FACTOR, SLO_KINDS, type SloKind } from '../../../ops/slo-limits'
import { MOST } from '../../../storage/file-limits'
import { anyNumber, checkedLater, integer, oneOf, optional, text as string } from '../../arguments'
import type { AppContext } from '../../context'
import { changeObjectives, recordAction } from '../../operate/action-history'
import {
  addIncidentAction,
  burnRulesOf,
  currentGrade,
  currentIncidents,
  minuteCountsOf,
  newServiceSlos,
} from '../../operate/alerts/alerts'
import { gradeResult, incidentResult } from '../../operate/console-results'
import { operateController } from '../../operate/controller'
import { scenarioSubject } from '../../operate/scenario-subject'
import type { ServiceObjectives } from '../../operate/state'
import { historyCommand, serviceCommand } from './service-command'

const USUAL = { targetPercent: 99, overDays: 30, withinMs: 150 } as const
const MOST_SILENCE = 10_080
/** The maximum number of requests that are listed for an incident. */
const LISTED = 20

const SLO = string('objective id')
const RULE = string('rule id')
const FACTOR = anyNumber('times too fast')
const INCIDENT = string('incident id')
const KIND = {
  ...oneOf(...SLO_KINDS),
  problem: (_: unknown, kind: string) => message('slo-kind', { kind, kinds: SLO_KINDS }),
}

const asksSpeed = (kind: SloKind) => kind === 'latency' || kind === 'valid-and-fast'

function slosOf({ slos = [] }: Service): readonly Slo[] {
  return slos
}

function sloOf(service: Service, id: string): Slo {
  const known = slosOf(service)
  return known.find((slo) => slo.id === id) ?? refuse('slo-none', { slo: id, known: known.map((slo) => slo.id) })
}

/** Marks the log as changed, so that the views that show it reload it. */
function showNotice(studio: AppContext): void {
  operateController(studio).showLog()
}

/** Changes objectives or rules, and records the change so that it can be undone. */
function change(studio: AppContext, part: ServiceObjectives): void {
  const changed = changeObjectives(studio, part)
  if (changed) recordAction(studio, { kind: 'objective', ...changed })
}

export const setSlo = serviceCommand({
  id: 'slo.set',
  args: {
    slo: optional(SLO),
    kind: optional(KIND),
    targetPercent: optional(anyNumber('percent')),
    withinMs: optional(anyNumber('milliseconds')),
    overDays: optional(anyNumber('days')),
  },
  run(studio, { slo: id, kind, targetPercent, withinMs, overDays }) {
    const service = operateController(studio).service()
    const known = slosOf(service)
    const before = id === undefined ? undefined : sloOf(service, id)
    if (!before && known.length >= MOST.slos) return refuse('slo-too-many', { most: MOST.slos })
    const now = kind ?? before?.kind ?? 'valid-and-fast'
    if (now === 'accuracy') needsClasses(studio)
    const speed = asksSpeed(now) ? { withinMs: withinMs ?? before?.withinMs ?? USUAL.withinMs } : {}
    const slo: Slo = {
      id: before?.id ?? freeId(known, now),
      kind: now,
      targetPercent: targetPercent ?? before?.targetPercent ?? USUAL.targetPercent,
      ...speed,
      overDays: overDays ?? before?.overDays ?? USUAL.overDays,
    }
    const [problem] = checkSlo(slo)
    if (problem) throw new Refusal(problem)
    change(studio, { slos: before ? known.map((one) => (one === before ? slo : one)) : [...known, slo] })
    return slo
  },
})

/**
 * Refuses an accuracy objective for a regression model, because labels for regression determine the size of an error,
 * not whether a prediction is right or wrong.
 */
function needsClasses(studio: AppContext): void {
  const { book } = operateController(studio).log()
  const classes = book
    ? book.classes.length > 0
    : newServiceSlos(studio.store.getState().project.plan).some(({ kind }) => kind === 'accuracy')
  if (!classes) refuse('slo-no-classes', { kinds: SLO_KINDS.filter((one) => one !== 'accuracy') })
}

function freeId(known: readonly Slo[], kind: SloKind): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? kind : `${kind} ${n}`
    if (!known.some((slo) => slo.id === id)) return id
  }
}

export const removeSlo = serviceCommand({
  id: 'slo.remove',
  args: { slo: SLO },
  async run(studio, { slo: id }): Promise<void> {
    const service = operateController(studio).service()
    const gone = sloOf(service, id)
    const at = slosOf(service).indexOf(gone)
    change(studio, { slos: slosOf(service).filter((slo) => slo !== gone) })
    await studio.run('notice.show', {
      tone: 'info',
      text: text.objectiveRemoved({ objective: sloSentence(gone) }),
      action: { title: text.undo, ...callOf('slo.restore', { slo: gone, at }) },
    })
  },
})

export const restoreSlo = serviceCommand({
  id: 'slo.restore',
  args: { slo: checkedLater<Slo>('objective'), at: optional(integer('position in the list')) },
  run(studio, { slo, at }) {
    const known = slosOf(operateController(studio).service())
    const [problem] = checkSlo(slo)
    if (problem) throw new Refusal(problem)
    if (slo.kind === 'accuracy') needsClasses(studio)
    const back = { ...slo, id: known.some(({ id }) => id === slo.id) ? freeId(known, slo.kind) : slo.id }
    change(studio, { slos: known.toSpliced(at ?? known.length, 0, back) })
    return back.id
  },
})

export const undoSlo = historyCommand('slo.undo', 'objective', 'undo')
export const redoSlo = historyCommand('slo.redo', 'objective', 'redo')

export const listSlos = serviceCommand({
  id: 'slo.list',
  args: {},
  run(studio) {
    const controller = operateController(studio)
    const state = controller.log().readings.objectives
    return state.objectives.map((one) => ({
      ...one.slo,
      sentence: sloSentence(one.slo),
      ...budgetOf(state, one),
      firing: one.past?.watch.firing.map(({ rule }) => rule) ?? [],
    }))
  },
})

export const setRule = serviceCommand({
  id: 'slo.rule',
  args: { rule: RULE, factor: optional(FACTOR), severity: optional(oneOf('page', 'ticket')) },
  run(studio, { rule: id, factor, severity }) {
    const rules = burnRulesOf(operateController(studio).service())
    const usual = burnRulesOf({}).find((rule) => rule.id === id)
    const known = rules.map((rule) => rule.id)
    if (!known.includes(id)) return refuse('slo-rule', { rule: id, known })
    // Without any setting, the rule has its default threshold again.
    const isReset = factor === undefined && severity === undefined
    const to = isReset ? (usual?.factor ?? 1) : factor
    if (to !== undefined && !(to >= BURN_FACTOR.min && to <= BURN_FACTOR.max))
      return refuse('slo-factor', { factor: to, ...BURN_FACTOR })
    const part = { ...(to === undefined ? {} : { factor: to }), ...(severity && { severity }) }
    const changed = rules.map((rule) => (rule.id === id ? { ...rule, ...part } : rule))
    change(studio, { rules: changed })
    return changed.find((rule) => rule.id === id)?.factor ?? 1
  },
})

export const sloWhatIf = serviceCommand({
  id: 'slo.whatIf',
  args: { slo: SLO, rule: RULE, factor: FACTOR },
  run(studio, { slo: id, rule: ruleId, factor }) {
    const controller = operateController(studio)
    const slo = sloOf(controller.service(), id)
    const rules = burnRulesOf(controller.service())
    const rule = rules.find((one) => one.id === ruleId)
    if (!rule) return refuse('slo-rule', { rule: ruleId, known: rules.map((one) => one.id) })
    if (!(factor >= BURN_FACTOR.min && factor <= BURN_FACTOR.max))
      return refuse('slo-factor', { factor, ...BURN_FACTOR })
    const minutes = minuteCountsOf(controller.log().readings.objectives, id)
    if (!minutes) return refuse('slo-unseen', { slo: id })
    return firingsWithFactor(minutes, slo, rule, factor)
  },
})

export const exportSlos = serviceCommand({
  id: 'slo.export',
  args: {},
  run(studio) {
    const service = operateController(studio).service()
    const models = service.drawing.nodes.flatMap(({ kind, params }) =>
      kind === 'model' && typeof params.model === 'string' && params.model !== '' ? [params.model] : [],
    )
    return toPrometheusRules(slosOf(service), { name: service.name, models }, burnRulesOf(service))
  },
})

export const gradeAlerts = serviceCommand({
  id: 'slo.grade',
  args: {},
  run(studio) {
    const controller = operateController(studio)
    const [log, service] = [controller.log(), controller.service()]
    const subject = scenarioSubject(studio.store.getState(), service, log.book?.slices)
    const grade = currentGrade(log, service, subject)
    return grade ? gradeResult(grade) : null
  },
})

export const listIncidents = serviceCommand({
  id: 'incident.list',
  args: {},
  run(studio) {
    const controller = operateController(studio)
    const service = controller.service()
    const { fold, book, readings } = controller.log()
    const { answers = [] } = readings.drift.reference ?? {}
    return currentIncidents(controller.log())
      .map((incident) => ({
        title: incidentTitle(incident, book),
        ...incidentResult(incident),
        requests: book ? worstRequests({ buffer: fold.buffer, book }, slosOf(service), incident, LISTED, answers) : [],
      }))
      .toReversed()
  },
})

type About = 'acknowledge' | 'resolve'

function act(studio: AppContext, about: About, id: string): void {
  const incident = incidentOf(studio, id)
  if (incident.state === 'resolved') refuse('incident-over', { incident: id })
  take(studio, { act: about, incident: id, minute: minuteOf(studio) })
}

function incidentOf(studio: AppContext, id: string): Incident {
  const controller = operateController(studio)
  const incidents = currentIncidents(controller.log())
  return incidents.find((one) => one.id === id) ?? refuse('incident-none', { incident: id })
}

function minuteOf(studio: AppContext): number {
  return operateController(studio).log().readings.objectives.minute
}

function take(studio: AppContext, given: IncidentAction): void {
  addIncidentAction(operateController(studio).log(), given)
  showNotice(studio)
}

export const acknowledgeIncident = serviceCommand({
  id: 'incident.acknowledge',
  args: { incident: INCIDENT },
  run: (studio, { incident }) => act(studio, 'acknowledge', incident),
})

export const resolveIncident = serviceCommand({
  id: 'incident.resolve',
  args: { incident: INCIDENT },
  run: (studio, { incident }) => act(studio, 'resolve', incident),
})

export const noteIncident = serviceCommand({
  id: 'incident.note',
  args: { incident: INCIDENT, text: string() },
  run(studio, { incident, text }) {
    incidentOf(studio, incident)
    const written = text.trim().slice(0, MOST.note)
    if (written === '') return refuse('incident-empty-note', {})
    take(studio, { act: 'note', incident, minute: minuteOf(studio), text: written })
  },
})

export const silenceIncidents = serviceCommand({
  id: 'incident.silence',
  args: { minutes: optional(anyNumber('minutes')) },
  run(studio, { minutes = SILENCE_MINUTES }) {
    if (!(minutes >= 1 && minutes <= MOST_SILENCE)) return refuse('incident-minutes', { minutes, most: MOST_SILENCE })
    take(studio, { act: 'silence', minute: minuteOf(studio), minutes: Math.round(minutes) })
  },
})
