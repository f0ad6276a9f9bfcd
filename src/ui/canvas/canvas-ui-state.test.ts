import { expect, test } from 'vitest'
import { canvasUi, setProblemFolded, isUnfolded } from './canvas-ui-state'

test('an error is shown until the user hides it, advice once the user opens it', () => {
  const shown = (severity: 'error' | 'advice') => isUnfolded(canvasUi.getState(), 'dense', severity)
  expect([shown('error'), shown('advice')]).toEqual([true, false])
  setProblemFolded('dense', 'open')
  expect([shown('error'), shown('advice')]).toEqual([true, true])
  setProblemFolded('dense', 'fold')
  expect([shown('error'), shown('advice')]).toEqual([false, false])
  expect(isUnfolded(canvasUi.getState(), 'other', 'error')).toBe(true)
})
