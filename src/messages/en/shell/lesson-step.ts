/** @file UI text for the steps of a lesson: predict, compare, explain, and go on. */
import { defineText } from '../../define'
import { axisTick, count, lossNumber } from '../../format'

export const lessonStepText = defineText('shell/lesson-step', {
  number: (a: { step: number; of: number }) => `Step ${count(a.step)} of ${count(a.of)}`,
  hint: 'Hint',
  hintIs: (a: { hint: string }) => `Hint: ${a.hint}`,
  predict: 'Predict',
  explain: 'Compare and explain',
  compare: 'Compare with outcome',
  yours: 'Your prediction',
  next: 'Next step',
  review: 'Your steps',
  close: 'Close',
  save: 'Save answer',
  predictTitle: 'Your prediction',
  compareTitle: 'Prediction and outcome',
  commit: 'You cannot change it afterwards. It is not graded.',
  missing: {
    prediction: 'Make your prediction first.',
    conditions: 'This step is not done yet.',
    outcome: 'Train first, then compare the outcome with your prediction.',
    why: 'Answer the question of this step first.',
  },
  right: (a: { choice: string }) => `You predicted "${a.choice}", and so it is.`,
  wrong: (a: { yours: string; its: string }) => `You predicted "${a.yours}". The outcome is "${a.its}".`,
  numbers: (a: { name: string; predicted: string; outcome: string }) =>
    `${a.name}: you predicted ${a.predicted}; the outcome is ${a.outcome}.`,
  curve: (a: { distance: number }) => `Your curve is off by ${lossNumber(a.distance)} on average.`,
  waiting: (a: { predicted: string }) => `You predicted: ${a.predicted}. Now train, and compare.`,
  answered: (a: { answer: string }) => `Your answer: ${a.answer}`,
  yourCurve: 'your curve',
  valueOf: (a: { name: string; isPercent: boolean }) => (a.isPercent ? `${a.name} in %` : a.name),
  noNumber: 'Write a number, such as 80.',
  sketch: (a: { epoch: number; loss: number }) =>
    `Loss curve. Epoch ${count(a.epoch)}: loss ${lossNumber(a.loss)}. Left and right choose an epoch, up and down change its loss.`,
  sketchCompared: 'Your loss curve, dashed, and the one of the run, solid',
  drawHere: 'Draw the curve here',
  legend: 'dashed: yours · solid: outcome',
  losses: { 'run.loss': 'training loss', 'run.validationLoss': 'validation loss' },
  axis: (a: { value: number }) => axisTick(a.value),
  epoch: (a: { epoch: number }) => `epoch ${count(a.epoch)}`,
})
