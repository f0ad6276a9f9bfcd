/** @file Parts: the shapes that a problem is about, in the order they are looked at: what comes in, what is given, what is wanted. */
import type { Args } from '../../../messages/message'
import type { Problem, ProblemCode } from '../../../messages/problem'
import { dimensions } from '../../../messages/format'

/** Sizes by axis; null where any would do. */
export type Sizes = readonly (number | null)[]

export interface Part {
  readonly role: string
  /** How it follows on the one before it: made of it, not the same, or taken from it. */
  readonly sign: '→' | '≠' | '−'
  readonly sizes: Sizes
}

type Shape = readonly number[]
type HoldsShape<A> = Extract<A[keyof A], Shape> extends never ? false : true
/** Codes whose arguments hold a shape; the order of a Permute is none. A new one does not compile until it has its picture. */
type ShapedCode = Exclude<
  { [C in ProblemCode]: HoldsShape<Args<C>> extends true ? C : never }[ProblemCode],
  'permute-order'
>

const PARTS: { readonly [C in ShapedCode]: (args: Args<C>) => readonly Part[] } = {
  'kernel-too-large': ({ kernel, image }) => [comes(image), part('≠', 'window', kernel)],
  'needs-rank': ({ rank, shape }) => [comes(shape), wanted(any(rank))],
  'shapes-differ': ({ first, other, port }) => [part('→', 'input 1', first), part('≠', `input ${port + 1}`, other)],
  'concat-differ': ({ first, other, port, axis }) => [
    part('→', 'input 1', first),
    part('≠', `input ${port + 1}`, other),
    wanted(first.map((n, i) => (i === axis - 1 ? null : n))),
  ],
  'reshape-size': ({ from, to }) => [comes(from), part('≠', 'asked for', to)],
  'reshape-unknown': ({ from, to }) => [
    comes(from),
    part(
      '≠',
      'asked for',
      to.map((n) => (n < 0 ? null : n)),
    ),
  ],
  'crop-too-large': ({ crop, image }) => [
    comes(image),
    part(
      '−',
      'cut off',
      crop.map((n) => 2 * n),
    ),
  ],
  'input-shape': ({ given, data }) => [part('→', 'set', given), part('≠', 'the data', data)],
  'output-shape': ({ gives, wants, picture }) => [part('→', 'gives', gives), wanted(picture ?? [wants])],
  'output-units': ({ gives, wants }) => [part('→', 'gives', gives), wanted([wants])],
}

/** What the layer gives, as codes of it do not say what it gets. */
const WITH_INPUT: ReadonlySet<string> = new Set<ShapedCode>(['output-shape', 'output-units'])

/** The shapes of a problem; none where no shape is to blame. `incoming` is what flows into its node, where that is known. */
export function partsOf(problem: Problem, incoming: readonly Shape[]): readonly Part[] {
  if (!isShaped(problem)) return []
  // Cast: the table has for each code the function of its arguments.
  const own = (PARTS[problem.code] as (args: Problem<ShapedCode>['args']) => readonly Part[])(problem.args)
  const [first] = incoming
  return WITH_INPUT.has(problem.code) && first ? [comes(first), ...own] : own
}

/** The picture in words. */
export function spoken(parts: readonly Part[]): string {
  return parts.map(({ role, sizes }) => `${role}: ${sizesWords(sizes)}`).join('; ')
}

/** A shape in words, with a sign where any size would do. */
export function sizesWords(sizes: Sizes): string {
  return sizes.some((n) => n === null)
    ? sizes.map((n) => (n === null ? '?' : dimensions([n]))).join('×')
    : dimensions(sizes as Shape)
}

function isShaped(problem: Problem): problem is Problem<ShapedCode> {
  return Object.hasOwn(PARTS, problem.code)
}

function part(sign: Part['sign'], role: string, sizes: Sizes): Part {
  return { sign, role, sizes }
}

const comes = (sizes: Sizes) => part('→', 'comes in', sizes)
const wanted = (sizes: Sizes) => part('≠', 'wanted', sizes)

function any(rank: number): Sizes {
  return Array.from({ length: rank }, () => null)
}
