/** @file Lessons: why did it say that, and data and fairness. */
import { trustLessonsText as text } from '../../messages/en/gallery/lessons/trust'
import { loanApplications } from '../../catalog/datasets/loan-applications'
import { penguinsMlp } from '../tables'
import { chain, networkExample } from '../template'
import { defineLesson } from './define-lesson'

const { why, fair } = text
const DONE = 'run.tag == "done"'

/** Explanations of one penguin, and of all. */
export const whyLesson = defineLesson({
  id: 'lesson-why',
  text: why,
  from: penguinsMlp,
  plan: { epochs: 40 },
  check: 'accuracy >= 95%',
  steps: [
    {
      ...{ text: why.train.text, hint: why.train.hint, check: DONE },
      predict: { kind: 'number', question: why.train.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: why.one.text, hint: why.one.hint, check: 'results.explanation.score >= 0' },
      predict: { kind: 'choice', question: why.one.question, choices: Object.values(why.one.choices) },
    },
    {
      ...{ text: why.all.text, hint: why.all.hint, why: why.all.why, check: 'results.importance.value >= 0' },
      predict: {
        kind: 'choice',
        question: why.all.question,
        choices: Object.values(why.all.choices),
        outcomes: [
          'results.importance.first == "Beak Length (mm)"',
          'results.importance.first == "Sex"',
          'results.importance.first != ""',
        ],
      },
    },
    {
      ...{ text: why.change.text, hint: why.change.hint, check: 'results.counterfactual.reached' },
      predict: { kind: 'choice', question: why.change.question, choices: Object.values(why.change.choices) },
    },
    {
      ...{ text: why.extension.text, hint: why.extension.hint },
      check: 'count("dense") == 1 and results.explanation.score >= 0',
    },
  ],
})

const loans = networkExample({
  id: 'loans',
  text: { ...fair },
  dataset: loanApplications,
  drawing: chain({
    input: ['input', 'Person'],
    hidden: ['dense', 'Hidden', { units: 32, activation: 'relu' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    output: ['output', 'Decision'],
  }),
})

/** Biased decisions of the past, and weights that make them less unequal. */
export const fairLesson = defineLesson({
  id: 'lesson-fairness',
  text: fair,
  from: loans,
  data: { dataset: 'loan-applications', samples: 1000 },
  plan: { epochs: 10 },
  check: 'results.fairness.selectionGap < 0.2',
  steps: [
    {
      ...{ text: fair.train.text, hint: fair.train.hint, check: DONE },
      predict: { kind: 'number', question: fair.train.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: fair.gap.text, hint: fair.gap.hint, why: fair.gap.why, check: 'results.fairness.group == "group"' },
      predict: {
        kind: 'choice',
        question: fair.gap.question,
        choices: Object.values(fair.gap.choices),
        outcomes: [
          'results.fairness.selectionGap < 0.1',
          'results.fairness.selectionGap <= 0.3',
          'results.fairness.selectionGap > 0.3',
        ],
      },
    },
    {
      ...{ text: fair.weigh.text, hint: fair.weigh.hint, check: `${DONE} and plan.balance.groups == "group"` },
      predict: {
        kind: 'choice',
        question: fair.weigh.question,
        choices: Object.values(fair.weigh.choices),
        outcomes: ['accuracy < 81%', 'accuracy >= 81%'],
      },
    },
    {
      ...{ text: fair.again.text, hint: fair.again.hint, check: 'results.fairness.selectionGap < 0.2' },
      predict: { kind: 'number', question: fair.again.question, value: 'results.fairness.selectionGap' },
    },
    {
      ...{ text: fair.extension.text, hint: fair.extension.hint, check: `${DONE} and accuracy >= 84%` },
    },
  ],
})
