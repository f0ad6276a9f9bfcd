/** @file Commands on objectives and incidents of the open service: what is promised, who is told when, and what was done about it. */
import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import { operateCommandsText } from '../../../messages/en/commands/operate'
import '../../../messages/en/alerts'
import { Refusal, refuse } from '../../../messages/message'
import type { Service } from '../../../compile/project'
import { type Act, type Incident, QUIET_MINUTES } from '../../../ops/alerts/incidents'
import { incidentTitle } from '../../../ops/alerts/title'
import { worstOf } from '../../../ops/alerts/worst'
import { toPrometheusRules } from '../../../ops/prometheus-rules'
import { budgetOf } from '../../../ops/reducers/objectives'
import { checkSlo, type Slo, sloSentence } from '../../../ops/slo'
import { FACTOR, SLO_KINDS, type SloKind } from '../../../ops/slo-bounds'
import { whatIf } from '../../../ops/slo-burn'
import { MOST } from '../../../storage/most'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { type ActWay, goAct, nextAct, remember } from '../../operate/acts'
import { addAct, gradeNow, incidentsNow, minutesOf, rulesOf, watchObjectives } from '../../operate/alerts'
import { operateDesk } from '../../operate/controller'
import { firstSlos } from '../../operate/first-slos'
import { changePromised, type Promised } from '../../operate/objectives'

const USUAL = { targetPercent: 99, overDays: 30, withinMs: 150 } as const
const MOST_SILENCE = 10_080
/** Requests that are listed of an incident. */
const LISTED = 20

const isOpen = (studio: AppContext) => operateDesk(studio).store.getState().service !== null
const asksSpeed = (kind: SloKind) => kind === 'latency' || kind === 'valid-and-fast'

function slosOf({ slos = [] }: Service): readonly Slo[] {
  return slos
}

function sloOf(service: Service, id: string): Slo {
  const known = slosOf(service)
  return (
    known.find((slo) => slo.id === id) ?? refuse('slo-none', { slo: String(id), known: known.map((slo) => slo.id) })
  )
}

/** What grew is read anew by whoever shows it. */
function tell(studio: AppContext): void {
  operateDesk(studio).store.setState(({ grown }) => ({ grown: grown + 1 }))
}

/** As an act, which is taken back where objectives are written down. */
function change(studio: AppContext, part: Promised): void {
  const changed = changePromised(studio, part)
  if (changed) remember(studio, { kind: 'objective', ...changed })
}

interface SloAsked {
  readonly slo?: string
  readonly kind?: SloKind
  readonly targetPercent?: number
  readonly withinMs?: number
  readonly overDays?: number
}

