/**
 * @file The kinds of scenario events, grouped by track, in the order in which the menu lists them. To add a kind,
 * define it in the file of its track and list it here.
 */
import type { EventDef } from '../define-event'
import { crash, deploy, missing, schema, slow, stale, start } from './fault-events'
import { drift, share } from './input-events'
import { coverage, delay, labelNoise } from './label-events'
import { burst, daily, rate, weekly } from './traffic-events'

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
