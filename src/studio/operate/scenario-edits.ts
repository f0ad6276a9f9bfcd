/**
 * @file Score edits: the only way the score of a service changes. Each is a step of the score's own history, which lies beside the
 * drawing's; what could not be a score is refused, and what is merely wrong with one is kept, and told where it stands.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { message, Refusal } from '../../messages/message'
import { checkScore } from '../../ops/scenario/check-scenario'
import { DAY, type Score } from '../../ops/scenario/scenario'
import type { AppContext } from '../context'
import { operateDesk } from './controller'
import { changeService } from './service-board'

export interface ScoreHistory {
  readonly past: readonly Score[]
  readonly future: readonly Score[]
  /** The score that the last step led to: one that came from elsewhere is a step as well. */
  readonly now: Score
  /** What the next edit may go on with instead of beginning a step of its own. */
  readonly gesture?: { readonly name: string; readonly until: number }
}
/** By project and service. */
export type ScoreHistories = Readonly<Record<string, ScoreHistory>>

/** How many steps back undo remembers. */
const UNDO_LIMIT = 300
/** A pause that ends a gesture made of many small ones, in ms. */
const PAUSE = 1000
/** What no score can be; all else that a check finds is told, and can be mended later. */
const IMPOSSIBLE = ['score-many', 'score-seed', 'score-duration', 'score-kind', 'score-id', 'score-time']

const stores = new WeakMap<AppContext['store'], StoreApi<ScoreHistories>>()

/** The histories of a studio's scores. */
export function scoreHistories({ store }: Pick<AppContext, 'store'>): StoreApi<ScoreHistories> {
  const known = stores.get(store) ?? createStore<ScoreHistories>(() => ({}))
  stores.set(store, known)
  return known
}

/** Where the history of the open service stands among them. */
export function historyKey(studio: AppContext): string {
  return keyOf(studio, operateDesk(studio).store.getState().service ?? '')
}

function keyOf({ store }: AppContext, service: string): string {
  return `${store.getState().project.id} ${service}`
}

/** The history of a service's score goes with it to its new name. */
export function renameHistory(studio: AppContext, service: string, to: string): void {
  const histories = scoreHistories(studio)
  const { [keyOf(studio, service)]: mine, [keyOf(studio, to)]: _, ...others } = histories.getState()
  histories.setState({ ...others, ...(mine && { [keyOf(studio, to)]: mine }) }, true)
}

/** The score of the open service; a day in which nothing happens where it has none. Refuses where no service is open. */
export function scoreNow(studio: AppContext): Score {
  const { score } = operateDesk(studio).service()
  return score ?? { seed: studio.store.getState().project.plan.seed, durationMs: DAY, notes: [] }
}

/** Makes the score of the open service another as one step; one that follows another of the same gesture is part of its step. */
export function editScore(studio: AppContext, to: (score: Score) => Score, gesture?: string): Score {
  const score = scoreNow(studio)
  const next = to(score)
  if (next === score) return score
  const before = new Set(checkScore(score).map(({ said }) => JSON.stringify(said)))
  const refused = checkScore(next).find(({ said }) => isImpossible(said.code) && !before.has(JSON.stringify(said)))
  if (refused) throw new Refusal(refused.said)
  const history = historyOf(studio, score)
  // Of a clock that nobody sets: one set back would make steps of a day one.
  const now = performance.now()
  const goesOn = gesture !== undefined && history.gesture?.name === gesture && now < history.gesture.until
  keep(studio, {
    past: goesOn ? history.past : [...history.past, score].slice(-UNDO_LIMIT),
    future: [],
    now: next,
    ...(gesture === undefined ? {} : { gesture: { name: gesture, until: now + PAUSE } }),
  })
  return next
}

/** One step back in the score's history. */
export function undoScore(studio: AppContext): void {
  const { past, future, now } = historyOf(studio, scoreNow(studio))
  const before = past.at(-1)
  if (before) keep(studio, { past: past.slice(0, -1), future: [now, ...future], now: before })
}

/** One step forward again. */
export function redoScore(studio: AppContext): void {
  const { past, future, now } = historyOf(studio, scoreNow(studio))
  const [after, ...rest] = future
  if (after) keep(studio, { past: [...past, now], future: rest, now: after })
}

/** The history of the open service's score, up to this score of it. */
export function historyOf(studio: AppContext, score: Score): ScoreHistory {
  const known = scoreHistories(studio).getState()[historyKey(studio)]
  if (!known) return { past: [], future: [], now: score }
  const { score: kept } = operateDesk(studio).service()
  if (known.now === score || kept === undefined) return known
  return { past: [...known.past, known.now].slice(-UNDO_LIMIT), future: [], now: score }
}

function isImpossible(code: string): boolean {
  return IMPOSSIBLE.includes(code) || code.startsWith('param-')
}

function keep(studio: AppContext, history: ScoreHistory): void {
  const desk = operateDesk(studio)
  const { durationMs: before } = scoreNow(studio)
  scoreHistories(studio).setState({ [historyKey(studio)]: history })
  changeService(studio, desk.service().name, { score: history.now })
  const { durationMs } = history.now
  const { at, playing } = desk.store.getState().clock
  if (at >= durationMs && durationMs < before) {
    if (playing) desk.pause()
    const said = message('score-cut', { days: durationMs / DAY, at: at / DAY })
    void studio.run('notice.show', { tone: 'info', said })
    return
  }
  // What plays goes on by what is written now, as soon as that can be played.
  if (desk.store.getState().clock.playing && checkScore(history.now).length === 0)
    void desk.play({}).catch(() => undefined)
}
