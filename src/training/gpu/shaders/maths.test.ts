/** @file Literals represent every f32, and shaders contain only the functions they use. */
import { describe, expect, it } from 'vitest'
import { withMaths } from './maths'
import { f32 } from './wgsl-formulas'

describe('f32', () => {
  it.each([
    [1, '1f'],
    [-0.5, '(-0.5f)'],
    [1e-7, '1e-7f'],
    [0.1, '0.1f'],
    [3e38, '3e+38f'],
    [16777217, '16777216f'],
  ])('%d is %s', (value, text) => {
    expect(f32(value)).toBe(text)
  })
  it('round-trips as the same f32', () => {
    for (const value of [1 / 3, Math.PI, 1e-30, 16777217, 0.7 / 0.9]) {
      expect(Math.fround(Number(f32(value).slice(0, -1)))).toBe(Math.fround(value))
    }
  })
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e39])('refuses %d', (value) => {
    expect(() => f32(value)).toThrow('WGSL has no literal')
  })
})

describe('withMaths', () => {
  const functions = (source: string) => [...withMaths(source).matchAll(/fn (\w+)/g)].map(([, name]) => name)
  it('adds the named functions, and the ones they need before them', () => {
    expect(functions('x = softplus_of(y);')).toEqual(['exp_of', 'log1p_of', 'softplus_of'])
  })
  it('adds nothing else', () => {
    expect(withMaths('x = exp(y);')).toBe('x = exp(y);')
  })
})
