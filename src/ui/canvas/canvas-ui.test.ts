import { expect, test } from 'vitest'
import { canvasUi, foldProblem, isUnfolded } from './canvas-ui'

test('a fault is told until it is folded away, advice once it is asked for', () => {
  const shown = (severity: 'error' | 'advice') => isUnfolded(canvasUi.getState(), 'dense', severity)
  expect([shown('error'), shown('advice')]).toEqual([true, false])
  foldProblem('dense', 'open')
  expect([shown('error'), shown('advice')]).toEqual([true, true])
  foldProblem('dense', 'fold')
  expect([shown('error'), shown('advice')]).toEqual([false, false])
  expect(isUnfolded(canvasUi.getState(), 'other', 'error')).toBe(true)
})
