/** @file Lessons: images and filters, and text as numbers. */
import { inputsLessonsText as text } from '../../messages/en/gallery/lessons/inputs'
import { smallDigitsMlp } from '../digits'
import { chain } from '../template'
import { ticketsBag } from '../texts'
import { defineLesson } from './define-lesson'

const { filters, words } = text
const DONE = 'run.tag == "done"'

/** Small digits, first by their pixels alone, then by filters. */
export const filtersLesson = defineLesson({
  id: 'lesson-filters',
  text: filters,
  from: smallDigitsMlp,
  drawing: chain({
    digit: ['input', 'Digit'],
    flatten: ['flatten', 'Flatten'],
    dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
    which: ['output', 'Which'],
  }),
  plan: { epochs: 10 },
  check: 'accuracy >= 92% and count("conv2d") >= 1',
  steps: [
    {
      ...{ text: filters.plain.text, hint: filters.plain.hint, check: DONE },
      predict: { kind: 'number', question: filters.plain.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: filters.conv.text, hint: filters.conv.hint, check: 'count("conv2d") == 1 and parameters == 1490' },
      predict: {
        kind: 'choice',
        question: filters.conv.question,
        choices: Object.values(filters.conv.choices),
        // 4 filters of 3·3·1 weights and a bias, and 144 numbers for each of 10 digits with a bias.
        outcomes: ['parameters == 4 * 3 + 1450', 'parameters == 4 * (9 + 1) + 1450', 'parameters == 4 * 64 + 1450'],
      },
    },
    {
      ...{ text: filters.train.text, hint: filters.train.hint, why: filters.train.why, check: DONE },
      predict: {
        kind: 'choice',
        question: filters.train.question,
        choices: Object.values(filters.train.choices),
        outcomes: ['accuracy <= 90%', 'accuracy > 90%'],
      },
    },
    {
      ...{ text: filters.look.text, hint: filters.look.hint, check: 'room == "evaluate"' },
      predict: { kind: 'choice', question: filters.look.question, choices: Object.values(filters.look.choices) },
    },
    {
      ...{ text: filters.extension.text, hint: filters.extension.hint },
      check: `${DONE} and parameters == 2970`,
    },
  ],
})

/** Support tickets as bags of word vectors. */
export const wordsLesson = defineLesson({
  id: 'lesson-words',
  text: words,
  from: ticketsBag,
  drawing: chain({
    letter: ['input', 'Ticket', { columns: ['text'] }],
    words: ['embedding', 'Words', { inputDim: 302, outputDim: 2 }],
    mean: ['globalAveragePooling1d', 'Mean'],
    dense: ['dense', 'Dense', { units: 5, activation: 'softmax' }],
    about: ['output', 'Topic'],
  }),
  data: { dataset: 'support-tickets', samples: 1000 },
  plan: { epochs: 8 },
  check: 'accuracy >= 80%',
  steps: [
    {
      ...{ text: words.data.text, hint: words.data.hint, check: 'room == "data"' },
      predict: { kind: 'choice', question: words.data.question, choices: Object.values(words.data.choices) },
    },
    {
      ...{ text: words.two.text, hint: words.two.hint, check: DONE },
      predict: { kind: 'number', question: words.two.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: words.sixteen.text, hint: words.sixteen.hint, why: words.sixteen.why },
      check: `${DONE} and parameters == 4917`,
      predict: {
        kind: 'choice',
        question: words.sixteen.question,
        choices: Object.values(words.sixteen.choices),
        outcomes: ['accuracy <= 80%', 'accuracy > 80%'],
      },
    },
    {
      ...{ text: words.size.text, hint: words.size.hint, why: words.size.why, check: 'room == "evaluate"' },
      predict: { kind: 'choice', question: words.size.question, choices: Object.values(words.size.choices) },
    },
    {
      ...{ text: words.extension.text, hint: words.extension.hint },
      check: `${DONE} and project.networks.0.nodes.1.params.outputDim == 64`,
    },
  ],
})
