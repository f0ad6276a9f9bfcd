import { expect, test } from 'vitest'
import { compile } from '../formulas/evaluate'
import { both, isAtLeast, isEqual, isGreater, isLess, multiply, select, square, variable } from '../formulas/expression'
import { openBackend } from './backends/open'
import { evaluateOnTensors } from './formula-tensors'
import { tf } from './tensorflow'

const x = variable('x')

test.each([
  ['greater', isGreater(square(x), 1)],
  ['less', isLess(x, 1)],
  ['at least', isAtLeast(x, 1)],
  ['equal', isEqual(x, 2)],
  ['both', both(isGreater(x, 1), isLess(x, 3))],
])('a formula that selects by a comparison has its gradient: %s', async (_, condition) => {
  await openBackend('cpu')
  const formula = select(condition, square(x), multiply(x, 3))
  const slope = select(condition, multiply(x, 2), 3)
  const values = [-2, -0.5, 0.5, 2, 4]
  const gradient = tf.grad((tensor: tf.Tensor) => evaluateOnTensors([formula], { x: tensor })[0] as tf.Tensor)
  const slopes = gradient(tf.tensor1d(values))
  expect([...(await slopes.data())]).toEqual(values.map((value) => compile(slope)({ x: value })))
})
