import { expect, test } from 'vitest'
import { examples } from '../../../messages/examples.test-help'
import type { Problem, ProblemCode } from '../../../messages/problem'
import { ariaText, FIGURE_SIZE, longestSide, shapeFigure, shapesOfProblem } from './shape-picture'

const problem = (code: ProblemCode) => ({ code, args: examples[code] }) as Problem
const textOf = (code: ProblemCode, incoming: readonly (readonly number[])[] = []) =>
  ariaText(shapesOfProblem(problem(code), incoming))

test('input, output and expected shapes with their sizes', () => {
  expect(textOf('output-shape', [[5, 5, 64]])).toBe('Shapes. input: 5×5×64, output: 5×5×10, expected: 10')
  expect(textOf('output-units')).toBe('Shapes. output: 7, expected: 10')
  expect(textOf('needs-rank')).toBe('Shapes. input: 784, expected: ?×?×?')
  expect(textOf('concat-differ')).toBe('Shapes. input 1: 14×14×8, input 2: 7×7×8, expected: 14×14×?')
  expect(textOf('shapes-differ')).toBe('Shapes. input 1: 28×28×16, input 2: 14×14×32')
  expect(textOf('reshape-unknown')).toBe('Shapes. input: 10, target: 3×?')
  expect(textOf('crop-too-large')).toBe('Shapes. input: 4×4, cropped: 4×4')
  expect(textOf('kernel-too-large')).toBe('Shapes. input: 3×3, kernel: 5×5')
  expect(textOf('input-shape')).toBe('Shapes. setting: 32×32×3, data: 28×28×1')
})

test('no shapes for problems that involve none', () => {
  const without = (Object.keys(examples) as ProblemCode[]).filter(
    (code) => shapesOfProblem(problem(code), [[3]]).length === 0,
  )
  expect(without).toContain('cycle')
  expect(without).toContain('permute-order')
  expect(Object.keys(examples).length - without.length).toBe(10)
})

/** The width and height of SVG paths that consist of moves, lines, h and v. */
function extent(paths: readonly string[]): { width: number; height: number } {
  const xs: number[] = []
  const ys: number[] = []
  for (const path of paths) {
    let [x, y] = [0, 0]
    for (const [, step, a = '', b = ''] of path.matchAll(/([Mlhv])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
      if (step === 'M') [x, y] = [Number(a), Number(b)]
      else if (step === 'l') [x, y] = [x + Number(a), y + Number(b)]
      else if (step === 'h') x += Number(a)
      else y += Number(a)
      xs.push(x)
      ys.push(y)
    }
  }
  return { width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) }
}

test('fronts are to scale, and figures stay within their size', () => {
  const front = (sizes: readonly number[], longest: number) => extent(shapeFigure(sizes, longest).paths.slice(-1))
  expect(longestSide([[28, 28, 512], [14, 7], [1600]])).toBe(28)
  expect(front([28, 28, 16], 28).width).toBeCloseTo(2 * front([14, 14, 16], 28).width, 0)
  expect(front([10, 20, 3], 20).width).toBeCloseTo(2 * front([10, 20, 3], 20).height, 0)
  for (const sizes of [
    [28, 28, 1],
    [28, 28, 100_000],
    [1, 4096],
    [4096, 1, 1],
    [1600],
    [3],
    [],
    [1, 1, 1],
    [null, null, null],
  ]) {
    const { width, height } = extent(shapeFigure(sizes, longestSide([sizes])).paths)
    expect(Math.max(width, height), String(sizes)).toBeLessThanOrEqual(FIGURE_SIZE + 2)
    expect(Math.min(width, height), String(sizes)).toBeGreaterThan(3)
  }
})

test('a short vector shows all cells, a long one a gap', () => {
  expect(shapeFigure([3], 1).paths).toHaveLength(3)
  expect(shapeFigure([1600], 1).paths).toHaveLength(8)
  expect(extent(shapeFigure([1600], 1).paths).height).toBeGreaterThan(extent(shapeFigure([8], 1).paths).height)
})
