/** @file Shape picture: what comes in, what the layer gives and what is wanted, side by side in proportion. */
import type { Shape } from '../../../catalog/layer-def'
import type { Diagnostic } from '../../../graph/diagnostic'
import { shownDrawing } from '../../../studio/levels'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import { FIGURE, figureOf, longestOf } from './figure'
import { partsOf, type Sizes, sizesWords, spoken } from './problem-shapes'
import styles from './why.module.css'

/** Pixels of the picture for each part, and in all. */
const PITCH = 71
const HEIGHT = FIGURE + 26

/** The picture of a problem at a node; nothing where no shape is to blame. */
export function ShapePicture({ problem, node }: { readonly problem: Diagnostic; readonly node?: string }) {
  const incoming = useSelect((state) => incomingOf(state, problem, node))
  const parts = partsOf(problem.said, incoming === '' ? [] : (JSON.parse(incoming) as readonly Shape[]))
  if (parts.length === 0) return null
  const longest = longestOf(parts.map(({ sizes }) => sizes))
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${PITCH * parts.length} ${HEIGHT}`}
      width={PITCH * parts.length}
      height={HEIGHT}
      role="img"
      aria-label={`Shapes. ${spoken(parts)}`}
    >
      {parts.map(({ role, sizes, sign }, i) => (
        <g key={role} transform={`translate(${PITCH * (i + 0.5)} ${FIGURE / 2})`} data-role={role}>
          {i > 0 && (
            <text className={styles.sign} x={-PITCH / 2} y={4}>
              {sign}
            </text>
          )}
          <Lines sizes={sizes} longest={longest} />
          <text className={styles.sizes} y={FIGURE / 2 + 11}>
            {sizesWords(sizes)}
          </text>
          <text className={styles.role} y={FIGURE / 2 + 23}>
            {role}
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

/** What flows into the node a problem is of, wherever it stands, as text: made anew by every look, but the same. */
function incomingOf(state: AppState, { inside }: Diagnostic, node: string | undefined): string {
  const at = inside?.node ?? node
  // Only of the first turn of a repeated block is it known what flows in.
  if (at === undefined || inside?.within.some(({ turn }) => turn > 0)) return ''
  const path = inside?.within.map((one) => one.node) ?? state.inside
  const { report, project } = state
  const wires = shownDrawing({ project, inside: path }).wires.filter(({ to }) => to === at)
  const shapes = [...wires]
    .sort((a, b) => a.port - b.port)
    .map(({ from, out = 0 }) => report.shapes.get(report.expanded.source(from, out, path) ?? ''))
  return shapes.every((shape) => shape !== undefined) ? JSON.stringify(shapes) : ''
}
