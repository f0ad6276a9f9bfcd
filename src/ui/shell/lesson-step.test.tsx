/** @file A teacher writes the steps of a lesson, and a learner predicts, compares, and explains in its bar. */
import { expect, onTestFinished, test } from 'vitest'
import type { Lesson } from '../../compile/project'
import { lessonFormText as form } from '../../messages/en/shell/lesson-form'
import { lessonStepText as text } from '../../messages/en/shell/lesson-step'
import { CURVE_POINTS } from '../../studio/lessons/lesson-steps'
import { openTestStudio, type TestStudio } from '../../studio/testing/studio-fixture'
import { click, find, focus, press, render, settle, type } from '../testing/render.test-help'
import LessonBar from './lesson-bar'
import { LessonDialog } from './lesson-dialog'

async function openStudio(): Promise<TestStudio> {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  return netloom
}

async function learn(lesson: Lesson): Promise<TestStudio> {
  const netloom = await openStudio()
  await netloom.run('lesson.set', { lesson })
  const { fragment } = await netloom.run<{ fragment: string }>('project.link')
  await netloom.run('project.openLink', { fragment })
  await render(<LessonBar />, netloom)
  return netloom
}

async function write(label: string, value: string): Promise<void> {
  await focus(find('textarea, input', label))
  await type(value)
}

const button = (name: string) => find<HTMLButtonElement>('button', name)

test('a teacher writes a step without writing code', async () => {
  const netloom = await openStudio()
  await render(<LessonDialog />, netloom)
  const lesson = () => settle(() => netloom.app().project.lesson)
  await write('Goal', 'Find out what epochs change.')
  await click(button(form.addStep))
  // Until it says what to do, the step is not stored.
  await expect.poll(lesson).toEqual({ goal: 'Find out what epochs change.' })
  expect(find('[role="alert"]').textContent).toBe('Write what to do in step 1.')
  await write(form.what, 'Train.')
  const [, target] = document.querySelectorAll<HTMLInputElement>(`input[aria-label="${form.target}"]`)
  await focus(target as HTMLInputElement)
  await type('95%')
  const [, add] = [...document.querySelectorAll('button')].filter((one) => one.textContent === form.addCondition)
  await click(add as HTMLButtonElement)
  await write(form.hint, 'More epochs.')
  await write(form.why, 'Why?')
  const step = { text: 'Train.', check: 'metrics.accuracy >= 95%', hint: 'More epochs.', why: 'Why?' }
  await expect.poll(lesson).toEqual({ goal: 'Find out what epochs change.', steps: [step] })
  await click(button(form.remove))
  await expect.poll(lesson).toEqual({ goal: 'Find out what epochs change.' })
})

test('a number is predicted as a percentage, and the hint shows on request', async () => {
  const netloom = await learn({
    goal: 'g',
    steps: [
      {
        text: 'Train.',
        hint: 'Press Train.',
        predict: { kind: 'number', question: 'How accurate?', value: 'metrics.accuracy' },
      },
    ],
  })
  expect(document.body.textContent).toContain('Step 1 of 1')
  expect(document.body.textContent).not.toContain('Press Train.')
  await click(button(text.hint))
  await expect.poll(() => settle(() => document.body.textContent)).toContain('Hint: Press Train.')
  expect(button(text.next).disabled).toBe(true)
  await click(button(text.predict))
  await write('Accuracy in %', 'many')
  expect(document.body.textContent).toContain(text.noNumber)
  await write('Accuracy in %', '72,5 %')
  const [, commit] = [...document.querySelectorAll('button')].filter((one) => one.textContent === text.predict)
  await click(commit as HTMLButtonElement)
  await expect
    .poll(() => settle(() => netloom.app().project.lesson?.progress?.answers))
    .toEqual([{ step: 0, hint: true, predicted: 0.725 }])
})

test('a choice is compared with what came out, and explained', async () => {
  const netloom = await learn({
    goal: 'g',
    steps: [
      {
        text: 'Count.',
        predict: {
          kind: 'choice',
          question: 'How many parameters?',
          choices: ['under 60', '60 or more'],
          outcomes: ['check.parameters < 60', 'check.parameters >= 60'],
        },
        why: 'How are they counted?',
      },
    ],
  })
  await click(button(text.predict))
  const [first] = document.querySelectorAll<HTMLInputElement>('input[type="radio"]')
  await click(first as HTMLInputElement)
  const [, commit] = [...document.querySelectorAll('button')].filter((one) => one.textContent === text.predict)
  await click(commit as HTMLButtonElement)
  const compared = 'You predicted "under 60". The outcome is "60 or more".'
  await expect.poll(() => settle(() => document.body.textContent)).toContain(compared)
  await click(button(text.explain))
  await write('How are they counted?', 'Weights and biases.')
  await click(button(text.save))
  await expect.poll(() => settle(() => button(text.next).disabled)).toBe(false)
  await click(button(text.next))
  await expect.poll(() => settle(() => netloom.app().project.lesson?.progress?.step)).toBe(1)
  await click(button(text.review))
  const review = find('[role="dialog"]')
  for (const part of ['Count.', compared, 'Your answer: Weights and biases.'])
    expect(review.textContent).toContain(part)
})

test('a curve is sketched with the arrow keys', async () => {
  const netloom = await learn({
    goal: 'g',
    steps: [{ text: 'Train.', predict: { kind: 'curve', question: 'How?', value: 'run.loss', most: 2 } }],
  })
  await click(button(text.predict))
  await focus(find('[role="slider"]'))
  await press('ArrowUp')
  await press('ArrowRight')
  await press('ArrowDown')
  await press('ArrowDown')
  const [, commit] = [...document.querySelectorAll('button')].filter((one) => one.textContent === text.predict)
  await click(commit as HTMLButtonElement)
  // The sketch starts in the middle of the axis, and a key moves a moment by 5% of it.
  const wanted = [1.1, 0.8, ...Array.from({ length: CURVE_POINTS - 2 }, () => 1)]
  await expect.poll(() => settle(() => netloom.app().project.lesson?.progress?.answers[0]?.predicted)).toBeDefined()
  const [answer] = netloom.app().project.lesson?.progress?.answers ?? []
  for (const [i, loss] of ((answer?.predicted ?? []) as number[]).entries())
    expect(loss).toBeCloseTo(wanted[i] ?? 0, 12)
})
