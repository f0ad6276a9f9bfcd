/**
 * @file The kinds of scenario events, grouped by track, in the order in which the menu lists them. To add a kind,
 * define it in the file of its track and list it here. Also the titles of events.
 */
import type { ParamSpec } from '../../../catalog/params'
import { optionName } from '../../../messages/en/catalog/params'
import { scenarioText } from '../../../messages/en/operate/scenario'
import type { EventDef } from '../define-event'
import type { ScenarioEvent } from '../scenario'
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

// Event titles: what an event is, on the timeline and in grades.

const text = scenarioText.event
type Titled = keyof typeof text.titled

/** The main parameter of each event kind, and how it is formatted. */
const MAIN: Readonly<Record<string, readonly [param: string, titled: Titled]>> = {
  rate: ['perMinute', 'rate'],
  daily: ['depth', 'swing'],
  weekly: ['depth', 'swing'],
  burst: ['times', 'times'],
  share: ['slice', 'name'],
  drift: ['operator', 'name'],
  slow: ['times', 'times'],
  crash: ['replicas', 'replicas'],
  start: ['seconds', 'seconds'],
  deploy: ['model', 'name'],
  stale: ['column', 'name'],
  schema: ['change', 'name'],
  missing: ['column', 'name'],
  delay: ['minutes', 'minutes'],
  coverage: ['share', 'share'],
  'label-noise': ['share', 'share'],
}

/** The title of an event with its main parameter, such as "Drift: Noise" or "Requests: 60/min". */
export function eventTitle(scenarioEvent: ScenarioEvent): string {
  const def = findEventKind(scenarioEvent.kind)
  if (!def) return scenarioEvent.kind
  const { title } = def
  const [param, titled] = MAIN[scenarioEvent.kind] ?? []
  if (param === undefined || titled === undefined) return title
  const value = Object.hasOwn(scenarioEvent, param) ? scenarioEvent[param] : def.params[param]?.default
  if (titled === 'name') {
    if (typeof value !== 'string' || value === '') return title
    return text.titled.name({ title, value: valueText(def.params[param], value) })
  }
  return typeof value === 'number' ? text.titled[titled]({ title, value }) : title
}

/** The display name of an option; any other value is returned unchanged. */
function valueText(spec: ParamSpec | undefined, value: string): string {
  return spec?.type === 'choice' ? (spec.labels?.[value] ?? optionName(value)) : value
}
