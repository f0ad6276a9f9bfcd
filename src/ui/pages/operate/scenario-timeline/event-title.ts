/** @file Event titles: the text in the block of an event, and its description for screen readers. */
import type { ParamSpec } from '../../../../catalog/params'
import { optionName } from '../../../../messages/en/catalog/params'
import { scenarioText } from '../../../../messages/en/operate/scenario'
import { findEventKind } from '../../../../ops/scenario/events'
import { endOf, type ScenarioEvent } from '../../../../ops/scenario/scenario'

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

/** The title of an event with its main parameter, such as "Drift: noise" or "Requests: 60/min". */
export function eventTitle(scenarioEvent: ScenarioEvent): string {
  const def = findEventKind(scenarioEvent.kind)
  if (!def) return scenarioEvent.kind
  const { title } = def
  const [param, titled] = MAIN[scenarioEvent.kind] ?? []
  if (param === undefined || titled === undefined) return title
  const value = Object.hasOwn(scenarioEvent, param) ? scenarioEvent[param] : def.params[param]?.default
  if (titled === 'name') {
    if (typeof value !== 'string' || value === '') return title
    const name = param === 'operator' && value === 'world' ? text.generatorDrift : valueText(def.params[param], value)
    return text.titled.name({ title, value: name })
  }
  return typeof value === 'number' ? text.titled[titled]({ title, value }) : title
}

/** The display name of an option; any other value is returned unchanged. */
function valueText(spec: ParamSpec | undefined, value: string): string {
  return spec?.type === 'choice' ? (spec.labels?.[value] ?? optionName(value)) : value
}

/** Describes everything that the block of an event shows. */
export function eventDescription(scenarioEvent: ScenarioEvent): string {
  return text.described({ title: eventTitle(scenarioEvent), fromMs: scenarioEvent.startMs, toMs: endOf(scenarioEvent) })
}
