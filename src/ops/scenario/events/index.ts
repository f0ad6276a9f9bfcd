/**
 * @file The kinds of scenario events, grouped by track, in the order in which the menu lists them. To add a kind, add a
 * file for it and a line here.
 */
import type { EventDef } from '../define-event'
import { burst } from './traffic-burst'
import { coverage } from './label-coverage'
import { crash } from './replica-crash'
import { daily } from './daily-cycle'
import { delay } from './label-delay'
import { deploy } from './bad-deploy'
import { drift } from './drift'
import { labelNoise } from './label-noise'
import { missing } from './missing-column'
import { rate } from './request-rate'
import { schema } from './schema-change'
import { share } from './slice-share'
import { slow } from './slow-replica'
import { start } from './slow-start'
import { stale } from './stale-feature'
import { weekly } from './weekly-cycle'

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
