/** @file Shape picture: what comes in, what the layer gives and what is wanted, side by side in proportion. */
import type { Shape } from '../../../catalog/layer-def'
import type { Diagnostic } from '../../../graph/diagnostic'
import { shapeOut, shownReport } from '../../../studio/levels'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import { FIGURE, figureOf, longestOf } from './figure'
import { partsOf, type Sizes, sizesWords, spoken } from './parts'
import styles from './why.module.css'

/** Pixels of the picture for each part, and in all. */
const PITCH = 71
const HEIGHT = FIGURE + 26

/** The picture of a problem at a node; nothing where no shape is to blame. */
export function ShapePicture({ problem, node }: { readonly problem: Diagnostic; readonly node?: string }) {
  const incoming = useSelect((state) => incomingOf(state, node))
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
      {parts.map(({ role, sizes }, i) => (
        <g key={role} transform={`translate(${PITCH * (i + 0.5)} ${FIGURE / 2})`} data-role={role}>
          {i > 0 && <path className={styles.arrow} d={`M${-PITCH / 2 - 5} 0h9m-3 -3l3 3l-3 3`} />}
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

/** What flows into a node, as text: made anew by every look, but the same. */
function incomingOf(state: AppState, node: string | undefined): string {
  if (node === undefined) return ''
  const wires = shownReport(state).incoming.get(node) ?? []
  const shapes = wires.map(({ from, out = 0 }) => shapeOut(state, from, out))
  return shapes.every((shape) => shape !== undefined) ? JSON.stringify(shapes) : ''
}
