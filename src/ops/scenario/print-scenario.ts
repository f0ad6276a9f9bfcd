/**
 * @file A score as text and back: short enough for a link, and read with the suspicion that links deserve. `{"score":1,"seed":7,"ms":
 * 3600000,"notes":[["n1","rate",0,3600000,{"perMinute":90}]]}`; what is wrong with a score that can be read is for its check to say.
 */
import { type Message, message } from '../../messages/message'
import { count } from '../../messages/format'
import '../../messages/en/operate'
import type { ParamValue } from '../../catalog/params'
import { fail, ok, type Result } from '../../base/result'
import { MOST_NOTES, type Note, paramsOf, type Score } from './scenario'

/** Of this format. */
const VERSION = 1
const MOST_PARAMS = 40
const MOST_LETTERS = 400
/** What every note has, and what no object may. */
const NO_PARAM: ReadonlySet<string> = new Set(['id', 'kind', 'startMs', 'lengthMs', '__proto__'])

/** The text of a score; equal scores have equal texts. */
export function printScore({ seed, durationMs, notes }: Score): string {
  return JSON.stringify({ score: VERSION, seed, ms: durationMs, notes: notes.map(printed) })
}

function printed(note: Note): readonly unknown[] {
  const params = Object.entries(paramsOf(note)).sort(([a], [b]) => (a < b ? -1 : 1))
  const place = [note.id, note.kind, note.startMs, note.lengthMs]
  return params.length === 0 ? place : [...place, Object.fromEntries(params)]
}

/** Letters of a text that a score is read from, which the most notes do not need by far. */
const MOST_TEXT = 100_000_000

/** The score that a text holds. */
export function parseScore(text: string): Result<Score, Message> {
  if (text.length > MOST_TEXT) {
    const has = `${(text.length / 1e6).toFixed(1)} million letters`
    return unreadable(
      `it has ${has}, and a score of ${count(MOST_NOTES)} notes, the most there are, fits in ${MOST_TEXT / 1e6}`,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return unreadable('it is not JSON')
  }
  if (!isRecord(value) || typeof value.score !== 'number') return unreadable('it does not begin with {"score":1')
  if (value.score > VERSION) return fail(message('score-newer', { version: value.score, known: VERSION }))
  const { seed, ms, notes } = value
  if (typeof seed !== 'number' || typeof ms !== 'number') return unreadable('its seed and its ms must be numbers')
  if (!Array.isArray(notes)) return unreadable('its notes must be a list')
  return readNotes({ seed, durationMs: ms, notes: [] }, notes, (one) => {
    if (!Array.isArray(one)) return undefined
    const [id, kind, startMs, lengthMs, params = {}] = one as readonly unknown[]
    return isRecord(params) ? { ...params, id, kind, startMs, lengthMs } : undefined
  })
}

/** A score from outside as the JSON it is kept as. */
export function readScore(value: unknown): Result<Score, Message> {
  if (!isRecord(value)) return unreadable('it is no object')
  const { seed, durationMs, notes } = value
  if (typeof seed !== 'number' || typeof durationMs !== 'number')
    return unreadable('its seed and its durationMs must be numbers')
  if (!Array.isArray(notes)) return unreadable('its notes must be a list')
  return readNotes({ seed, durationMs, notes: [] }, notes, (one) => (isRecord(one) ? one : undefined))
}

function readNotes(
  score: Score,
  given: readonly unknown[],
  loose: (one: unknown) => Readonly<Record<string, unknown>> | undefined,
): Result<Score, Message> {
  if (given.length > MOST_NOTES) return fail(message('score-many', { notes: given.length, most: MOST_NOTES }))
  const notes: Note[] = []
  for (const [i, one] of given.entries()) {
    const note = loose(one)
    if (!note || !isNote(note)) return unreadable(`its note ${i + 1} is none`)
    notes.push(note)
  }
  return ok({ ...score, notes })
}

function isNote(one: Readonly<Record<string, unknown>>): one is Note {
  const { id, kind, startMs, lengthMs, ...params } = one
  const placed = isWord(id) && isWord(kind) && typeof startMs === 'number' && typeof lengthMs === 'number'
  const entries = Object.entries(params)
  return (
    placed && entries.length <= MOST_PARAMS && entries.every(([name, value]) => !NO_PARAM.has(name) && isParam(value))
  )
}

function isParam(value: unknown): value is ParamValue {
  if (Array.isArray(value)) return value.length <= MOST_PARAMS && value.every((one) => isWord(one) || isNumber(one))
  return typeof value === 'boolean' || isNumber(value) || isWord(value)
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MOST_LETTERS
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unreadable(why: string): { readonly ok: false; readonly error: Message } {
  return fail(message('score-unreadable', { why }) as Message)
}
