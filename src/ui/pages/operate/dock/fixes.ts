/** @file Fixes of the problems of a scenario, each as the scenario that it makes; and where a new event goes. */
import { scenarioText } from '../../../../messages/en/operate/scenario'
import type { ScoreProblem } from '../../../../ops/scenario/check-scenario'
import { moveNote, setParams, stretchNote } from '../../../../ops/scenario/edit-scenario'
import { partOf } from '../../../../ops/scenario/play'
import { endOf, MINUTE, type Note, type Score } from '../../../../ops/scenario/scenario'

export interface ScoreFix {
  readonly id: keyof typeof scenarioText.fixes
  readonly score: Score
}

/** The fixes of a problem; none where only the user can know what to do. */
export function fixesOf(score: Score, { note: id, said }: ScoreProblem): readonly ScoreFix[] {
  const note = score.notes.find((one) => one.id === id)
  switch (said.code) {
    case 'score-past-end': {
      if (!note) return []
      const longer: ScoreFix = { id: 'extendScenario', score: { ...score, durationMs: endOf(note) } }
      if (note.startMs >= score.durationMs)
        return [{ id: 'moveToEnd', score: moveNote(score, note.id, score.durationMs) }, longer]
      return [{ id: 'shorten', score: stretchNote(score, note.id, { endMs: score.durationMs }) }, longer]
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
      id: 'endFirst',
      score: stretchNote(score, other.id, { endMs: note.startMs }),
    })
  if (endOf(note) > endOf(other))
    fixes.push({
      id: 'startSecond',
      score: stretchNote(score, note.id, { startMs: endOf(other) }),
    })
  const notes = score.notes.filter((one) => one !== note)
  return [...fixes, { id: 'removeSecond', score: { ...score, notes } }]
}

/** All shares at that moment scaled down by the same factor, to whole hundredths. */
function scaled(score: Score, note: Note | undefined, percent: number): readonly ScoreFix[] {
  if (!note) return []
  let after = score
  for (const one of score.notes) {
    const part = one.startMs <= note.startMs && note.startMs < endOf(one) ? partOf(one) : undefined
    if (part?.def.lane !== 'mix') continue
    const share = Math.floor((Number(part.values.share) / percent) * 10_000) / 100
    after = setParams(after, one.id, { share })
  }
  return [{ id: 'scaleShares', score: after }]
}

/** Where a new event starts when no place is given: at the current time, or at the start of the visible part if that is later. */
export function newAt({ from }: { readonly from: number }, { durationMs }: Score, nowMs: number): number {
  return nowMs < durationMs ? Math.max(from, nowMs) : from
}

/** Why an event has no effect in this run; undefined where it has one. */
export function noEffectReason(note: Note, { durationMs }: Score, nowMs: number): string | undefined {
  if (nowMs >= durationMs) return scenarioText.event.scenarioEnded
  return endOf(note) <= nowMs ? scenarioText.event.alreadyPlayed : undefined
}

/** The start and length of a new event, by its kind. Events that describe general conditions last to the end of the scenario. */
export function placeOf(kind: string, atMs: number, gridMs: number, inSight: number, { durationMs }: Score, nowMs = 0) {
  const near = Math.round(atMs / gridMs) * gridMs
  // An event that is added now or later must not start in the past, where part of it would have no effect.
  const step = atMs >= nowMs && near < nowMs ? Math.ceil(nowMs / gridMs) * gridMs : near
  const last = durationMs - Math.min(gridMs, durationMs)
  // Less than a grid step before the end is better than a start in the past.
  const latest = atMs >= nowMs && nowMs < durationMs ? Math.max(last, nowMs) : last
  const startMs = Math.max(0, Math.min(step, latest))
  const usual = Math.max(gridMs, MINUTE, Math.round(inSight / 8 / gridMs) * gridMs)
  const toEnd = durationMs - startMs
  return { startMs, lengthMs: LASTING.has(kind) ? toEnd : Math.min(usual, toEnd) }
}

const LASTING: ReadonlySet<string> = new Set(['rate', 'daily', 'weekly', 'delay', 'coverage', 'label-noise'])
