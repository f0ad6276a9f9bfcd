/** @file Lessons: is it really better, and how to fool a network. */
import { trustLessonsText as text } from '../../messages/en/gallery/lessons/trust'
import { smallDigitsMlp } from '../digits'
import { breastCancerMlp } from '../tables'
import { chain } from '../template'
import { defineLesson } from './define-lesson'

const { sure, fool } = text
const DONE = 'run.tag == "done"'

/** Two runs and several seeds on a small validation set. */
export const sureLesson = defineLesson({
  id: 'lesson-really-better',
  text: sure,
  from: breastCancerMlp,
  check: 'tried("seed") >= 4 and tried("epochs") >= 2',
  steps: [
    {
      ...{ text: sure.first.text, hint: sure.first.hint, check: DONE },
      predict: { kind: 'number', question: sure.first.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: sure.second.text, hint: sure.second.hint, check: `${DONE} and plan.epochs == 3` },
      predict: {
        kind: 'choice',
        question: sure.second.question,
        choices: Object.values(sure.second.choices),
        outcomes: ['accuracy <= 94.2%', 'accuracy > 94.2%'],
      },
    },
    {
      ...{ text: sure.compare.text, hint: sure.compare.hint, why: sure.compare.why },
      check: 'results.comparison.p <= 1',
      predict: {
        kind: 'choice',
        question: sure.compare.question,
        choices: Object.values(sure.compare.choices),
        outcomes: ['results.comparison.low <= 0', 'results.comparison.low > 0'],
      },
    },
    {
      ...{ text: sure.seeds.text, hint: sure.seeds.hint, check: 'tried("seed") >= 4' },
      predict: { kind: 'choice', question: sure.seeds.question, choices: Object.values(sure.seeds.choices) },
    },
    { text: sure.extension.text, hint: sure.extension.hint, check: 'results.comparison.p <= 1' },
  ],
})

/** An attack on small digits, and a defense. */
export const foolLesson = defineLesson({
  id: 'lesson-fool',
  text: fool,
  from: smallDigitsMlp,
  drawing: chain({
    digit: ['input', 'Digit'],
    flatten: ['flatten', 'Flatten'],
    dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
    which: ['output', 'Which'],
  }),
  plan: { epochs: 10 },
  check: 'accuracy >= 85% and plan.augment.0.kind == "adversarial"',
  steps: [
    {
      ...{ text: fool.train.text, hint: fool.train.hint, check: DONE },
      predict: { kind: 'number', question: fool.train.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: fool.weak.text, hint: fool.weak.hint, why: fool.weak.why },
      check: 'results.attack.method == "fgsm" and results.attack.epsilon == 0.1',
      predict: {
        kind: 'choice',
        question: fool.weak.question,
        choices: Object.values(fool.weak.choices),
        outcomes: ['results.attack.accuracy > 0.6', 'results.attack.accuracy >= 0.2', 'results.attack.accuracy < 0.2'],
      },
    },
    {
      ...{ text: fool.strong.text, hint: fool.strong.hint },
      check: 'results.attack.method == "fgsm" and results.attack.epsilon == 0.2',
      predict: { kind: 'number', question: fool.strong.question, value: 'results.attack.accuracy' },
    },
    {
      ...{ text: fool.defend.text, hint: fool.defend.hint },
      check: `${DONE} and plan.epochs == 30 and plan.augment.0.kind == "adversarial" and results.attack.epsilon == 0.1`,
      predict: {
        kind: 'choice',
        question: fool.defend.question,
        choices: Object.values(fool.defend.choices),
        outcomes: ['results.attack.accuracy <= 0.425', 'results.attack.accuracy > 0.425'],
      },
    },
    { text: fool.extension.text, hint: fool.extension.hint, check: 'results.attack.method == "onePixel"' },
  ],
})
