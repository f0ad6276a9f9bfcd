/**
 * @file Steps of a lesson: what the current step asks, what the learner predicted, what came out, and whether the next
 * step is open.
 */
import { namesOf, readCheck, readSide, type Side, sideValue } from '../../compile/lesson-check'
import type { Lesson, LessonPrediction, LessonProgress, LessonStep, Predicted, StepAnswer } from '../../compile/project'
import type { AppState } from '../state'
import { type ConditionNow, evidenceOf, goalOf, lookUp } from './lesson-goal'

/** The moments of a run, equally spaced from its first to its last epoch, at which a curve is predicted. */
export const CURVE_POINTS = 11

/** The current step as the learner sees it. */
export interface StepNow {
  /** From 0. */
  readonly index: number
  readonly text: string
  readonly conditions: readonly ConditionNow[]
  /** Whether there is a hint; its text is present once the learner has asked for it. */
  readonly hasHint: boolean
  readonly hint?: string
  readonly prediction?: LessonPrediction
  readonly predicted?: Predicted
  readonly outcome?: Predicted
  /** The question that is open once the outcome is known. */
  readonly why?: string
  readonly answer?: string
  /** What the step still needs; absent once the next step is open. */
  readonly missing?: 'prediction' | 'conditions' | 'outcome' | 'why'
}

/** The lesson of a state as the console reports it; null if there is none. */
export function lessonPart(state: AppState, seen: object) {
  const { lesson } = state.project
  if (!lesson) return null
  const on = lesson.start ? 'learning' : state.lessonPreview ? 'preview' : 'writing'
  const steps = lesson.steps ? { steps: lesson.steps.length, step: stepNow(lesson, state, seen) ?? null } : {}
  return { goal: lesson.goal, on, ...goalOf(lesson.check, state, seen), ...steps } as const
}

const NO_PROGRESS: LessonProgress = { step: 0, answers: [] }

/** How far the learner is in a lesson. */
export function progressOf({ progress }: Lesson): LessonProgress {
  return progress ?? NO_PROGRESS
}

/** The current step; undefined once all steps are done. */
export function stepNow(lesson: Lesson, state: AppState, seen: object): StepNow | undefined {
  const { step: index } = progressOf(lesson)
  const step = lesson.steps?.[index]
  if (!step) return undefined
  const answer = answerOf(lesson, index)
  const goal = goalOf(step.check, state, seen)
  const outcome = step.predict && outcomeOf(step.predict, answer, state, seen)
  const missing = missingIn(step, answer, outcome, step.check === undefined || goal.reached)
  const isExplained = missing === undefined || missing === 'why'
  return {
    index,
    text: step.text,
    conditions: goal.conditions,
    hasHint: step.hint !== undefined,
    ...(step.hint !== undefined && answer?.hint ? { hint: step.hint } : {}),
    ...(step.predict ? { prediction: step.predict } : {}),
    ...(answer?.predicted === undefined ? {} : { predicted: answer.predicted }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(step.why !== undefined && isExplained ? { why: step.why } : {}),
    ...(answer?.why === undefined ? {} : { answer: answer.why }),
    ...(missing ? { missing } : {}),
  }
}

/** What the learner answered in a step; undefined if nothing. */
export function answerOf(lesson: Lesson, step: number): StepAnswer | undefined {
  return progressOf(lesson).answers.find((one) => one.step === step)
}

/** The progress after an answer, or a part of one, in the current step. */
export function withAnswer(lesson: Lesson, part: Omit<StepAnswer, 'step'>): LessonProgress {
  const progress = progressOf(lesson)
  const { step } = progress
  const others = progress.answers.filter((one) => one.step !== step)
  return { ...progress, answers: [...others, { ...answerOf(lesson, step), ...part, step }] }
}

/** Whether a value is an answer to a prediction's question. */
export function fitsPrediction(prediction: LessonPrediction, value: unknown): value is Predicted {
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  switch (prediction.kind) {
    case 'choice':
      return isNumber && Number.isInteger(value) && value >= 0 && value < prediction.choices.length
    case 'number':
      return isNumber
    case 'curve':
      return Array.isArray(value) && value.length === CURVE_POINTS && value.every(Number.isFinite)
    default:
      return prediction satisfies never
  }
}

/** How far apart two curves are on average, in units of the loss. */
export function curveDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length
}

function missingIn(
  { predict, why }: LessonStep,
  answer: StepAnswer | undefined,
  outcome: Predicted | undefined,
  isDone: boolean,
): StepNow['missing'] {
  if (predict && answer?.predicted === undefined) return 'prediction'
  if (!isDone) return 'conditions'
  if (predict && isCompared(predict) && outcome === undefined) return 'outcome'
  return why !== undefined && !answer?.why?.trim() ? 'why' : undefined
}

function isCompared(prediction: LessonPrediction): boolean {
  return prediction.kind !== 'choice' || prediction.outcomes !== undefined
}

/**
 * What came out. It counts only once the learner has predicted, and values of a run only if that run is a later one
 * than the run in use at the prediction.
 */
function outcomeOf(
  prediction: LessonPrediction,
  answer: StepAnswer | undefined,
  state: AppState,
  seen: object,
): Predicted | undefined {
  if (answer?.predicted === undefined) return undefined
  const isOfNewRun = runOf(state) !== answer.before && evidenceOf(state) === 'present'
  switch (prediction.kind) {
    case 'choice': {
      const index = (prediction.outcomes ?? []).findIndex(
        (check) => (isOfNewRun || !isOfRun(sidesOf(check))) && goalOf(check, state, seen).reached,
      )
      return index < 0 ? undefined : index
    }
    case 'number': {
      const side = readSide(prediction.value)
      if (!side.ok || (isOfRun([side.value]) && !isOfNewRun)) return undefined
      const value = sideValue(side.value, (name) => lookUp(seen, name))
      return typeof value === 'number' ? value : undefined
    }
    case 'curve': {
      const { run } = state
      if (run.tag !== 'done' || !isOfNewRun) return undefined
      const name = prediction.value === 'run.loss' ? 'loss' : 'validationLoss'
      return resample(run.history.flatMap((log) => log[name] ?? []))
    }
    default:
      return prediction satisfies never
  }
}

/** The id of the run whose weights are in use; undefined before the first run. */
export function runOf({ run, inUse }: Pick<AppState, 'run' | 'inUse'>): string | undefined {
  return run.tag === 'idle' ? inUse?.run : run.id
}

function sidesOf(check: string): readonly Side[] {
  const read = readCheck(check)
  return read.ok ? read.value.flatMap(({ left, right }) => [left, right]) : []
}

function isOfRun(sides: readonly Side[]): boolean {
  return sides.flatMap(namesOf).some((name) => 'path' in name && /^(metrics|run)\b/.test(name.path))
}

/** Losses at `CURVE_POINTS` equally spaced moments, linear between epochs; undefined without losses. */
function resample(losses: readonly number[]): readonly number[] | undefined {
  const last = losses.length - 1
  if (last < 0) return undefined
  return Array.from({ length: CURVE_POINTS }, (_, i) => {
    const at = (i / (CURVE_POINTS - 1)) * last
    const low = losses[Math.floor(at)] ?? 0
    const high = losses[Math.ceil(at)] ?? low
    return low + (high - low) * (at % 1)
  })
}
