/** @file The steps of a lesson in a complete studio: predict, run, compare, explain, and go on. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Lesson } from '../../compile/project'
import { readProject, writeProject } from '../../storage/project-file'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { CURVE_POINTS, curveDistance } from './lesson-steps'

provideIndexedDB()

let netloom: TestStudio
let databases = 0

const LESSON: Lesson = {
  goal: 'Find out what the number of epochs changes.',
  steps: [
    { text: 'Look at the network.' },
    {
      text: 'Train for 4 epochs.',
      check: 'run.tag == "done" and plan.epochs == 4',
      hint: 'The number of epochs is in the line of settings.',
      predict: { kind: 'number', question: 'How accurate is it after 4 epochs?', value: 'metrics.accuracy' },
      why: 'Why is it not better?',
    },
    {
      text: 'Train for 8 epochs.',
      check: 'run.tag == "done" and plan.epochs == 8 and tried("epochs") >= 2',
      predict: {
        kind: 'choice',
        question: 'Is it more accurate after 8 epochs?',
        choices: ['at most 90%', 'above 90%'],
        outcomes: ['metrics.accuracy <= 0.9', 'metrics.accuracy > 0.9'],
      },
    },
    { text: 'Once more.', predict: { kind: 'curve', question: 'How does the loss fall?', value: 'run.loss', most: 1 } },
  ],
}

const step = () => {
  const { lesson } = netloom.state()
  return lesson && 'step' in lesson ? lesson.step : undefined
}
const train = async (epochs: number) => {
  await netloom.run('plan.set', { epochs })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' && s.run.epoch === epochs && s.metrics !== null)
}

beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `lesson-steps-${++databases}` }))
})
afterEach(() => netloom.close())

test('a learner predicts, trains, compares, explains, and goes on', { timeout: 60_000 }, async () => {
  await netloom.run('lesson.set', { lesson: LESSON })
  const { fragment } = await netloom.run<{ fragment: string }>('project.link')
  await netloom.run('project.openLink', { fragment })
  expect(netloom.state().lesson).toMatchObject({ steps: 4, step: { index: 0, text: 'Look at the network.' } })
  expect(await netloom.refused('lesson.predict', { value: 1 })).toBe('lesson-no-prediction')
  await netloom.run('lesson.next')

  // Nothing is trained before the prediction, and the prediction stays.
  expect(step()).toMatchObject({ index: 1, missing: 'prediction', hasHint: true })
  expect(await netloom.refused('run.start')).toBe('lesson-predict-first')
  expect(await netloom.refused('lesson.predict', { value: [0.8] })).toBe('lesson-prediction')
  await netloom.run('lesson.predict', { value: 0.7 })
  expect(await netloom.refused('lesson.predict', { value: 0.9 })).toBe('lesson-predicted')
  expect(step()).toMatchObject({ missing: 'conditions', predicted: 0.7 })
  expect(step()?.hint).toBeUndefined()
  expect(await netloom.run('lesson.hint')).toContain('line of settings')
  expect(step()?.hint).toContain('line of settings')
  expect(await netloom.refused('lesson.next')).toBe('lesson-step-open')
  expect(await netloom.refused('lesson.answer', { text: 'Because.' })).toBe('lesson-step-open')

  await train(4)
  const { accuracy } = netloom.state().metrics as unknown as { accuracy: number }
  expect(step()).toMatchObject({ outcome: accuracy, missing: 'why', why: 'Why is it not better?' })
  await netloom.run('lesson.answer', { text: 'It needs more steps.' })
  expect(step()?.missing).toBeUndefined()
  await netloom.run('lesson.next')

  // The metrics of the earlier run are no outcome of this step.
  await netloom.run('lesson.predict', { value: 1 })
  expect(step()?.outcome).toBeUndefined()
  expect(step()?.missing).toBe('conditions')
  await train(8)
  const after8 = (netloom.state().metrics as unknown as { accuracy: number }).accuracy
  expect(step()).toMatchObject({
    outcome: after8 > 0.9 ? 1 : 0,
    conditions: [{ met: true }, { met: true }, { now: 2 }],
  })
  await netloom.run('lesson.next')

  const curve = Array.from({ length: CURVE_POINTS }, () => 0.5)
  await netloom.run('lesson.predict', { value: curve })
  expect(step()?.missing).toBe('outcome')
  await train(11)
  const losses = netloom.state().run.history.map(({ loss }) => loss)
  expect(losses).toHaveLength(11)
  // 11 epochs are exactly the 11 moments of the curve.
  expect(step()?.outcome).toEqual(losses)
  expect(curveDistance(curve, losses)).toBeCloseTo(losses.reduce((sum, x) => sum + Math.abs(x - 0.5), 0) / 11, 12)
  await netloom.run('lesson.next')
  expect(step()).toBeNull()
  expect(await netloom.refused('lesson.next')).toBe('lesson-step-none')

  // The answers are part of the project, also as a file.
  const { lesson } = netloom.app().project
  expect(lesson?.progress?.answers).toEqual([
    expect.objectContaining({ step: 1, predicted: 0.7, outcome: accuracy, hint: true, why: 'It needs more steps.' }),
    expect.objectContaining({ step: 2, predicted: 1, outcome: after8 > 0.9 ? 1 : 0 }),
    expect.objectContaining({ step: 3, predicted: curve, outcome: losses }),
  ])
  const file = readProject(await netloom.run<Uint8Array>('project.export'))
  if (file.ok) expect(file.value.lesson).toEqual(lesson)
  // A link has the lesson without the answers of whoever shares it.
  const shared = await netloom.run<{ fragment: string }>('project.link')
  const peeked = await netloom.run<{ lesson?: Lesson }>('project.peekLink', { fragment: shared.fragment })
  expect(peeked.lesson?.steps).toEqual(LESSON.steps)
  expect(peeked.lesson?.progress).toBeUndefined()

  await netloom.run('lesson.restart')
  expect(netloom.app().project.lesson?.progress).toEqual({ step: 0, answers: [], restarts: 1 })
})

test('a preview leaves no answers in the lesson', async () => {
  await netloom.run('lesson.set', { lesson: LESSON })
  await netloom.run('lesson.preview', { on: true })
  await netloom.run('lesson.next')
  await netloom.run('lesson.predict', { value: 0.5 })
  await netloom.run('lesson.preview', { on: false })
  expect(netloom.app().project.lesson).toEqual(LESSON)
})

test.each<[object, string]>([
  [{ text: ' ' }, 'lesson-step-empty'],
  [{ text: 'a', check: 'x >' }, 'check-unreadable'],
  [{ text: 'a', predict: { kind: 'number', question: '', value: 'loss' } }, 'lesson-step-question'],
  [{ text: 'a', predict: { kind: 'number', question: 'q', value: 'loss >= 1 and x' } }, 'check-unreadable'],
  [{ text: 'a', predict: { kind: 'choice', question: 'q', choices: ['a'] } }, 'lesson-step-choices'],
  [{ text: 'a', predict: { kind: 'choice', question: 'q', choices: ['a', 'a'] } }, 'lesson-step-choices'],
  [
    { text: 'a', predict: { kind: 'choice', question: 'q', choices: ['a', 'b'], outcomes: ['loss > 1'] } },
    'lesson-step-outcomes',
  ],
  [{ text: 'a', predict: { kind: 'curve', question: 'q', value: 'run.loss', most: 0 } }, 'lesson-step-axis'],
])('the step %o is refused', async (bad, code) => {
  expect(await netloom.refused('lesson.set', { lesson: { goal: 'g', steps: [bad] } })).toBe(code)
})

test('a project file keeps the steps of a lesson', () => {
  const { name, drawing, network, data, plan } = netloom.app().project
  const content = { name, networks: [{ name: network, drawing }], data, plan, lesson: LESSON }
  const read = readProject(writeProject(content))
  expect(read.ok && read.value.lesson).toEqual(LESSON)
})
