/** @file Postmortem of the open service: drafted from its log, completed by the user, and saved with the service in the project. */
import '../../../messages/en/drills'
import { refuse } from '../../../messages/message'
import { draftPostmortem } from '../../../ops/postmortem'
import { MOST } from '../../../storage/file-limits'
import type { AppContext } from '../../context'
import { operateController } from '../controller'
import { actionsTaken, drillState } from '../drills/drill-session'
import { replaceService } from '../service-board'
import { currentIncidents, POSTMORTEM_ANNOTATION } from './alerts'

/** Drafts a postmortem from the current log. */
export function draftFromLog(studio: AppContext): string {
  const controller = operateController(studio)
  const service = controller.service()
  const log = controller.log()
  const { book, changes, at: through } = log
  if (!book || log.requests() === 0) return refuse('postmortem-empty', {})
  const incidents = currentIncidents(log)
  const { slos } = log.readings.objectives
  const acts = actionsTaken(drillState(studio), studio.store.getState().operate.log?.log)
  const seen = acts.flatMap(({ kind, at }) => (kind === 'see' ? [at] : []))
  const levels = log.readings.aggregates
  return draftPostmortem({ service: service.name, book, changes, incidents, seen, levels, slos, through })
}

/** Replaces the saved postmortem with a draft from the current log, which remembers it. Returns the previous text. */
export function redraft(studio: AppContext): string | undefined {
  const before = savePostmortem(studio, draftFromLog(studio))
  const controller = operateController(studio)
  controller.log().setAnnotation(POSTMORTEM_ANNOTATION, true)
  controller.showLog()
  return before
}

/** The saved postmortem; undefined if there is none. */
export async function readPostmortem(studio: AppContext): Promise<string | undefined> {
  await migrateFromSettings(studio)
  return operateController(studio).service().postmortem
}

/** Saves the postmortem with the service; an empty string removes it. Returns the previous text. */
export function savePostmortem(studio: AppContext, text: string): string | undefined {
  if (text.length > MOST.postmortem) return refuse('postmortem-long', { letters: text.length, most: MOST.postmortem })
  const { name, postmortem: before } = operateController(studio).service()
  replaceService(studio, name, ({ postmortem: _, ...rest }) => (text === '' ? rest : { ...rest, postmortem: text }))
  return before
}

/** Moves a postmortem from the settings of this device, where earlier versions stored it, to the project. */
async function migrateFromSettings(studio: AppContext): Promise<void> {
  const { name, postmortem } = operateController(studio).service()
  const { settings } = studio.storage
  const key = `postmortem ${studio.store.getState().project.id} ${name}`
  const text = await settings.get(key).catch(() => undefined)
  if (typeof text !== 'string') return
  if (postmortem === undefined) savePostmortem(studio, text)
  await settings.put(key, null)
}
