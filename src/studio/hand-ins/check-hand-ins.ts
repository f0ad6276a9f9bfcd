/**
 * @file Checks hand-ins: reads each one, trains its runs again, computes the goal and the score, and compares them with
 * what it states. Nothing that a hand-in says about itself is believed. The open project is not affected.
 */
import '../../messages/en/hand-ins'
import { stableJson } from '../../base/stable-json'
import { knownDataset } from '../../catalog/datasets'
import type { ProjectContent, Lesson } from '../../compile/project'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { handInWhyText as whyText } from '../../messages/en/hand-ins'
import { formatMessage, type Message, message, Refusal, refuse } from '../../messages/message'
import type { Interval } from '../../metrics/intervals'
import { type HandInRun, type ReadHandIn, readHandIn } from '../../storage/hand-in-file'
import { loadMetrics } from '../console/loaded-metrics'
import type { AppContext } from '../context'
import { begun } from '../lessons/lesson-restrictions'
import { changesSinceStart } from './changes-since-start'
import { type Grade, gradeRuns, type RunResult } from './grade-runs'
import { type Judged, judgeHandIn, judgeRun, notReplayed } from './judge-hand-in'
import { type Lane, makeReplayer } from './replay-runs'

/** A class, and a few more. */
export const MOST_HAND_INS = 300
/** Runs that are trained at the same time. */
const LANES = 2

export interface HandInFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface CheckedRun {
  readonly name: string
  /** A run that has not ended, or has failed, is skipped. */
  readonly verdict: Judged['verdict'] | 'skipped'
  readonly why?: string
}

/** A step in which the learner predicted or answered something. */
export interface CheckedAnswer {
  /** From 1. */
  readonly step: number
  readonly question?: string
  readonly predicted?: string
  readonly outcome?: string
  readonly answer?: string
}

/** The result for one hand-in. */
export interface HandInRow {
  readonly path: string
  readonly name: string
  readonly lesson: string
  /** Whether the goal is met, computed again; null if training alone cannot decide it. */
  readonly goal: boolean | null
  /** The best score on the validation set, computed again; null if there is none. */
  readonly score: number | null
  readonly metric: string | null
  readonly better?: 'higher' | 'lower'
  readonly interval?: Interval
  /** How many runs were started. */
  readonly tries: number
  /** From the first action to the hand-in. */
  readonly minutes: number | null
  readonly restarts: number
  readonly verdict: Judged['verdict'] | 'unreadable'
  /** One sentence. */
  readonly why?: string
  /** The names of hand-ins with the same list of actions, at the same times. */
  readonly copies: readonly string[]
  readonly changes: readonly string[]
  readonly answers: readonly CheckedAnswer[]
  readonly runs: readonly CheckedRun[]
  readonly seed: number | null
}

export interface CheckProgress {
  readonly checked: number
  readonly of: number
  /** The fraction that is done, from 0 to 1. */
  readonly share: number
}

export interface CheckOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined
  /** Called with each row as soon as it is known, and its place. */
  readonly onRow?: ((row: HandInRow, index: number) => void) | undefined
}

/** Checks hand-ins and resolves with one row for each file, in the same order. */
export async function checkHandIns(
  studio: AppContext,
  files: readonly HandInFile[],
  { signal = new AbortController().signal, onProgress = () => undefined, onRow = () => undefined }: CheckOptions = {},
): Promise<readonly HandInRow[]> {
  if (files.length > MOST_HAND_INS) return refuse('handin-too-many-files', { files: files.length, most: MOST_HAND_INS })
  await Promise.all([loadMetrics(), loadPreparation()])
  const { lessons } = await import('../../gallery')
  const open = studio.projects.content()
  const known = open.lesson ? [begun(open)] : lessons.map(({ content }) => begun(content))
  const read = files.map(({ path, bytes }) => ({ path, read: readHandIn(bytes) }))
  const replayer = makeReplayer(studio, signal)
  const rows: (HandInRow | undefined)[] = files.map(() => undefined)
  const shares = files.map(() => 0)
  const report = () => {
    const checked = rows.filter((row) => row !== undefined).length
    onProgress({ checked, of: files.length, share: shares.reduce((sum, share) => sum + share, 0) / files.length })
  }
  const copies = copiesAmong(read.map(({ read: one }) => (one.ok ? one.value : undefined)))
  let next = 0

  async function work(): Promise<void> {
    const lane = replayer.lane()
    try {
      for (let i = next++; i < read.length; i = next++) {
        const at = i
        const entry = read[at] as (typeof read)[number]
        const onShare = (share: number) => {
          shares[at] = share
          report()
        }
        const row = await rowOf(entry, known, open.lesson !== undefined, lane, onShare, signal)
        rows[at] = { ...row, copies: copies[at] ?? [] }
        shares[at] = 1
        onRow(rows[at], at)
        report()
      }
    } finally {
      lane.close()
    }
  }

  await Promise.all(Array.from({ length: Math.min(LANES, files.length) }, work))
  return rows.filter((row) => row !== undefined)
}

type Entry = { readonly path: string; readonly read: ReturnType<typeof readHandIn> }

