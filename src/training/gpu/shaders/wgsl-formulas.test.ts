/** @file Activations in WGSL match the interpreter for large values, around zero and for NaN. */
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS, DERIVATIVE_FROM_RESULT } from '../../../formulas/activations'
import * as oracle from '../../program/interpret/store'
import { withMaths } from './maths'
import { run } from './wgsl.test-help'
import { activationText, derivativeFromResult, derivativeText, gated } from './wgsl-formulas'

const OTHERS = [...ACTIVATIONS.keys()].filter((name) => !DERIVATIVE_FROM_RESULT.has(name))
const POINTS = [
  -1e4, -90, -20, -3.3, -2.5, -1, -0.1, -0.0199, -1e-4, 1e-6, 0.0201, 0.19, 0.21, 1, 2.4, 2.6, 6.5, 40, 1e4,
]

/** Evaluates the expression together with the maths functions it calls. */
function evaluate(expression: string, ...names: readonly string[]) {
  return run(withMaths(expression).slice(0, -expression.length), expression, ...names)
}

describe.each([...DERIVATIVE_FROM_RESULT, ...OTHERS])('%s', (name) => {
  const activation = { name, alpha: 0.3 }
  it('matches the interpreter', () => {
    const activated = evaluate(activationText(activation, 'x'), 'x')
    for (const x of POINTS) near(activated(x), oracle.applyActivation(activation, x), x)
  })
  it('has the right derivative', () => {
    const slopeAt = evaluate(derivativeText(activation, 'x', 'y'), 'x', 'y')
    for (const x of POINTS) {
      const y = oracle.applyActivation(activation, x)
      near(slopeAt(x, y), oracle.derivative(activation, x, y), x)
    }
  })
  it('keeps NaN', () => {
    expect(evaluate(activationText(activation, 'x'), 'x')(Number.NaN)).toBeNaN()
  })
})

describe('activations whose derivative does not follow from the result', () => {
  it.each(OTHERS)('%s is refused', (name) => {
    expect(() => derivativeFromResult({ name }, 'y')).toThrow(name)
  })
  it('a gate multiplies, and no gate leaves the value', () => {
    const gate = { activation: { name: 'tanh' }, result: { buffer: 0, offset: 0 } } as const
    expect(evaluate(gated(gate, 'y', 'a + b'), 'a', 'b', 'y')(1, 3, 0.5)).toBe(3)
    expect(gated(undefined, 'y', 'a + b')).toBe('a + b')
  })
})

/** Expects the results to match within the precision of 32-bit literals and of an erf that is accurate to 1.5e-7. */
function near(got: number, expected: number, x: number): void {
  const off = Math.abs(got - expected)
  expect(off, `${got} for ${expected} at ${x}`).toBeLessThan(2e-6 * Math.abs(expected) + 2e-7)
}
