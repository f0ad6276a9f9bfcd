/** @file NetworkPanel: the drawing as a list: what it holds, what is wrong, and every layer, to read and to reach without a pointer. */
import { lazy, memo, Suspense } from 'react'
import { count, counted, list } from '../../messages/format'
import type { DrawnNode } from '../../graph/drawing'
import { BLOCK, withoutPorts } from '../../graph/block'
import { flowOf } from '../../graph/order'
import { shownBlock, shownDrawing, shownReport } from '../../studio/levels'
import { ProblemWords } from '../canvas/problem'
import { nodeOf, problemsOf, toneOf } from '../canvas/read'
import { defOf, faceWords, shapeOf } from '../network/read'
import { FamilyIcon } from '../kit/family-icon'
import { Icon } from '../kit/icon'
import { TextField } from '../kit/text-field'
import { goTo } from './go-to'
import { useRun, useSelect } from '../studio-context'
import styles from './inspector.module.css'

// Its fields are forms, which come when they are needed.
const DrawFitting = lazy(() => import('./draw-fitting'))
const BlockParams = lazy(() => import('./forms').then((module) => ({ default: module.BlockParams })))

/** The panel while no layer is selected. */
export function NetworkPanel() {
  const run = useRun()
  const block = useSelect(shownBlock)
  const drawing = useSelect(shownDrawing)
  const parameters = useSelect((state) => shownReport(state).totalParameters)
  // The order of the outline of the drawing (Alt O).
  const order = flowOf(drawing).nodes
  const held = withoutPorts(drawing).length
  return (
    <div>
      {block ? (
        <>
          <h3 className={styles.head}>
            <Icon name="model" size={12} /> Inside a block
          </h3>
          <TextField
            label="Block"
            value={block.name}
            onChange={(name) => run('block.rename', { block: block.id, name })}
          />
          {block.summary && <p className={styles.words}>{block.summary}</p>}
          <Suspense>
            <BlockParams block={block} />
          </Suspense>
        </>
      ) : (
        <h3 className={styles.head}>The network</h3>
      )}
      <p className={styles.words}>
        {counted(held, 'layer')}, {counted(drawing.wires.length, 'wire')}, {count(parameters)} parameters.
      </p>
      <Problems />
      <h4 className={styles.title}>Outline</h4>
      {order.length === 0 && <p className={styles.words}>Nothing is drawn yet. Press / to add the first layer.</p>}
      <ol className={styles.outline} aria-label="Layers from input to output">
        {order.map((node) => (
          <OutlineRow key={node.id} node={node} />
        ))}
      </ol>
    </div>
  )
}

/** Drawn again only when its own node changed: an outline may have hundreds of rows. */
const OutlineRow = memo(function OutlineRow({ node }: { readonly node: DrawnNode }) {
  const run = useRun()
  const shape = useSelect((state) => shapeOf(state, node.id))
  const from = useSelect((state) =>
    list((shownReport(state).incoming.get(node.id) ?? []).map((wire) => nodeOf(state, wire.from)?.label ?? wire.from)),
  )
  const bad = useSelect((state) => problemsOf(state, node.id).some(({ severity }) => severity === 'error'))
  const glance = useSelect((state) => faceWords(state, node.id))
  const family = defOf(node.kind)?.family ?? 'end'
  const words = [defOf(node.kind)?.family === 'end' ? '' : glance, from && `from ${from}`].filter(Boolean).join('; ')
  return (
    <li>
      <button type="button" className={styles.row} onClick={(event) => goTo(run, node.id, event)}>
        {node.kind === BLOCK ? <Icon name="model" size={12} /> : <FamilyIcon family={family} />}
        <span className={styles.name}>
          {node.label}
          {bad && <span className={styles.bad}> has a problem</span>}
        </span>
        <span className={styles.shape}>{shape}</span>
        {words && <span className={styles.about}>{words}</span>}
      </button>
    </li>
  )
})

function Problems() {
  const run = useRun()
  const diagnostics = useSelect((state) => shownReport(state).diagnostics)
  const labels = useSelect(shownDrawing)
  if (diagnostics.length === 0) return null
  const labelOf = (id: string) => labels.nodes.find((node) => node.id === id)?.label ?? id
  return (
    <section className={styles.problems} data-tone={toneOf(diagnostics)} aria-label="Problems">
      {diagnostics.slice(0, MOST).map((problem) => {
        const { node } = problem
        return (
          <div key={`${node ?? ''} ${problem.said.code} ${problem.wire ?? ''}`} className={styles.problem}>
            {node !== undefined && (
              <button type="button" className={styles.link} onClick={(event) => goTo(run, node, event)}>
                {labelOf(node)}
              </button>
            )}
            <ProblemWords {...(node === undefined ? {} : { node })} problem={problem} />
          </div>
        )
      })}
      <Suspense>
        <DrawFitting />
      </Suspense>
      {diagnostics.length > MOST && <p className={styles.words}>and {count(diagnostics.length - MOST)} more.</p>}
    </section>
  )
}

/** As many problems as a person reads at once. */
const MOST = 20