async function rowOf(
  { path, read }: Entry,
  known: readonly ProjectContent[],
  isOpen: boolean,
  lane: Lane,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<HandInRow> {
  if (!read.ok) return unreadable(path, read.error)
  const handIn = read.value
  const reference = known.find((content) => isSameLesson(content.lesson, handIn.content.lesson))
  if (!reference) {
    const { name: lesson } = handIn.content
    const [first] = known
    const why =
      isOpen && first
        ? message('handin-other-lesson', { lesson, open: first.name })
        : message('handin-unknown-lesson', { lesson })
    return { ...unreadable(path, why), ...{ name: handIn.name, lesson } }
  }
  const ended = handIn.runs.filter(({ tag }) => tag === 'done')
  const judged: (Judged & { readonly run: HandInRun; readonly isComparable: boolean })[] = []
  const results: RunResult[] = []
  for (const [i, run] of ended.entries()) {
    if (signal.aborted) return refuse('handin-stopped', {})
    const { verdict, result } = await judgedRun(run, handIn.app, lane, (share) => onShare((i + share) / ended.length))
    if (signal.aborted) return refuse('handin-stopped', {})
    if (result) results.push(result)
    judged.push({ ...verdict, run, isComparable: run.score !== undefined || result?.evaluation === null })
  }
  await knownDataset(handIn.content.data.dataset)
  const grade = gradeRuns(reference.lesson?.check, results, handIn.content)
  const verdict = judgeHandIn(handIn, reference, judged, grade)
  return { ...factsOf(path, handIn, reference, grade), ...verdict, runs: handIn.runs.map((run) => runRow(run, judged)) }
}

async function judgedRun(
  run: HandInRun,
  app: string,
  lane: Lane,
  onShare: (share: number) => void,
): Promise<{ readonly verdict: Judged; readonly result?: RunResult }> {
  const verdict = notReplayed(run)
  if (verdict) return { verdict }
  try {
    const replayed = await lane.replay(run, onShare)
    if (replayed === 'too slow') return { verdict: judgeRun(run, replayed, app) }
    const { evaluation = null, history, why, step } = replayed
    return { verdict: judgeRun(run, replayed, app), result: { content: run.content, evaluation, history, why, step } }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'reproduce-stopped') throw error
    return { verdict: { verdict: 'differs', why: whyText.untrained({ run: run.name, why: error.message }) } }
  }
}

function runRow(run: HandInRun, judged: readonly (Judged & { readonly run: HandInRun })[]): CheckedRun {
  const found = judged.find((one) => one.run === run)
  if (!found) return { name: run.name, verdict: 'skipped' }
  return { name: run.name, verdict: found.verdict, ...(found.why === undefined ? {} : { why: found.why }) }
}

function factsOf(
  path: string,
  handIn: ReadHandIn,
  reference: ProjectContent,
  { goal, score }: Grade,
): Omit<HandInRow, 'verdict' | 'runs'> {
  const { name, content, runs, olderRuns = 0, made, actions } = handIn
  const start = reference.lesson?.start
  const times = actions.flatMap(({ at }) => (at === undefined ? [] : [Date.parse(at)])).filter(Number.isFinite)
  const spent = Date.parse(made) - Math.min(...times)
  return {
    ...{ path, name, lesson: reference.name, goal, copies: [] },
    ...{ score: score?.value ?? null, metric: score?.metric ?? null },
    ...(score ? { better: score.better } : {}),
    ...(score?.interval ? { interval: score.interval } : {}),
    tries: runs.length + olderRuns,
    minutes: Number.isFinite(spent) ? Math.max(0, Math.round(spent / 60_000)) : null,
    restarts: content.lesson?.progress?.restarts ?? 0,
    changes: start ? changesSinceStart(start, content) : [],
    answers: answersOf(content.lesson, reference.lesson),
    seed: content.plan.seed,
  }
}

/** What the learner predicted and answered, with the questions of the lesson that is checked against. */
function answersOf(lesson: Lesson | undefined, reference: Lesson | undefined): readonly CheckedAnswer[] {
  return (lesson?.progress?.answers ?? []).map(({ step, predicted, outcome, why }) => {
    const predict = reference?.steps?.[step]?.predict
    const shown = (value: number | readonly number[] | undefined) =>
      typeof value !== 'number'
        ? value?.map((one) => Number(one.toPrecision(3))).join(' ')
        : predict?.kind === 'choice'
          ? (predict.choices[value] ?? String(value))
          : String(Number(value.toPrecision(6)))
    const texts = { question: predict?.question, predicted: shown(predicted), outcome: shown(outcome), answer: why }
    const given = Object.entries(texts).filter(([, value]) => value !== undefined)
    return { step: step + 1, ...Object.fromEntries(given) }
  })
}

/** The same lesson, perhaps edited in one part: its goal or its steps are the same. */
function isSameLesson(reference: Lesson | undefined, lesson: Lesson | undefined): boolean {
  if (!reference || !lesson) return false
  const isSame = (part: 'goal' | 'steps') =>
    reference[part] !== undefined && stableJson(reference[part]) === stableJson(lesson[part])
  return isSame('goal') || isSame('steps')
}

function unreadable(path: string, why: Message): HandInRow {
  return {
    ...{ path, name: '', lesson: '', goal: null, score: null, metric: null, tries: 0, minutes: null, restarts: 0 },
    ...{ verdict: 'unreadable', why: formatMessage(why), copies: [], changes: [], answers: [], runs: [], seed: null },
  }
}

/**
 * For each hand-in, the names of others with an equal list of actions. Only lists with runs count, because two learners
 * do not start their runs in the same millisecond.
 */
function copiesAmong(handIns: readonly (ReadHandIn | undefined)[]): readonly (readonly string[])[] {
  const lists = handIns.map((one) =>
    one?.actions.some(({ does, at }) => does === 'run' && at !== undefined) ? stableJson(one.actions) : undefined,
  )
  return handIns.map((one, i) => {
    const same = handIns.filter((_, j) => j !== i && lists[i] !== undefined && lists[j] === lists[i])
    return [...new Set(same.flatMap((other) => (other && other.name !== one?.name ? [other.name] : [])))]
  })
}
