/** @file Commands for lessons: teachers write and preview them, learners restart and leave them. */
import '../../messages/en/lesson-check'
import { stableJson } from '../../base/stable-json'
import type { Lesson, LessonProgress, LessonStart, Predicted } from '../../compile/project'
import { moreCommandsText } from '../../messages/en/commands/more'
import { commandNoticesText } from '../../messages/en/commands/notices'
import { type Message, message, Refusal, refuse } from '../../messages/message'
import '../../messages/en/files'
import { metricsLine } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import type { VersionRecord } from '../../storage/records'
import { checkedLater, flag, nullable, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { lessonOn, lessonSettles } from '../lessons/lesson-restrictions'
import { loadLessonGoal } from '../lessons/loaded-lesson-goal'
import { changeProject } from '../project/project-document'
import { goBackTo } from '../project/restore-project'

const defineCommand = commandsWith(moreCommandsText)

/** Maximum length of an answer in words, in characters. */
const LONGEST_ANSWER = 2000

const notify = (studio: AppContext, content: Message) => studio.run('notice.show', { tone: 'info', message: content })

const isLearning = (studio: AppContext) => studio.store.getState().project.lesson?.start !== undefined

type SavedVersion = Pick<VersionRecord, 'number' | 'name'>

function presentOf(studio: AppContext): LessonStart {
  const { drawing, data, plan } = studio.store.getState().project
  return { drawing, data, plan }
}

export const setLesson = defineCommand({
  id: 'lesson.set',
  args: {
    lesson: nullable(checkedLater<Lesson>('{goal, check?, steps?, hides?: {pages?, commands?, params?}, locked?}')),
  },
  async run(studio, { lesson }) {
    if (lessonOn(studio.store.getState())) return refuse('lesson-on', {})
    if (lesson === null) return changeProject(studio.store, { lesson: null })
    const { readLesson } = await import('../../storage/project-file')
    const read = readLesson(lesson)
    if (!read.ok) throw new Refusal(read.error)
    const { start: _, progress: __, ...written } = read.value
    await loadLessonGoal()
    changeProject(studio.store, { lesson: written })
  },
})

export const previewLesson = defineCommand({
  id: 'lesson.preview',
  args: { on: flag() },
  run(studio, { on }) {
    const { project, lessonPreview } = studio.store.getState()
    if (!project.lesson) return refuse('lesson-not-written', {})
    if (project.lesson.start) return refuse('lesson-on', {})
    if (on === (lessonPreview !== null)) return
    if (on) {
      studio.store.setState({ lessonPreview: presentOf(studio) })
      studio.store.setState(lessonSettles)
      return
    }
    studio.store.setState({ lessonPreview: null })
    const { progress: _, ...written } = project.lesson
    changeProject(studio.store, { lesson: written })
    // Discard the changes made while previewing as a learner.
    if (lessonPreview) goBackTo(studio, lessonPreview)
  },
})

export const restartLesson = defineCommand({
  id: 'lesson.restart',
  listed: true,
  args: {},
  enabled: (studio) => lessonOn(studio.store.getState()) !== undefined,
  async run(studio): Promise<SavedVersion | undefined> {
    const on = lessonOn(studio.store.getState())
    if (!on) return refuse('lesson-none', {})
    const { progress } = on.lesson
    if (progress && (progress.step > 0 || progress.answers.length > 0))
      setProgress(studio, { step: 0, answers: [], restarts: (progress.restarts ?? 0) + 1 })
    if (stableJson(presentOf(studio)) === stableJson(on.start)) return
    const { metrics } = studio.store.getState()
    const [head] = metrics?.heads ?? []
    const name = head
      ? commandNoticesText.attemptWith({ metric: metricsLine(head, metricsOf(head).slice(0, 1)) })
      : commandNoticesText.attempt
    const kept = isLearning(studio) ? await studio.run('version.save', { name }) : undefined
    const { restoreTogether } = await import('../network/draw-network-for-dataset')
    restoreTogether(studio, on.start)
    return kept
  },
})

/** The current step of the open lesson, and the module that reads it. */
async function currentStep(studio: AppContext) {
  const steps = await import('../lessons/lesson-steps')
  const state = studio.store.getState()
  const lesson = lessonOn(state)?.lesson
  const { consoleState } = await import('../console/console-state')
  const now = lesson && steps.stepNow(lesson, state, consoleState(state))
  return lesson && now ? { ...steps, lesson, now } : refuse('lesson-step-none', {})
}

function setProgress(studio: AppContext, progress: LessonProgress): void {
  const { lesson } = studio.store.getState().project
  if (lesson) changeProject(studio.store, { lesson: { ...lesson, progress } })
}

/** Commits the learner's prediction in the current step. It cannot be changed later. */
export const predictInLesson = defineCommand({
  id: 'lesson.predict',
  args: { value: checkedLater<Predicted>('number or number[]') },
  async run(studio, { value }) {
    const { lesson, now, fitsPrediction, withAnswer, runOf, CURVE_POINTS } = await currentStep(studio)
    const { prediction } = now
    if (!prediction) return refuse('lesson-no-prediction', {})
    if (now.predicted !== undefined) return refuse('lesson-predicted', {})
    if (!fitsPrediction(prediction, value))
      return refuse('lesson-prediction', {
        needs: prediction.kind,
        size: prediction.kind === 'choice' ? prediction.choices.length : CURVE_POINTS,
      })
    const before = runOf(studio.store.getState())
    // An earlier result is no outcome of this prediction.
    studio.store.setState({ results: null })
    setProgress(studio, withAnswer(lesson, { predicted: value, ...(before === undefined ? {} : { before }) }))
  },
})

/** Answers the question of the current step in words. */
export const answerLesson = defineCommand({
  id: 'lesson.answer',
  args: { text: text() },
  async run(studio, { text }) {
    const { lesson, now, withAnswer } = await currentStep(studio)
    if (now.why === undefined) return refuse('lesson-step-open', { missing: now.missing ?? 'why' })
    setProgress(studio, withAnswer(lesson, { why: text.slice(0, LONGEST_ANSWER) }))
  },
})

/** Shows the hint of the current step; undefined if it has none. */
export const hintInLesson = defineCommand({
  id: 'lesson.hint',
  args: {},
  async run(studio) {
    const { lesson, now, withAnswer } = await currentStep(studio)
    if (now.hasHint) setProgress(studio, withAnswer(lesson, { hint: true }))
    return lesson.steps?.[now.index]?.hint
  },
})

/** Goes on to the next step once the current one is done, and keeps its outcome next to the prediction. */
export const continueLesson = defineCommand({
  id: 'lesson.next',
  args: {},
  async run(studio) {
    const { lesson, now, progressOf, withAnswer } = await currentStep(studio)
    if (now.missing) return refuse('lesson-step-open', { missing: now.missing })
    const kept = now.outcome === undefined ? progressOf(lesson) : withAnswer(lesson, { outcome: now.outcome })
    studio.store.setState({ results: null })
    setProgress(studio, { ...kept, step: now.index + 1 })
  },
})

export const leaveLesson = defineCommand({
  id: 'lesson.leave',
  listed: true,
  args: {},
  enabled: isLearning,
  async run(studio) {
    if (!isLearning(studio)) return refuse('lesson-none', {})
    const { lesson: _, ...content } = studio.projects.content()
    const { template } = studio.store.getState().project
    const name = commandNoticesText.ownCopy({ lesson: content.name })
    const id = await studio.projects.create({ ...content, name }, template)
    await notify(studio, message('lesson-left', { project: name }))
    return id
  },
})

/** Creates an editable copy from the lesson's starting content; the open project is unchanged. */
export const editLesson = defineCommand({
  id: 'lesson.edit',
  listed: true,
  args: {},
  enabled: isLearning,
  async run(studio) {
    const { lesson, networks, ...content } = studio.projects.content()
    if (!lesson?.start) return refuse('lesson-none', {})
    const { start, progress: _, ...written } = lesson
    const { drawing, data, plan } = start
    const network = networks[0]?.name ?? 'network'
    const name = commandNoticesText.editedCopy({ lesson: content.name })
    const copy = { ...content, name, data, plan, networks: [{ name: network, drawing }], lesson: written }
    const id = await studio.projects.create(copy)
    await notify(studio, message('lesson-copied', { project: content.name }))
    return id
  },
})
