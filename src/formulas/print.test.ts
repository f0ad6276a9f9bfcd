/** @file Formulas are printed in a fixed order of operations, and repeated parts are computed once. */
import { describe, expect, test } from 'vitest'
import { wgslSyntax } from '../training/gpu/shaders/wgsl-formulas'
import { activationFormula } from './activations'
import { LANES } from './assembly-lanes'
import { compile } from './evaluate'
import { add, type Expression, multiply, rowSum, square, subtract, variable } from './expression'
import { lossFormula } from './loss-formulas'
import { splitSums } from './loss-formula'
import { configuredOptimizer, prepareRule } from './optimizer-formulas'
import { extract, printAll, type Syntax } from './print'

const a = variable('a')
const b = variable('b')

function printed(expression: Expression, syntax: Syntax): string {
  const { statements, results } = printAll([expression], syntax)
  return [...statements, results[0]].join('\n')
}

describe('printing', () => {
  test('sums and products group from left to right', () => {
    expect(printed(add(a, b, 1), wgslSyntax())).toBe('((a + b) + 1f)')
    expect(compile(multiply(a, b, a))({ a: 3, b: 2 })).toBe(18)
  })

  test('equal parts become one local constant, also if they were built separately', () => {
    const both = add(square(subtract(a, b)), subtract(a, b))
    expect(printed(both, wgslSyntax())).toMatchInlineSnapshot(`
      "let shared0 = (a - b);
      ((shared0 * shared0) + shared0)"
    `)
  })

  test('variables with a value become literals', () => {
    expect(printed(multiply(a, b), wgslSyntax({ b: 0.1 }))).toBe('(a * 0.1f)')
  })

  test('a part is extracted once, at its largest', () => {
    const isOfB = (part: Expression) => part.args.length > 0 && !JSON.stringify(part).includes('"a"')
    const { expressions, parts } = extract([multiply(a, add(b, 1)), add(b, 1)], isOfB, 'part')
    expect(expressions.map((one) => printed(one, wgslSyntax()))).toEqual(['(a * part0)', 'part0'])
    expect(parts.map(({ expression }) => printed(expression, wgslSyntax()))).toEqual(['(b + 1f)'])
  })

  test('the same formula in WGSL and, four numbers at once, in AssemblyScript', () => {
    const { result } = activationFormula('mish')
    expect(printed(result, wgslSyntax())).toMatchInlineSnapshot(`
      "let shared0 = exp(select(x, 20f, x > 20f));
      let shared1 = (shared0 * (shared0 + 2f));
      (x * (shared1 / (shared1 + 2f)))"
    `)
    expect(printed(result, LANES)).toMatchInlineSnapshot(`
      "const shared0 = exp(f32x4.pmin(x, f32x4.splat(20)))
      const shared1 = f32x4.mul(shared0, f32x4.add(shared0, f32x4.splat(2)))
      f32x4.mul(x, f32x4.div(shared1, f32x4.add(shared1, f32x4.splat(2))))"
    `)
  })

  test('constants of a rule are computed in float64', () => {
    const { formula, flags, numbers } = configuredOptimizer('Adam', { beta_1: 0.9 })
    const { constants, slots } = prepareRule(formula, flags)
    expect(slots.map((slot) => printed(slot, wgslSyntax()))).toMatchInlineSnapshot(`
      [
        "((slot0 * constant0) + (g * constant1))",
        "((slot1 * constant2) + ((g * g) * constant3))",
      ]
    `)
    expect(constants.map(({ expression }) => compile(expression)(numbers))).toEqual([
      0.9,
      1 - 0.9,
      0.999,
      1 - 0.999,
      1e-7,
    ])
  })
})

describe('sums over a row', () => {
  test('sums that others use come first', () => {
    const { lossSums, derivativeSums } = splitSums(lossFormula('categoricalCrossentropy').formula)
    expect([...lossSums, ...derivativeSums].map(({ depth }) => depth)).toEqual([0, 1, 1])
  })

  test('equal sums are computed once', () => {
    const sum = rowSum(a)
    expect(splitSums({ loss: add(sum, rowSum(a)), derivative: sum }).lossSums).toHaveLength(1)
  })
})
