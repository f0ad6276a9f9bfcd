/**
 * @file The kinds of scenario events, grouped by track, in the order in which the menu lists them. To add a kind, add a
 * file for it and a line here.
 */
import type { EventDef } from '../define-event'
import { burst } from './burst'
import { coverage } from './coverage'
import { crash } from './crash'
import { daily } from './daily'
import { delay } from './delay'
import { deploy } from './deploy'
import { drift } from './drift'
import { labelNoise } from './label-noise'
import { missing } from './missing'
import { rate } from './rate'
import { schema } from './schema'
import { share } from './share'
import { slow } from './slow'
import { start } from './start'
import { stale } from './stale'
import { weekly } from './weekly'

export const eventKinds: readonly EventDef[] = [
  rate,
  daily,
  weekly,
  burst,
  share,
  drift,
  slow,
  crash,
  start,
  deploy,
  stale,
  schema,
  missing,
  delay,
  coverage,
  labelNoise,
]

const byKind = new Map(eventKinds.map((def) => [def.kind, def]))
const byLoggedName = new Map(eventKinds.map((def) => [def.loggedAs, def]))

/** The event kind with this ID, or undefined. */
export function findEventKind(kind: string): EventDef | undefined {
  return byKind.get(kind)
}

/** The title of the event kind that logs store under this name; if there is no such kind, the name itself. */
export function loggedEventTitle(loggedAs: string): string {
  return byLoggedName.get(loggedAs)?.title ?? loggedAs
}
