/** @file ShapePicture: the input, output and expected shapes of a problem, side by side and to scale. */
import type { Shape } from '../../../catalog/layer-def'
import type { Diagnostic } from '../../../graph/check-report'
import { problemShapesText as text } from '../../../messages/en/inspector'
import { dimensions } from '../../../messages/format'
import type { Args } from '../../../messages/message'
import type { Problem, ProblemCode } from '../../../messages/problem'
import { shownDrawing } from '../../../studio/network/block-levels'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import styles from './problem-help.module.css'

interface ShapeFigure {
  /** SVG paths centered at the origin, within FIGURE_SIZE; the front face comes last. */
  readonly paths: readonly string[]
  /** Whether any size is unknown, in which case the lines are dashed. */
  readonly isUnknown: boolean
}

/** Side length in pixels. */
export const FIGURE_SIZE = 44
/** Maximum side length of a front face, which leaves space for the deepest box. */
const MAX_FRONT = 30
const MAX_DEPTH = 13
/** Minimum side length, so that every side stays visible. */
const MIN_SIDE = 4
/** Maximum number of cells drawn for a vector. */
const MAX_CELLS = 8
const CELL = 5

/** The longest of the sizes that share a scale: the sides of images and sequences, but not channels or vectors. */
export function longestSide(all: readonly Sizes[]): number {
  return Math.max(1, ...all.flatMap((sizes) => (sizes.length > 1 ? sizes.slice(0, 2) : [])).map((n) => n ?? 1))
}

/** Builds the figure for a shape; `longest` is the longest side among all figures shown together. */
export function shapeFigure(sizes: Sizes, longest: number): ShapeFigure {
  const isUnknown = sizes.some((n) => n === null)
  if (sizes.length < 2) return { paths: cells(sizes.length === 0 ? 1 : (sizes[0] ?? MAX_CELLS)), isUnknown }
  const side = (n: number | null | undefined) => (n === null || n === undefined ? MAX_FRONT * 0.7 : scaled(n, longest))
  const [high, wide] = [side(sizes[0]), side(sizes[1])]
  const deep = sizes.length > 2 ? depth(sizes.slice(2)) : 0
  const [left, top] = [-(wide + deep) / 2, -(high - deep) / 2]
  const front = `M${r(left)} ${r(top)}h${r(wide)}v${r(high)}h${r(-wide)}z`
  if (deep === 0) return { paths: [front], isUnknown }
  const topFace = `M${r(left)} ${r(top)}l${r(deep)} ${r(-deep)}h${r(wide)}l${r(-deep)} ${r(deep)}z`
  const sideFace = `M${r(left + wide)} ${r(top)}l${r(deep)} ${r(-deep)}v${r(high)}l${r(-deep)} ${r(deep)}z`
  return { paths: [topFace, sideFace, front], isUnknown }
}

function scaled(n: number, longest: number): number {
  return Math.max(MIN_SIDE, (MAX_FRONT * n) / longest)
}

/** The depth is logarithmic in the number of channels, which ranges from 1 to thousands. */
function depth(rest: Sizes): number {
  const channels = rest.reduce<number>((product, n) => product * (n ?? 8), 1)
  return Math.min(MAX_DEPTH, 3 + 1.2 * Math.log2(Math.max(1, channels)))
}

/** A column of cells, with a gap in the middle if there are more than MAX_CELLS. */
function cells(n: number): readonly string[] {
  const drawn = Math.min(n, MAX_CELLS)
  const gap = n > MAX_CELLS ? CELL : 0
  const top = -(drawn * CELL + gap) / 2
  return Array.from({ length: drawn }, (_, i) => {
    const y = top + i * CELL + (i >= drawn / 2 ? gap : 0)
    return `M${-CELL} ${r(y)}h${2 * CELL}v${CELL}h${-2 * CELL}z`
  })
}

function r(n: number): string {
  return String(Math.round(n * 10) / 10)
}

/** Horizontal space per shape and total height, in pixels. */
const PITCH = 71
const HEIGHT = FIGURE_SIZE + 32

/** The picture of a problem; renders nothing if the problem involves no shape. */
export function ShapePicture({ problem, node }: { readonly problem: Diagnostic; readonly node?: string }) {
  const incoming = useSelect((state) => incomingOf(state, problem, node))
  const parts = shapesOfProblem(problem.problem, incoming === '' ? [] : (JSON.parse(incoming) as readonly Shape[]))
  if (parts.length === 0) return null
  const longest = longestSide(parts.map(({ sizes }) => sizes))
  return (
    <svg
      direction="ltr"
      className={styles.picture}
      viewBox={`0 0 ${PITCH * parts.length} ${HEIGHT}`}
      width={PITCH * parts.length}
      height={HEIGHT}
      role="img"
      aria-label={ariaText(parts)}
    >
      {parts.map(({ role, nth, sizes, sign }, i) => (
        <g key={`${role}${nth ?? ''}`} transform={`translate(${PITCH * (i + 0.5)} ${FIGURE_SIZE / 2})`}>
          {i > 0 && (
            <text className={styles.sign} x={-PITCH / 2} y={4}>
              {sign}
            </text>
          )}
          <Lines sizes={sizes} longest={longest} />
          <text className={styles.sizes} y={FIGURE_SIZE / 2 + 15}>
            {sizesText(sizes)}
          </text>
          <text className={styles.role} y={FIGURE_SIZE / 2 + 29}>
            {roleText({ role, nth })}
          </text>
        </g>
      ))}
    </svg>
  )
}

function Lines({ sizes, longest }: { readonly sizes: Sizes; readonly longest: number }) {
  const { paths, isUnknown } = shapeFigure(sizes, longest)
  return (
    <g className={styles.figure} data-open={isUnknown ? '' : undefined}>
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </g>
  )
}

/**
 * The input shapes of the node that has the problem, on any level, joined into one string so that the selector returns
 * a stable value.
 */
function incomingOf(state: AppState, { inside }: Diagnostic, node: string | undefined): string {
  const at = inside?.node ?? node
  // Input shapes are known only for the first repetition of a block.
  if (at === undefined || inside?.within.some(({ iteration }) => iteration > 0)) return ''
  const path = inside?.within.map((one) => one.node) ?? state.inside
  const { report, project } = state
  const wires = shownDrawing({ project, inside: path }).wires.filter(({ to }) => to === at)
  const shapes = [...wires]
    .sort((a, b) => a.port - b.port)
    .map(({ from, out = 0 }) => report.shapes.get(report.expanded.source(from, out, path) ?? ''))
  return shapes.every((shape) => shape !== undefined) ? JSON.stringify(shapes) : ''
}

/** The size of each axis; null if any size is possible. */
type Sizes = readonly (number | null)[]

interface ProblemShape {
  readonly role: keyof typeof text.roles
  /** 1-based index of the input, if the layer has several inputs. */
  readonly nth: number | undefined
  /** Relation to the previous shape: derived from it (→), different from it (≠), or cut from it (−). */
  readonly sign: '→' | '≠' | '−'
  readonly sizes: Sizes
}

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
function roleText({ role, nth }: Pick<ProblemShape, 'role' | 'nth'>): string {
  return nth === undefined ? text.roles[role] : text.nthInput({ nth })
}

/** Formats a shape as text, with "?" for axes of any size. */
function sizesText(sizes: Sizes): string {
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
