/** @file Lessons: what a neuron does, and why a network needs activations. */
import { neuronsLessonsText as text } from '../../messages/en/gallery/lessons/neurons'
import { moonsMlp } from '../points'
import { chain } from '../template'
import { defineLesson } from './define-lesson'

const { neuron, activations } = text
const DONE = 'run.tag == "done"'

/** Rings that one line cannot separate: each hidden neuron adds a line. */
export const neuronLesson = defineLesson({
  id: 'lesson-neuron',
  text: neuron,
  from: moonsMlp,
  drawing: chain({
    point: ['input', 'Point'],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    ring: ['output', 'Ring'],
  }),
  data: { dataset: 'circles' },
  check: 'metrics.accuracy >= 0.95',
  steps: [
    {
      text: neuron.parameters.text,
      hint: neuron.parameters.hint,
      predict: { kind: 'number', question: neuron.parameters.question, value: 'check.parameters' },
    },
    {
      ...{ text: neuron.one.text, hint: neuron.one.hint, check: DONE },
      predict: {
        kind: 'choice',
        question: neuron.one.question,
        choices: Object.values(neuron.one.choices),
        outcomes: ['accuracy < 0.65', 'accuracy >= 0.65 and accuracy < 0.95', 'accuracy >= 0.95'],
      },
    },
    {
      ...{ text: neuron.layer.text, hint: neuron.layer.hint, check: 'count("dense") == 2 and check.parameters == 9' },
      predict: {
        kind: 'choice',
        question: neuron.layer.question,
        choices: Object.values(neuron.layer.choices),
        outcomes: ['parameters == 5', 'parameters == 9', 'parameters == 13'],
      },
    },
    {
      ...{ text: neuron.two.text, hint: neuron.two.hint, check: DONE },
      predict: { kind: 'number', question: neuron.two.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: neuron.four.text, hint: neuron.four.hint, why: neuron.four.why },
      check: `${DONE} and parameters == 17`,
      predict: {
        kind: 'choice',
        question: neuron.four.question,
        choices: Object.values(neuron.four.choices),
        outcomes: ['accuracy <= 0.9', 'accuracy > 0.9'],
      },
    },
    { text: neuron.extension.text, hint: neuron.extension.hint, check: `${DONE} and parameters == 33` },
  ],
})

/** Linear layers in a chain stay linear; with ReLU, they are not. */
export const activationsLesson = defineLesson({
  id: 'lesson-activations',
  text: activations,
  from: moonsMlp,
  drawing: chain({
    point: ['input', 'Point'],
    hidden: ['dense', 'Hidden', { units: 8, activation: 'linear' }],
    dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
    side: ['output', 'Side'],
  }),
  data: { dataset: 'xor' },
  check: 'metrics.accuracy >= 0.9',
  steps: [
    {
      ...{ text: activations.linear.text, hint: activations.linear.hint, check: DONE },
      predict: {
        kind: 'choice',
        question: activations.linear.question,
        choices: Object.values(activations.linear.choices),
        outcomes: ['accuracy <= 0.6', 'accuracy > 0.6'],
      },
    },
    {
      ...{ text: activations.deeper.text, hint: activations.deeper.hint, why: activations.deeper.why },
      check: `${DONE} and count("dense") == 3`,
      predict: {
        kind: 'choice',
        question: activations.deeper.question,
        choices: Object.values(activations.deeper.choices),
        outcomes: ['accuracy <= 0.6', 'accuracy > 0.6'],
      },
    },
    {
      ...{ text: activations.relu.text, hint: activations.relu.hint },
      check: `${DONE} and project.networks.0.nodes.1.params.activation == "relu" and accuracy >= 0.9`,
      predict: { kind: 'number', question: activations.relu.question, value: 'metrics.accuracy' },
    },
    {
      ...{ text: activations.sigmoid.text, hint: activations.sigmoid.hint, why: activations.sigmoid.why },
      check: `${DONE} and project.networks.0.nodes.1.params.activation == "sigmoid"`,
      predict: { kind: 'curve', question: activations.sigmoid.question, value: 'run.loss', most: 0.8 },
    },
    {
      ...{ text: activations.extension.text, hint: activations.extension.hint },
      check: `${DONE} and count("dense") == 2 and project.networks.0.nodes.1.params.activation == "relu"`,
    },
  ],
})
