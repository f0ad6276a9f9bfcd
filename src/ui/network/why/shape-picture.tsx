/** @file Shape picture: the input, the output and the expected shape of a problem, next to each other in proportion. */
import type { Shape } from '../../../catalog/layer-def'
import type { Diagnostic } from '../../../graph/diagnostic'
import { shownDrawing } from '../../../studio/levels'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import { FIGURE, figureOf, longestOf } from './figure'
import { partsOf, roleText, type Sizes, sizesText, spoken } from './problem-shapes'
import styles from './why.module.css'

/** Pixels of the picture for each part, and in all. */
const PITCH = 71
const HEIGHT = FIGURE + 26

/** The picture of a problem at a node; nothing where no shape is to blame. */
export function ShapePicture({ problem, node }: { readonly problem: Diagnostic; readonly node?: string }) {
  const incoming = useSelect((state) => incomingOf(state, problem, node))
  const parts = partsOf(problem.problem, incoming === '' ? [] : (JSON.parse(incoming) as readonly Shape[]))
  if (parts.length === 0) return null
  const longest = longestOf(parts.map(({ sizes }) => sizes))
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${PITCH * parts.length} ${HEIGHT}`}
      width={PITCH * parts.length}
      height={HEIGHT}
      role="img"
      aria-label={spoken(parts)}
    >
      {parts.map(({ role, nth, sizes, sign }, i) => (
        <g key={`${role}${nth ?? ''}`} transform={`translate(${PITCH * (i + 0.5)} ${FIGURE / 2})`}>
          {i > 0 && (
            <text className={styles.sign} x={-PITCH / 2} y={4}>
              {sign}
            </text>
          )}
          <Lines sizes={sizes} longest={longest} />
          <text className={styles.sizes} y={FIGURE / 2 + 11}>
            {sizesText(sizes)}
          </text>
          <text className={styles.role} y={FIGURE / 2 + 23}>
            {roleText({ role, nth })}
          </text>
        </g>
      ))}
    </svg>
  )
}

function Lines({ sizes, longest }: { readonly sizes: Sizes; readonly longest: number }) {
  const { paths, open } = figureOf(sizes, longest)
  return (
    <g className={styles.figure} data-open={open ? '' : undefined}>
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </g>
  )
}

/** The shapes that flow into the node of a problem, on any level, as one string, so that the selector returns the same value each time. */
function incomingOf(state: AppState, { inside }: Diagnostic, node: string | undefined): string {
  const at = inside?.node ?? node
  // Input shapes are known only for the first repetition of a block.
  if (at === undefined || inside?.within.some(({ iteration: turn }) => turn > 0)) return ''
  const path = inside?.within.map((one) => one.node) ?? state.inside
  const { report, project } = state
  const wires = shownDrawing({ project, inside: path }).wires.filter(({ to }) => to === at)
  const shapes = [...wires]
    .sort((a, b) => a.port - b.port)
    .map(({ from, out = 0 }) => report.shapes.get(report.expanded.source(from, out, path) ?? ''))
  return shapes.every((shape) => shape !== undefined) ? JSON.stringify(shapes) : ''
}
