/** @file Lesson: keeping a service alive. */
import { serviceLessonsText as text } from '../../messages/en/gallery/lessons/service'
import { moonsMlp } from '../points'
import { defineLesson } from './define-lesson'

const { alive } = text

/** A service on a night with a bad deploy. */
export const serviceLesson = defineLesson({
  id: 'lesson-service',
  text: alive,
  from: moonsMlp,
  plan: { epochs: 30, learningRate: 0.03 },
  check: 'operate.clock.at >= 14400000 and operate.budgets.accuracy >= 0.5',
  needs: ['operate'],
  steps: [
    {
      ...{ text: alive.train.text, hint: alive.train.hint, check: 'run.tag == "done" and models.0.name == "moons"' },
      predict: { kind: 'number', question: alive.train.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: alive.serve.text, hint: alive.serve.hint, check: 'operate.serving == "on"' },
      predict: { kind: 'choice', question: alive.serve.question, choices: Object.values(alive.serve.choices) },
    },
    {
      ...{ text: alive.quiet.text, hint: alive.quiet.hint, check: 'operate.clock.at >= 7200000' },
      predict: {
        kind: 'choice',
        question: alive.quiet.question,
        choices: Object.values(alive.quiet.choices),
        outcomes: [
          'operate.clock.at >= 7200000 and operate.requests < 1000',
          'operate.clock.at >= 7200000 and operate.requests <= 10000',
          'operate.clock.at >= 7200000 and operate.requests > 10000',
        ],
      },
    },
    {
      ...{ text: alive.deploy.text, hint: alive.deploy.hint, why: alive.deploy.why },
      check: 'operate.clock.at >= 14400000',
      predict: {
        kind: 'choice',
        question: alive.deploy.question,
        choices: Object.values(alive.deploy.choices),
        outcomes: [
          'operate.clock.at >= 14400000 and operate.incidents.open >= 1',
          'operate.clock.at >= 14400000 and operate.incidents.open == 0',
        ],
      },
    },
    { text: alive.extension.text, hint: alive.extension.hint, check: 'operate.clock.at >= 28800000' },
  ],
})
