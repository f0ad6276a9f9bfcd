/** @file Questions as people type them find the right answer first; words of commands alone find none. */
import { expect, test } from 'vitest'
import { answers, findAnswers } from './answers'

test.each([
  ['my loss is NaN', 'lossNaN'],
  ['loss becomes infinity', 'lossNaN'],
  ['why does the loss not go down', 'lossFlat'],
  ['it does not learn anything', 'lossFlat'],
  ['loss goes up and down', 'lossJumps'],
  ['validation loss is worse than training loss', 'overfitting'],
  ['it always says the same class', 'sameClass'],
  ['how can i improve my accuracy', 'lowAccuracy'],
  ['training takes too long', 'slow'],
  ['out of memory', 'memory'],
  ['try several learning rates', 'learningRates'],
  ['tune hyperparameters', 'learningRates'],
  ['how many epochs', 'howLong'],
  ['import my csv', 'ownData'],
  ['use the webcam', 'camera'],
  ['why did it predict this', 'why'],
  ['is the model fair', 'fair'],
  ['which run is better', 'better'],
  ['use the test set', 'testSet'],
  ['get the same reslt again', 'repeat'],
  ['where is my work saved', 'saved'],
  ['send it to a friend', 'share'],
  ['use the model in python', 'exportModel'],
  ['print this page', 'print'],
  ['show on the projector', 'present'],
  ['make a worksheet for my students', 'lesson'],
  ['missing values', 'missing'],
  ['worse in production', 'drift'],
  ['too many alerts', 'alerts'],
])('"%s" finds %s', (question, id) => {
  expect(findAnswers(question)[0]).toBe(id)
})

test('one word, which may name a command, finds no answer by meaning', () => {
  for (const word of ['train', 'undo', '', 'xyzzy plugh']) expect(findAnswers(word)).toEqual([])
})

test('a question is a sentence that fits on one line, and an answer is at most three sentences', () => {
  for (const { question, answer } of answers) {
    expect(question.length).toBeLessThanOrEqual(60)
    expect(answer.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(3)
  }
})
