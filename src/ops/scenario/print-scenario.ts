/**
 * @file Serializes a scenario as text and parses it; the text is short enough for a link, and parsing is strict because
 * links are untrusted. Example:
 * `{"scenario":2,"seed":7,"ms":3600000,"events":[["n1","rate",0,3600000,{"perMinute":90}]]}`. Problems in a scenario
 * that was parsed successfully are reported by `checkScenario`.
 */
import { type Message, message } from '../../messages/message'
import '../../messages/en/operate'
import { fail, ok, type Result } from '../../base/result'
import type { ParamValue } from '../../catalog/params'
import { scenarioFileText as text } from '../../messages/en/operate/scenario'
import { MAX_EVENTS, paramsOf, type Scenario, type ScenarioEvent } from './scenario'

/** The version of this format. In version 1, the fields were called `score` and `notes`. */
const VERSION = 2
const MAX_PARAMS = 40
const MAX_TEXT_LENGTH = 400
/** Names that parameters must not have: the field names of every event, and `__proto__`. */
const NO_PARAM: ReadonlySet<string> = new Set(['id', 'kind', 'startMs', 'lengthMs', '__proto__'])

/** Serializes a scenario as text; equal scenarios produce identical text. */
export function printScenario({ seed, durationMs, events }: Scenario): string {
  return JSON.stringify({ scenario: VERSION, seed, ms: durationMs, events: events.map(printed) })
}

function printed(event: ScenarioEvent): readonly unknown[] {
  const params = Object.entries(paramsOf(event)).sort(([a], [b]) => (a < b ? -1 : 1))
  const moment = [event.id, event.kind, event.startMs, event.lengthMs]
  return params.length === 0 ? moment : [...moment, Object.fromEntries(params)]
}

/** The maximum number of characters to parse. Even the largest scenario needs far fewer. */
const MAX_FILE_LENGTH = 100_000_000

/** Parses a scenario from text. */
export function parseScenario(json: string): Result<Scenario, Message> {
  if (json.length > MAX_FILE_LENGTH) {
    return unreadable(text.tooLong({ characters: json.length, maxCharacters: MAX_FILE_LENGTH, maxEvents: MAX_EVENTS }))
  }
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return unreadable(text.notJson)
  }
  if (!isRecord(value)) return unreadable(text.noHeader)
  const { scenario: version = value.score, seed, ms, events = value.notes } = value
  if (typeof version !== 'number') return unreadable(text.noHeader)
  if (version > VERSION) return fail(message('scenario-newer', { version, known: VERSION }))
  if (typeof seed !== 'number' || typeof ms !== 'number') return unreadable(text.seedOrMs)
  if (!Array.isArray(events)) return unreadable(text.eventsNotList)
  return readEvents({ seed, durationMs: ms, events: [] }, events, (one) => {
    if (!Array.isArray(one)) return undefined
    const [id, kind, startMs, lengthMs, params = {}] = one as readonly unknown[]
    return isRecord(params) ? { ...params, id, kind, startMs, lengthMs } : undefined
  })
}

/** Reads a scenario from the JSON stored in a project. */
export function readScenario(value: unknown): Result<Scenario, Message> {
  if (!isRecord(value)) return unreadable(text.notObject)
  // An earlier version of Netloom called events `notes`.
  const { seed, durationMs, events = value.notes } = value
  if (typeof seed !== 'number' || typeof durationMs !== 'number') return unreadable(text.seedOrDuration)
  if (!Array.isArray(events)) return unreadable(text.eventsNotList)
  return readEvents({ seed, durationMs, events: [] }, events, (one) => (isRecord(one) ? one : undefined))
}

function readEvents(
  scenario: Scenario,
  input: readonly unknown[],
  toEvent: (one: unknown) => Readonly<Record<string, unknown>> | undefined,
): Result<Scenario, Message> {
  if (input.length > MAX_EVENTS) return fail(message('scenario-many', { events: input.length, most: MAX_EVENTS }))
  const events: ScenarioEvent[] = []
  for (const [i, one] of input.entries()) {
    const event = toEvent(one)
    if (!event || !isScenarioEvent(event)) return unreadable(text.invalidEvent({ number: i + 1 }))
    events.push(event)
  }
  return ok({ ...scenario, events })
}

function isScenarioEvent(one: Readonly<Record<string, unknown>>): one is ScenarioEvent {
  const { id, kind, startMs, lengthMs, ...params } = one
  const placed = isWord(id) && isWord(kind) && typeof startMs === 'number' && typeof lengthMs === 'number'
  const entries = Object.entries(params)
  return (
    placed && entries.length <= MAX_PARAMS && entries.every(([name, value]) => !NO_PARAM.has(name) && isParam(value))
  )
}

function isParam(value: unknown): value is ParamValue {
  if (Array.isArray(value)) return value.length <= MAX_PARAMS && value.every((one) => isWord(one) || isNumber(one))
  return typeof value === 'boolean' || isNumber(value) || isWord(value)
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unreadable(why: string): { readonly ok: false; readonly error: Message } {
  return fail(message('scenario-unreadable', { why }) as Message)
}
