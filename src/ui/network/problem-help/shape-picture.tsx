/** @file ShapePicture: the input, output and expected shapes of a problem, side by side and to scale. */
import type { Shape } from '../../../catalog/layer-def'
import type { Diagnostic } from '../../../graph/diagnostic'
import { shownDrawing } from '../../../studio/block-levels'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import { FIGURE_SIZE, shapeFigure, longestSide } from './shape-figure'
import { shapesOfProblem, roleText, type Sizes, sizesText, ariaText } from './problem-shapes'
import styles from './problem-help.module.css'

/** Horizontal space per shape and total height, in pixels. */
const PITCH = 71
const HEIGHT = FIGURE_SIZE + 26

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
          <text className={styles.sizes} y={FIGURE_SIZE / 2 + 11}>
            {sizesText(sizes)}
          </text>
          <text className={styles.role} y={FIGURE_SIZE / 2 + 23}>
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
