/** @file Lessons: the learning rate, and overfitting. */
import { trainingLessonsText as text } from '../../messages/en/gallery/lessons/training'
import { moonsMlp } from '../points'
import { chain } from '../template'
import { defineLesson } from './define-lesson'

const { rate, overfitting } = text
const DONE = 'run.tag == "done"'

/** The same network with plain gradient descent and four learning rates. */
export const rateLesson = defineLesson({
  id: 'lesson-learning-rate',
  text: rate,
  from: moonsMlp,
  data: { dataset: 'circles' },
  plan: { optimizer: { kind: 'sgd' }, learningRate: 0.001 },
  check: 'metrics.accuracy >= 95% and tried("learningRate") >= 4',
  steps: [
    {
      ...{ text: rate.small.text, hint: rate.small.hint, check: `${DONE} and plan.learningRate == 0.001` },
      predict: { kind: 'curve', question: rate.small.question, value: 'run.loss', most: 1 },
    },
    {
      ...{ text: rate.medium.text, hint: rate.medium.hint, check: `${DONE} and plan.learningRate == 0.1` },
      predict: { kind: 'number', question: rate.medium.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: rate.large.text, hint: rate.large.hint, why: rate.large.why },
      check: `${DONE} and plan.learningRate == 30`,
      predict: {
        kind: 'choice',
        question: rate.large.question,
        choices: Object.values(rate.large.choices),
        outcomes: ['accuracy > 95%', 'accuracy < 83%', 'accuracy >= 83%'],
      },
    },
    {
      ...{ text: rate.good.text, hint: rate.good.hint, check: `${DONE} and accuracy >= 95%` },
      predict: {
        kind: 'choice',
        question: rate.good.question,
        choices: Object.values(rate.good.choices),
        outcomes: [
          'accuracy >= 95% and plan.learningRate < 0.1',
          'accuracy >= 95% and plan.learningRate >= 0.1 and plan.learningRate <= 5',
          'accuracy >= 95% and plan.learningRate > 5',
        ],
      },
    },
    {
      ...{ text: rate.extension.text, hint: rate.extension.hint },
      check: `${DONE} and plan.optimizer.kind == "adam" and plan.learningRate == 0.02`,
    },
  ],
})

/** Twenty points, and far more parameters than they need. */
export const overfittingLesson = defineLesson({
  id: 'lesson-overfitting',
  text: overfitting,
  from: moonsMlp,
  drawing: chain({
    point: ['input', 'Point'],
    hidden: ['dense', 'Hidden 1', { units: 64, activation: 'relu' }],
    more: ['dense', 'Hidden 2', { units: 64, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    moon: ['output', 'Moon'],
  }),
  data: { dataset: 'moons', samples: 20 },
  plan: { learningRate: 0.01, epochs: 100 },
  check: 'metrics.accuracy >= 95%',
  steps: [
    {
      ...{ text: overfitting.heart.text, hint: overfitting.heart.hint, check: DONE },
      predict: { kind: 'curve', question: overfitting.heart.question, value: 'run.validationLoss', most: 2.5 },
    },
    {
      ...{ text: overfitting.gap.text, hint: overfitting.gap.hint, why: overfitting.gap.why },
      check: 'room == "train"',
      predict: {
        kind: 'choice',
        question: overfitting.gap.question,
        choices: Object.values(overfitting.gap.choices),
      },
    },
    {
      ...{ text: overfitting.early.text, hint: overfitting.early.hint },
      check: `${DONE} and plan.earlyStopping.patience == 5`,
      predict: {
        kind: 'choice',
        question: overfitting.early.question,
        choices: Object.values(overfitting.early.choices),
        outcomes: ['run.epoch < 50', 'run.epoch >= 50'],
      },
    },
    {
      ...{ text: overfitting.more.text, hint: overfitting.more.hint, check: `${DONE} and data.samples.train == 200` },
      predict: { kind: 'number', question: overfitting.more.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: overfitting.extension.text, hint: overfitting.extension.hint },
      check: `${DONE} and data.samples.train == 20 and parameters == 17`,
    },
  ],
})
