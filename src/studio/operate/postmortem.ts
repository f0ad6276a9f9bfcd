/** @file Postmortem of the open service: drafted from its log, completed by the person, kept with the service in the project. */
import '../../messages/en/drills'
import { refuse } from '../../messages/message'
import { openFold } from '../../ops/log/fold'
import { entriesSince } from '../../ops/log/entries'
import { type DrillRules, tallyOf } from '../../ops/drill-grade'
import { type Detected, draftPostmortem, toldOf } from '../../ops/postmortem'
import { findDrill } from '../../gallery/drills'
import { MOST } from '../../storage/most'
import type { AppContext } from '../context'
import { changeProject } from '../document'
import { operateDesk } from './controller'
import { drillActs, drillStore } from './drill-session'
import { incidentsNow } from './alerts'

/** What is late where nobody has said. */
const USUAL: DrillRules = {
  fault: '',
  lateMs: 150,
  price: { wrong: 1, failed: 1, late: 1, unsure: 0, label: 0 },
  slowMinutes: 60,
}

/** A fresh draft of what the log says now. */
export function draft(studio: AppContext): string {
  const desk = operateDesk(studio)
  const service = desk.service()
  const log = desk.log()
  const { book, fold, changes, at } = log
  if (!book || log.requests() === 0) return refuse('postmortem-empty', {})
  const state = drillStore(studio).getState()
  const rules = ('drill' in state ? findDrill(state.drill)?.rules : undefined) ?? USUAL
  const again = openFold({ tally: tallyOf(rules, service.slos ?? []) })
  again.push(entriesSince(fold.ring, changes, 0), at, book)
  const told = incidentsNow(log, service).flatMap(toldOf)
  const seen = drillActs(studio).flatMap((act): readonly Detected[] =>
    act.kind === 'see' || act.kind === 'take'
      ? [{ minute: Math.floor(act.at / 60_000), kind: act.kind === 'see' ? 'seen' : 'acknowledged' }]
      : [],
  )
  const detected = [...told, ...seen].sort((a, b) => a.minute - b.minute)
  return draftPostmortem({ service: service.name, book, changes, detected, tally: again.states.tally, through: at })
}

/** What was kept, or undefined. */
export async function kept(studio: AppContext): Promise<string | undefined> {
  await takeOver(studio)
  return operateDesk(studio).service().postmortem
}

/** Keeps it with the service; nothing in it is none. Answers what was there before. */
export function save(studio: AppContext, text: string): string | undefined {
  if (text.length > MOST.postmortem) return refuse('postmortem-long', { letters: text.length, most: MOST.postmortem })
  const { name, postmortem: before } = operateDesk(studio).service()
  const { services = [] } = studio.store.getState().project
  changeProject(studio.store, {
    services: services.map((one) => {
      if (one.name !== name) return one
      const { postmortem: _, ...rest } = one
      return text === '' ? rest : { ...rest, postmortem: text }
    }),
  })
  return before
}

/** Postmortems were kept in this device's settings once: what is there goes to the project, and is there no more. */
async function takeOver(studio: AppContext): Promise<void> {
  const { name, postmortem } = operateDesk(studio).service()
  const { settings } = studio.storage
  const key = `postmortem ${studio.store.getState().project.id} ${name}`
  const text = await settings.get(key).catch(() => undefined)
  if (typeof text !== 'string') return
  if (postmortem === undefined) save(studio, text)
  await settings.put(key, null)
}
