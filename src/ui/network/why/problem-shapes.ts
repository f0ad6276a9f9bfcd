/** @file The shapes that a problem is about, in reading order: the input, the output, the expected shape. */
import { networkText } from '../../../messages/en/network'
import type { Args } from '../../../messages/message'
import type { Problem, ProblemCode } from '../../../messages/problem'
import { dimensions } from '../../../messages/format'

/** Sizes by axis; null where any will do. */
export type Sizes = readonly (number | null)[]

const text = networkText.shapes

export interface Part {
  readonly role: keyof typeof text.roles
  /** Which input, counted from 1, where a layer has several. */
  readonly nth: number | undefined
  /** How it relates to the part before it: made from it, different from it, or cut from it. */
  readonly sign: '→' | '≠' | '−'
  readonly sizes: Sizes
}

type Shape = readonly number[]
type HoldsShape<A> = Extract<A[keyof A], Shape> extends never ? false : true
/** Codes whose arguments hold a shape, except the order of a Permute. A new one does not compile until it has its picture. */
type ShapedCode = Exclude<
  { [C in ProblemCode]: HoldsShape<Args<C>> extends true ? C : never }[ProblemCode],
  'permute-order'
>

const PARTS: { readonly [C in ShapedCode]: (args: Args<C>) => readonly Part[] } = {
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

/** Codes whose arguments hold the output of the layer only; its input is added. */
const WITH_INPUT: ReadonlySet<string> = new Set<ShapedCode>(['output-shape', 'output-units'])

/** The shapes of a problem; none where it is not about shapes. `incoming` is what flows into its node, where that is known. */
export function partsOf(problem: Problem, incoming: readonly Shape[]): readonly Part[] {
  if (!isShaped(problem)) return []
  // Cast: the table has for each code the function of its arguments.
  const own = (PARTS[problem.code] as (args: Problem<ShapedCode>['args']) => readonly Part[])(problem.args)
  const [first] = incoming
  return WITH_INPUT.has(problem.code) && first ? [input(first), ...own] : own
}

/** The picture as text, for screen readers. */
export function spoken(parts: readonly Part[]): string {
  return text.label({ shapes: parts.map((part) => text.shape({ role: roleText(part), sizes: sizesText(part.sizes) })) })
}

/** The name of a part. */
export function roleText({ role, nth }: Pick<Part, 'role' | 'nth'>): string {
  return nth === undefined ? text.roles[role] : text.nthInput({ nth })
}

/** A shape as text, with a sign where any size will do. */
export function sizesText(sizes: Sizes): string {
  return sizes.some((n) => n === null)
    ? sizes.map((n) => (n === null ? '?' : dimensions([n]))).join('×')
    : dimensions(sizes as Shape)
}

function isShaped(problem: Problem): problem is Problem<ShapedCode> {
  return Object.hasOwn(PARTS, problem.code)
}

function part(sign: Part['sign'], role: Part['role'], sizes: Sizes, nth?: number): Part {
  return { sign, role, sizes, nth }
}

const input = (sizes: Sizes) => part('→', 'input', sizes)
const expected = (sizes: Sizes) => part('≠', 'expected', sizes)

function any(rank: number): Sizes {
  return Array.from({ length: rank }, () => null)
}
