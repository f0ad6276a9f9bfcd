/** @file The shapes involved in a problem, in reading order: the input, the output, and the expected shape. */
import { networkText } from '../../../messages/en/network'
import type { Args } from '../../../messages/message'
import type { Problem, ProblemCode } from '../../../messages/problem'
import { dimensions } from '../../../messages/format'

/** The size of each axis; null if any size is possible. */
export type Sizes = readonly (number | null)[]

const text = networkText.shapes

export interface ProblemShape {
  readonly role: keyof typeof text.roles
  /** 1-based index of the input, if the layer has several inputs. */
  readonly nth: number | undefined
  /** Relation to the previous shape: derived from it (→), different from it (≠), or cut from it (−). */
  readonly sign: '→' | '≠' | '−'
  readonly sizes: Sizes
}

type Shape = readonly number[]
type HoldsShape<A> = Extract<A[keyof A], Shape> extends never ? false : true
/**
 * Codes of all problems whose arguments contain a shape, except for the axis order of a Permute layer. Adding a new
 * problem code causes a compile error until the code has an entry below.
 */
type ShapedCode = Exclude<
  { [C in ProblemCode]: HoldsShape<Args<C>> extends true ? C : never }[ProblemCode],
  'permute-order'
>

const SHAPES_BY_CODE: { readonly [C in ShapedCode]: (args: Args<C>) => readonly ProblemShape[] } = {
  'kernel-too-large': ({ kernel, image }) => [input(image), part('≠', 'kernel', kernel)],
  'needs-rank': ({ rank, shape }) => [input(shape), expected(any(rank))],
  'shapes-differ': ({ first, other, port }) => [part('→', 'input', first, 1), part('≠', 'input', other, port + 1)],
  'concat-differ': ({ first, other, port, axis }) => [
    part('→', 'input', first, 1),
    part('≠', 'input', other, port + 1),
    expected(first.map((n, i) => (i === axis - 1 ? null : n))),
  ],
  'reshape-size': ({ from, to }) => [input(from), part('≠', 'target', to)],
  'reshape-unknown': ({ from, to }) => [
    input(from),
    part(
      '≠',
      'target',
      to.map((n) => (n < 0 ? null : n)),
    ),
  ],
  'crop-too-large': ({ crop, image }) => [
    input(image),
    part(
      '−',
      'cropped',
      crop.map((n) => 2 * n),
    ),
  ],
  'input-shape': ({ given, data }) => [part('→', 'setting', given), part('≠', 'data', data)],
  'output-shape': ({ gives, wants, picture }) => [part('→', 'output', gives), expected(picture ?? [wants])],
  'output-units': ({ gives, wants }) => [part('→', 'output', gives), expected([wants])],
}

/** Codes whose arguments contain only the layer's output shape; for these, the input shape is added to the list. */
const WITH_INPUT: ReadonlySet<string> = new Set<ShapedCode>(['output-shape', 'output-units'])

/**
 * Lists the shapes involved in a problem; empty if there are none. `incoming` contains the input shapes of the node
 * that has the problem, if known.
 */
export function shapesOfProblem(problem: Problem, incoming: readonly Shape[]): readonly ProblemShape[] {
  if (!isShaped(problem)) return []
  // The cast is safe: for each code, the table has a function that takes that code's arguments.
  const own = (SHAPES_BY_CODE[problem.code] as (args: Problem<ShapedCode>['args']) => readonly ProblemShape[])(
    problem.args,
  )
  const [first] = incoming
  return WITH_INPUT.has(problem.code) && first ? [input(first), ...own] : own
}

/** Describes the picture for screen readers. */
export function ariaText(parts: readonly ProblemShape[]): string {
  return text.label({
    shapes: parts.map((shape) => text.shape({ role: roleText(shape), sizes: sizesText(shape.sizes) })),
  })
}

/** The caption of a shape. */
export function roleText({ role, nth }: Pick<ProblemShape, 'role' | 'nth'>): string {
  return nth === undefined ? text.roles[role] : text.nthInput({ nth })
}

/** Formats a shape as text, with "?" for axes of any size. */
export function sizesText(sizes: Sizes): string {
  return sizes.some((n) => n === null)
    ? sizes.map((n) => (n === null ? '?' : dimensions([n]))).join('×')
    : dimensions(sizes as Shape)
}

function isShaped(problem: Problem): problem is Problem<ShapedCode> {
  return Object.hasOwn(SHAPES_BY_CODE, problem.code)
}

function part(sign: ProblemShape['sign'], role: ProblemShape['role'], sizes: Sizes, nth?: number): ProblemShape {
  return { sign, role, sizes, nth }
}

const input = (sizes: Sizes) => part('→', 'input', sizes)
const expected = (sizes: Sizes) => part('≠', 'expected', sizes)

function any(rank: number): Sizes {
  return Array.from({ length: rank }, () => null)
}
