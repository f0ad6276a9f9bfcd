/** @file Fixes: what of a score's problems can be mended by one press, each as the score it would make. */
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { moveNote, setParams, stretchNote } from '../../../../ops/scenario/edit-scenario'
import { partOf } from '../../../../ops/scenario/play'
import { endOf, MINUTE, type Note, type Score } from '../../../../ops/scenario/scenario'

export interface ScoreFix {
  readonly title: string
  readonly score: Score
}

/** What would mend a problem; nothing where only its person knows. */
export function fixesOf(score: Score, { note: id, said }: ScoreProblem): readonly ScoreFix[] {
  const note = score.notes.find((one) => one.id === id)
  switch (said.code) {
    case 'score-past-end': {
      if (!note) return []
      const longer = { title: 'Make the score longer', score: { ...score, durationMs: endOf(note) } }
      if (note.startMs >= score.durationMs)
        return [{ title: 'Move it to the end', score: moveNote(score, note.id, score.durationMs) }, longer]
      return [{ title: 'Shorten it', score: stretchNote(score, note.id, { endMs: score.durationMs }) }, longer]
    }
    case 'score-overlap':
      return note
        ? apart(
            score,
            note,
            score.notes.find((one) => one.id === said.args.other),
          )
        : []
    case 'score-mix':
      return scaled(score, note, said.args.percent)
    default:
      return []
  }
}

function apart(score: Score, note: Note, other: Note | undefined): readonly ScoreFix[] {
  if (!other) return []
  const fixes: ScoreFix[] = []
  if (other.startMs < note.startMs)
    fixes.push({
      title: 'End the first where the second begins',
      score: stretchNote(score, other.id, { endMs: note.startMs }),
    })
  if (endOf(note) > endOf(other))
    fixes.push({
      title: 'Begin the second where the first ends',
      score: stretchNote(score, note.id, { startMs: endOf(other) }),
    })
  const notes = score.notes.filter((one) => one !== note)
  return [...fixes, { title: 'Remove the second', score: { ...score, notes } }]
}

/** All shares at that moment smaller by as much, to whole hundredths. */
function scaled(score: Score, note: Note | undefined, percent: number): readonly ScoreFix[] {
  if (!note) return []
  let after = score
  for (const one of score.notes) {
    const part = one.startMs <= note.startMs && note.startMs < endOf(one) ? partOf(one) : undefined
    if (part?.def.lane !== 'mix') continue
    const share = Math.floor((Number(part.values.share) / percent) * 10_000) / 100
    after = setParams(after, one.id, { share })
  }
  return [{ title: 'Make their shares smaller, to 100 % together', score: after }]
}

/** Where a note begins that is asked for without a place: where time stands or, if that is later, where what is in sight begins. */
export function newAt({ from }: { readonly from: number }, { durationMs }: Score, nowMs: number): number {
  return nowMs < durationMs ? Math.max(from, nowMs) : from
}

/** Why nothing of a note will be felt while this run goes on; undefined where something will. */
export function unheardWords(note: Note, { durationMs }: Score, nowMs: number): string | undefined {
  if (nowMs >= durationMs) return 'The score has been played to its end: begin a new run to hear it.'
  return endOf(note) <= nowMs
    ? 'This time was played already: move it later, or begin a new run to hear it.'
    : undefined
}

/** Of a new note: where it begins and how long it is, by its kind. What says how the world is in general lasts to the end. */
export function placeOf(kind: string, atMs: number, gridMs: number, inSight: number, { durationMs }: Score, nowMs = 0) {
  const near = Math.round(atMs / gridMs) * gridMs
  // What is asked for now or later would be heard in part where it began in the past.
  const step = atMs >= nowMs && near < nowMs ? Math.ceil(nowMs / gridMs) * gridMs : near
  const last = durationMs - Math.min(gridMs, durationMs)
  // Of what is left less than a step is better than what was played.
  const latest = atMs >= nowMs && nowMs < durationMs ? Math.max(last, nowMs) : last
  const startMs = Math.max(0, Math.min(step, latest))
  const usual = Math.max(gridMs, MINUTE, Math.round(inSight / 8 / gridMs) * gridMs)
  const toEnd = durationMs - startMs
  return { startMs, lengthMs: LASTING.has(kind) ? toEnd : Math.min(usual, toEnd) }
}

const LASTING: ReadonlySet<string> = new Set(['rate', 'daily', 'weekly', 'delay', 'coverage', 'label-noise'])
