/**
 * @file Judges a hand-in by its replay. `forged`: what it states contradicts the replay or the lesson. `differs`: the
 * weights differ, but nothing that it states is known to be false, as after training on a GPU.
 */
import { stableJson } from '../../base/stable-json'
import type { Lesson, ProjectContent } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import { engineName } from '../../messages/en/engine-names'
import { handInWhyText as why, type LessonPart } from '../../messages/en/hand-ins'
import { isMessage } from '../../messages/message'
import type { HandInRun, ReadHandIn } from '../../storage/hand-in-file'
import { lessonForbids } from '../lessons/lesson-restrictions'
import type { Grade } from './grade-runs'
import { APP_VERSION, statedScore } from './make-hand-in'
import { MOST_SECONDS, type Replayed } from './replay-runs'

export type Verdict = 'equal' | 'differs' | 'forged'

export interface Judged {
  readonly verdict: Verdict
  /** One sentence. */
  readonly why?: string
}

/** The engine that leads to the same weights on every device. */
const EXACT = 'exact CPU' // not text: an id
/** Numbers of the same weights differ by rounding at most. */
const TOLERANCE = 1e-6

/** Why a run is not trained again; undefined if it is. */
export function notReplayed({ name, from, hash }: HandInRun): Judged | undefined {
  if (from !== undefined) return { verdict: 'differs', why: why.further({ run: name }) }
  if (hash === undefined) return { verdict: 'differs', why: why.noHash({ run: name }) }
  return undefined
}

/** Compares what a run states with its replay. */
export function judgeRun(run: HandInRun, replayed: Replayed | 'too slow', app: string): Judged {
  const { name, engine = '', score } = run
  if (replayed === 'too slow') return { verdict: 'differs', why: why.slow({ run: name, seconds: MOST_SECONDS }) }
  const actual = statedScore(replayed.evaluation)
  const isSameVersion = app === APP_VERSION
  if (run.data !== undefined && run.data !== replayed.data) {
    const { dataset } = replayed
    return isSameVersion
      ? { verdict: 'forged', why: why.data({ run: name, dataset }) }
      : { verdict: 'differs', why: why.dataVersion({ run: name, dataset, app }) }
  }
  const wrong = score && actual ? firstDifference(score, actual) : undefined
  if (run.hash === replayed.hash)
    return wrong ? { verdict: 'forged', why: why.runScore({ run: name, ...wrong }) } : { verdict: 'equal' }
  if (run.inexact) return { verdict: 'differs', why: why.inexact({ run: name }) }
  const other = [engine, replayed.engine?.name ?? ''].find((one) => one !== EXACT)
  if (other !== undefined) {
    const at = { run: name, engine: engineName(other) }
    return { verdict: 'differs', why: wrong ? why.engineScore({ ...at, ...wrong }) : why.engine(at) }
  }
  if (!isSameVersion) return { verdict: 'differs', why: why.version({ run: name, app }) }
  if (run.step !== replayed.step)
    return { verdict: 'forged', why: why.steps({ run: name, claimed: run.step, actual: replayed.step }) }
  return { verdict: 'forged', why: why.weights({ run: name }) }
}

type Numbers = NonNullable<ReturnType<typeof statedScore>>

/** The first number that differs by more than rounding. */
function firstDifference(claimed: Numbers, actual: Numbers) {
  const pairs = [
    ...Object.entries(actual.metrics).map(([metric, value]) => [metric, claimed.metrics[metric], value] as const),
    ['loss', claimed.loss, actual.loss] as const,
    ['rows', claimed.rows, actual.rows] as const,
  ]
  for (const [metric, a, b] of pairs) if (a !== undefined && !isClose(a, b)) return { metric, claimed: a, actual: b } // not text: ids
  return undefined
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b))
}

/** The verdict on a hand-in: the worst of its parts. `runs` are those that ended, each with its verdict. */
export function judgeHandIn(
  handIn: ReadHandIn,
  reference: ProjectContent,
  runs: readonly (Judged & { readonly isComparable: boolean })[],
  grade: Grade,
): Judged {
  const { claim, content, olderRuns = 0 } = handIn
  const forged = (sentence: string): Judged => ({ verdict: 'forged', why: sentence })
  if (!handIn.isUnchanged) return forged(why.edited)
  const layer = lockedLayer(reference, content.networks[0]?.drawing)
  if (layer !== undefined) return forged(why.locked({ layer }))
  const bad = runs.find(({ verdict }) => verdict === 'forged')
  if (bad) return { verdict: 'forged', ...(bad.why === undefined ? {} : { why: bad.why }) }
  const parts = differingParts(reference.lesson, content.lesson)
  // Only what was computed from the same runs and the same goal can contradict the claim.
  if (parts.length === 0 && runs.every(({ verdict, isComparable }) => verdict === 'equal' && isComparable)) {
    const { goal, score } = grade
    if (claim.goal !== null && goal !== null && claim.goal !== goal) return forged(why.goal({ met: claim.goal }))
    if (claim.score && score && !isClose(claim.score.value, score.value))
      return forged(why.score({ claimed: claim.score.value, actual: score.value }))
  }
  if (parts.length > 0) return { verdict: 'differs', why: why.lessonEdited({ parts }) }
  const other = runs.find(({ verdict }) => verdict === 'differs')
  if (other) return { verdict: 'differs', ...(other.why === undefined ? {} : { why: other.why }) }
  if (olderRuns > 0) return { verdict: 'equal', why: why.leftOut({ runs: olderRuns }) }
  if (grade.unknown.length > 0) return { verdict: 'equal', why: why.goalUnknown({ names: grade.unknown }) }
  return runs.length === 0 ? { verdict: 'equal', why: why.noRuns } : { verdict: 'equal' }
}

/** The parts in which a lesson differs from the one that it should be. */
export function differingParts(reference: Lesson | undefined, lesson: Lesson | undefined): readonly LessonPart[] {
  const parts = ['goal', 'check', 'steps', 'locked', 'hides', 'start'] as const
  return parts.filter((part) => stableJson(partOf(reference, part)) !== stableJson(partOf(lesson, part)))
}

function partOf(lesson: Lesson | undefined, part: LessonPart): unknown {
  if (part !== 'start') return lesson?.[part] ?? null
  const { drawing, data, plan } = lesson?.start ?? {}
  // How the dataset was made, and its slices, are not handed in or do not change the lesson.
  const { made: _, slices: __, ...pick } = data ?? {}
  return [drawing, pick, plan]
}

/** The label of the first locked layer that was changed. */
function lockedLayer({ lesson }: ProjectContent, drawing: Drawing | undefined): string | undefined {
  const start = lesson?.start
  if (!lesson || !start || !drawing) return undefined
  // Layers that were inserted and deleted again may have moved locked ones, which is allowed.
  const places = new Map(start.drawing.nodes.map(({ id, position }) => [id, position]))
  const nodes = drawing.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }))
  const project = { lesson } as Parameters<typeof lessonForbids>[0]['project']
  const forbidden = lessonForbids({ project, lessonPreview: null }, start.drawing, { ...drawing, nodes })
  return forbidden && isMessage(forbidden, 'lesson-locked') ? forbidden.args.node : undefined
}
