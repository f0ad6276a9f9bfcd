/** @file checkScore: all problems of a scenario, each with its event. A scenario without problems can be played. */
import { type Message, message } from '../../messages/message'
import '../../messages/en/operate'
import { valuesOf } from '../../catalog/params'
import { findNoteKind, noteKinds } from './events'
import { expectedRequests } from './expected'
import { partOf } from './play'
import { DAY, endOf, MINUTE, MOST_DAYS, MOST_NOTES, MOST_REQUESTS, type Note, paramsOf, type Score } from './scenario'

export interface ScoreProblem {
  /** The id of the event; absent where the problem is of the scenario as a whole. */
  readonly note?: string
  readonly said: Message
}

/** The problems of a scenario, in the order of its events. */
export function checkScore(score: Score): readonly ScoreProblem[] {
  const { notes, seed, durationMs } = score
  if (notes.length > MOST_NOTES)
    return [{ said: message('score-many', { notes: notes.length, most: MOST_NOTES }) as Message }]
  const whole: Message[] = []
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)) whole.push(message('score-seed', { value: seed }))
  if (!(durationMs >= MINUTE && durationMs <= MOST_DAYS * DAY))
    whole.push(message('score-duration', { days: rounded(durationMs / DAY), most: MOST_DAYS }))
  const own = notes.flatMap((note) => noteProblems(note, score))
  const problems = [...whole.map((said) => ({ said })), ...sameIds(notes), ...own]
  if (problems.length > 0) return problems
  return [...overlaps(notes), ...mixProblems(notes), ...tooManyRequests(score)]
}

function noteProblems(note: Note, { durationMs }: Score): readonly ScoreProblem[] {
  const def = findNoteKind(note.kind)
  const at = (said: Message): ScoreProblem => ({ note: note.id, said })
  if (!def) return [at(message('score-kind', { kind: note.kind, kinds: noteKinds.map(({ kind }) => kind) }))]
  const { title } = def
  const { startMs, lengthMs } = note
  const problems: ScoreProblem[] = []
  if (!(startMs >= 0 && lengthMs >= 1 && Number.isFinite(endOf(note))))
    problems.push(at(message('score-time', { title, startMs, lengthMs })))
  else if (endOf(note) > durationMs)
    problems.push(at(message('score-past-end', { title, minutes: minutes(endOf(note) - durationMs) })))
  const values = valuesOf(def.params, paramsOf(note), title)
  if (!values.ok) return [...problems, at(values.error)]
  for (const name of def.needs ?? []) {
    const param = def.params[name]
    if (param && values.value[name] === '') problems.push(at(message('score-needs', { title, param: param.label })))
  }
  return problems
}

function sameIds(notes: readonly Note[]): readonly ScoreProblem[] {
  const counts = new Map<string, number>()
  for (const { id } of notes) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => ({ note: id, said: message('score-id', { id, notes: count }) as Message }))
}

/** Events of one voice that overlap: reported for the later one, with the one that lasts longest. */
function overlaps(notes: readonly Note[]): readonly ScoreProblem[] {
  const problems: ScoreProblem[] = []
  const last = new Map<string, Note>()
  for (const note of [...notes].sort((a, b) => a.startMs - b.startMs)) {
    const part = partOf(note)
    if (!part) continue
    const voice = `${note.kind}: ${part.def.voice?.(part.values) ?? ''}`
    const before = last.get(voice)
    if (before && endOf(before) > note.startMs) {
      const both = Math.min(endOf(before), endOf(note)) - note.startMs
      const args = { title: `${part.def.title} ${note.id}`, other: before.id, minutes: minutes(both) }
      problems.push({ note: note.id, said: message('score-overlap', args) as Message })
    }
    if (!before || endOf(note) > endOf(before)) last.set(voice, note)
  }
  return problems
}

/** Shares of slices that add up to more than all requests, at the first moment at which they can. */
function mixProblems(notes: readonly Note[]): readonly ScoreProblem[] {
  const mixed = notes.flatMap((note) => {
    const part = partOf(note)
    return part?.def.lane === 'mix'
      ? [{ note, share: Number(part.values.share), slice: String(part.values.slice) }]
      : []
  })
  for (const { note } of [...mixed].sort((a, b) => a.note.startMs - b.note.startMs)) {
    const at = mixed.filter((one) => one.note.startMs <= note.startMs && note.startMs < endOf(one.note))
    const sum = at.reduce((sum, { share }) => sum + share, 0)
    if (sum > 1 + 1e-9) {
      const args = { percent: rounded(sum * 100), minute: Math.floor(note.startMs / MINUTE) }
      const said = message('score-mix', { ...args, slices: at.map(({ slice }) => slice) })
      return [{ note: note.id, said: said as Message }]
    }
  }
  return []
}

function tooManyRequests(score: Score): readonly ScoreProblem[] {
  const requests = expectedRequests(score)
  if (requests <= MOST_REQUESTS) return []
  return [{ said: message('score-requests', { requests, most: MOST_REQUESTS }) as Message }]
}

/** At least 1, so that a short overlap does not show as 0 minutes. */
function minutes(ms: number): number {
  return Math.max(1, Math.round(ms / MINUTE))
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
