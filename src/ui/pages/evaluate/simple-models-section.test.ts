import { expect, test } from 'vitest'
import type { BaselineReport, BaselineScore } from '../../../protocol/analysis-messages'
import { bestModels, verdictOf } from './simple-models-section'

const score = (id: BaselineScore['id'], value: number, mean: number, half: number): BaselineScore => ({
  id,
  title: id,
  score: value,
  low: value - 0.01,
  high: value + 0.01,
  seconds: 0.1,
  behind: { mean, half },
})
const report = (classes: number, ...scores: readonly BaselineScore[]): BaselineReport => ({
  classes,
  trainedOn: 100,
  trainingRows: 100,
  evaluatedOn: 1234,
  withoutWindow: 0,
  reduced: [],
  isBalanced: false,
  scores,
})

test('the best simple model has the highest accuracy, or the lowest error', () => {
  const scores = [
    score('constant', 0.3, 0.6, 0.1),
    score('forest', 0.88, 0.021, 0.013),
    score('linear', 0.8, 0.1, 0.02),
  ]
  expect(bestModels(report(3, ...scores)).map(({ id }) => id)).toEqual(['forest'])
  expect(bestModels(report(0, ...scores)).map(({ id }) => id)).toEqual(['constant'])
  expect(bestModels(report(3))).toEqual([])
  const tied = [...scores, score('neighbours', 0.88, 0.021, 0.013)]
  expect(bestModels(report(3, ...tied)).map(({ id }) => id)).toEqual(['forest', 'neighbours'])
})

test('the verdict has the lead with its interval, and says where it could be due to chance', () => {
  expect(verdictOf(report(3, score('forest', 0.88, 0.021, 0.013)))).toEqual({
    tone: 'good',
    text: 'The network beats the best simple model, a random forest, by 2.1 ± 1.3 percentage points.',
  })
  expect(verdictOf({ ...report(3, score('forest', 0.88, 0.021, 0.013)), reduced: ['photo', 'note'] })).toEqual({
    tone: 'info',
    text: 'The network is ahead of the best simple model, a random forest, by 2.1 ± 1.3 percentage points. That may be because the simple models read only a reduced form of "photo" and "note".',
  })
  expect(verdictOf(report(0, score('linear', 2.1, -0.41, 0.12)), { unit: 'mpg' })).toEqual({
    tone: 'bad',
    text: 'A simple model does better: linear regression is ahead by 0.41 ± 0.12 mpg.',
  })
  expect(verdictOf(report(3, score('neighbours', 0.9, 0, 0.013)))?.text).toBe(
    'A simple model has the same score: nearest neighbors (difference 0.0 ± 1.3 percentage points). With only 1,234 validation examples, you cannot tell which is better.',
  )
  expect(verdictOf(report(3, score('linear', 0.9, 0.004, 0.013)))?.text).toBe(
    'A simple model may do just as well: logistic regression is 0.4 ± 1.3 percentage points behind. On 1,234 validation examples, a gap this small could be due to chance.',
  )
})

test('a network that balances groups on purpose is not called worse', () => {
  const behind = report(2, score('linear', 0.8, -0.025, 0.024))
  expect(verdictOf(behind)?.tone).toBe('bad')
  expect(verdictOf(behind, { groups: 'district' })).toEqual({
    tone: 'info',
    text: 'On the recorded labels, logistic regression is ahead by 2.5 ± 2.4 percentage points. The network balances the groups of "district" on purpose, and the simple models do not. If the recorded labels are biased, a lower accuracy on them is expected: see Groups.',
  })
  // Ahead in spite of the balance.
  expect(verdictOf(report(2, score('linear', 0.8, 0.025, 0.024)), { groups: 'district' })?.tone).toBe('good')
})