export const setSlo = defineCommand({
  id: 'slo.set',
  title: operateCommandsText['slo.set'],
  args: {
    slo: 'id of one there is; left out, a new one',
    kind: SLO_KINDS.join(', '),
    targetPercent: 'number?, such as 99.9',
    withinMs: 'number?, of those that ask for speed',
    overDays: 'number?',
  },
  enabled: isOpen,
  run(studio, { slo: id, kind, targetPercent, withinMs, overDays }: SloAsked) {
    const service = operateDesk(studio).service()
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

/** Of an answer that is a number no label says that it is right. */
function needsClasses(studio: AppContext): void {
  const { book } = operateDesk(studio).log()
  const classes = book
    ? book.classes.length > 0
    : firstSlos(studio.store.getState().project.plan).some(({ kind }) => kind === 'accuracy')
  if (!classes) refuse('slo-no-classes', { kinds: SLO_KINDS.filter((one) => one !== 'accuracy') })
}

function freeId(known: readonly Slo[], kind: SloKind): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? kind : `${kind} ${n}`
    if (!known.some((slo) => slo.id === id)) return id
  }
}

export const removeSlo = defineCommand({
  id: 'slo.remove',
  title: operateCommandsText['slo.remove'],
  args: { slo: 'id' },
  enabled: isOpen,
  async run(studio, { slo: id }: { slo: string }) {
    const service = operateDesk(studio).service()
    const gone = sloOf(service, id)
    const at = slosOf(service).indexOf(gone)
    change(studio, { slos: slosOf(service).filter((slo) => slo !== gone) })
    await studio.run('notice.show', {
      ...{ tone: 'info', text: text.objectiveRemoved({ objective: sloSentence(gone) }) },
      action: { title: text.undo, command: 'slo.restore', args: { slo: gone, at } },
    })
  },
})

export const restoreSlo = defineCommand({
  id: 'slo.restore',
  title: operateCommandsText['slo.restore'],
  args: { slo: 'as it was', at: 'number?' },
  enabled: isOpen,
  run(studio, { slo, at }: { slo: Slo; at?: number }) {
    const known = slosOf(operateDesk(studio).service())
    const [problem] = checkSlo(slo)
    if (problem) throw new Refusal(problem)
    if (slo.kind === 'accuracy') needsClasses(studio)
    const back = { ...slo, id: known.some(({ id }) => id === slo.id) ? freeId(known, slo.kind) : slo.id }
    change(studio, { slos: known.toSpliced(at ?? known.length, 0, back) })
    return back.id
  },
})

const goingBack = (way: ActWay) =>
  defineCommand({
    id: `slo.${way}`,
    title: operateCommandsText[`slo.${way}`],
    args: {},
    enabled: (studio) => isOpen(studio) && nextAct(studio, 'objective', way) !== undefined,
    run: async (studio) => void (await goAct(studio, 'objective', way)),
  })

export const undoSlo = goingBack('undo')
export const redoSlo = goingBack('redo')

export const listSlos = defineCommand({
  id: 'slo.list',
  title: operateCommandsText['slo.list'],
  args: {},
  enabled: isOpen,
  run(studio) {
    const desk = operateDesk(studio)
    const state = watchObjectives(desk.log(), desk.service())
    return state.watched.map((one) => ({
      ...one.slo,
      sentence: sloSentence(one.slo),
      ...budgetOf(state, one),
      firing: one.past?.watch.firing.map(({ rule }) => rule) ?? [],
    }))
  },
})

export const setRule = defineCommand({
  id: 'slo.rule',
  title: operateCommandsText['slo.rule'],
  args: { rule: 'id', factor: 'number; left out, as is usual' },
  enabled: isOpen,
  run(studio, { rule: id, factor }: { rule: string; factor?: number }) {
    const rules = rulesOf(operateDesk(studio).service())
    const usual = rulesOf({}).find((rule) => rule.id === id)
    const known = rules.map((rule) => rule.id)
    if (!known.includes(id)) return refuse('slo-rule', { rule: String(id), known })
    const to = factor ?? usual?.factor ?? 1
    if (!(to >= FACTOR.min && to <= FACTOR.max)) return refuse('slo-factor', { factor: to, ...FACTOR })
    change(studio, { rules: rules.map((rule) => (rule.id === id ? { ...rule, factor: to } : rule)) })
    return to
  },
})

export const sloWhatIf = defineCommand({
  id: 'slo.whatIf',
  title: operateCommandsText['slo.whatIf'],
  args: { slo: 'id', rule: 'id', factor: 'number, times too fast' },
  enabled: isOpen,
  run(studio, { slo: id, rule: ruleId, factor }: { slo: string; rule: string; factor: number }) {
    const desk = operateDesk(studio)
    const slo = sloOf(desk.service(), id)
    const rules = rulesOf(desk.service())
    const rule = rules.find((one) => one.id === ruleId)
    if (!rule) return refuse('slo-rule', { rule: String(ruleId), known: rules.map((one) => one.id) })
    if (!(factor >= FACTOR.min && factor <= FACTOR.max)) return refuse('slo-factor', { factor, ...FACTOR })
    const minutes = minutesOf(watchObjectives(desk.log(), desk.service()), id)
    if (!minutes) return refuse('slo-unseen', { slo: id })
    return whatIf(minutes, slo, rule, factor)
  },
})

export const exportSlos = defineCommand({
  id: 'slo.export',
  title: operateCommandsText['slo.export'],
  args: {},
  enabled: isOpen,
  run(studio) {
    const service = operateDesk(studio).service()
    return toPrometheusRules(slosOf(service), rulesOf(service))
  },
})

export const gradeAlerts = defineCommand({
  id: 'slo.grade',
  title: operateCommandsText['slo.grade'],
  args: {},
  enabled: isOpen,
  run(studio) {
    const desk = operateDesk(studio)
    return gradeNow(desk.log(), desk.service()) ?? null
  },
})

export const listIncidents = defineCommand({
  id: 'incident.list',
  title: operateCommandsText['incident.list'],
  args: {},
  enabled: isOpen,
  run(studio) {
    const desk = operateDesk(studio)
    const service = desk.service()
    const { fold, book, readings } = desk.log()
    const { answers = [] } = readings.drift.reference ?? {}
    return incidentsNow(desk.log(), service)
      .map((incident) => ({
        title: incidentTitle(incident, book),
        ...incident,
        requests: book ? worstOf({ ring: fold.ring, book }, slosOf(service), incident, LISTED, answers) : [],
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
  const desk = operateDesk(studio)
  const incidents = incidentsNow(desk.log(), desk.service())
  return incidents.find((one) => one.id === id) ?? refuse('incident-none', { incident: String(id) })
}

function minuteOf(studio: AppContext): number {
  return operateDesk(studio).log().readings.objectives.minute
}

function take(studio: AppContext, given: Act): void {
  addAct(operateDesk(studio).log(), given)
  tell(studio)
}

export const acknowledgeIncident = defineCommand({
  id: 'incident.acknowledge',
  title: operateCommandsText['incident.acknowledge'],
  args: { incident: 'id' },
  enabled: isOpen,
  run: (studio, { incident }: { incident: string }) => act(studio, 'acknowledge', incident),
})

export const resolveIncident = defineCommand({
  id: 'incident.resolve',
  title: operateCommandsText['incident.resolve'],
  args: { incident: 'id' },
  enabled: isOpen,
  run: (studio, { incident }: { incident: string }) => act(studio, 'resolve', incident),
})

export const noteIncident = defineCommand({
  id: 'incident.note',
  title: operateCommandsText['incident.note'],
  args: { incident: 'id', text: 'string' },
  enabled: isOpen,
  run(studio, { incident, text }: { incident: string; text: string }) {
    incidentOf(studio, incident)
    const written = String(text).trim().slice(0, MOST.note)
    if (written === '') return refuse('incident-empty-note', {})
    take(studio, { act: 'note', incident, minute: minuteOf(studio), text: written })
  },
})

export const silenceIncidents = defineCommand({
  id: 'incident.silence',
  title: operateCommandsText['incident.silence'],
  args: { minutes: `number?; ${QUIET_MINUTES} where it is left out` },
  enabled: isOpen,
  run(studio, { minutes = QUIET_MINUTES }: { minutes?: number }) {
    if (!(minutes >= 1 && minutes <= MOST_SILENCE)) return refuse('incident-minutes', { minutes, most: MOST_SILENCE })
    take(studio, { act: 'silence', minute: minuteOf(studio), minutes: Math.round(minutes) })
  },
})
