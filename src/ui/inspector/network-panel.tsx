/** @file NetworkPanel: the network as a list: its size, its problems, and all layers, accessible without a pointer. */
import { lazy, memo, Suspense } from 'react'
import { inspectorText } from '../../messages/en/inspector'
import type { DrawnNode } from '../../graph/drawing'
import { BLOCK, innerNodes } from '../../graph/block'
import { readingOrder } from '../../graph/topological-order'
import { shownBlock, shownDrawing, shownReport } from '../../studio/block-levels'
import type { AppState } from '../../studio/state'
import { ProblemView } from '../canvas/problem-callout'
import { nodeOf, problemsOf, toneOf } from '../canvas/selectors'
import { defOf, layerText, outputShapeText } from '../network/layer-text'
import { FamilyIcon } from '../kit/family-icon'
import { Icon } from '../kit/icon'
import { TextField } from '../kit/text-field'
import { selectNode } from './select-layer'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './inspector.module.css'

const text = inspectorText.network

// The form controls load when needed.
const BuildNetworkButton = lazy(() => import('./build-network-button'))
const BlockParams = lazy(() => import('./selection-panels').then((module) => ({ default: module.BlockParams })))

/** The panel shown while no layer is selected. */
export function NetworkPanel() {
  const run = useRunCommand()
  const block = useSelect(shownBlock)
  const drawing = useSelect(shownDrawing)
  const parameters = useSelect((state) => shownReport(state).totalParameters)
  // Uses the same order as the outline (Alt+O).
  const order = readingOrder(drawing).nodes
  const layers = innerNodes(drawing).length
  return (
    <div>
      {block ? (
        <>
          <h3 className={styles.head}>
            <Icon name="model" size={12} /> {text.insideBlock}
          </h3>
          <TextField
            label={text.blockName}
            value={block.name}
            onChange={(name) => run('block.rename', { block: block.id, name })}
          />
          {block.summary && <p className={styles.words}>{block.summary}</p>}
          <Suspense>
            <BlockParams block={block} />
          </Suspense>
        </>
      ) : (
        <h3 className={styles.head}>{text.title}</h3>
      )}
      <p className={styles.words}>{text.size({ layers, wires: drawing.wires.length, parameters })}</p>
      <Problems />
      <h4 className={styles.title}>{text.outline}</h4>
      {order.length === 0 && <p className={styles.words}>{text.empty}</p>}
      <ol className={styles.outline} aria-label={text.layers}>
        {order.map((node) => (
          <OutlineRow key={node.id} node={node} />
        ))}
      </ol>
    </div>
  )
}

/** Memoized, because an outline may have hundreds of rows. */
const OutlineRow = memo(function OutlineRow({ node }: { readonly node: DrawnNode }) {
  const run = useRunCommand()
  const shape = useSelect((state) => outputShapeText(state, node.id))
  const about = useSelect((state) => rowText(state, node))
  const hasError = useSelect((state) => problemsOf(state, node.id).some(({ severity }) => severity === 'error'))
  const family = defOf(node.kind)?.family ?? 'end'
  return (
    <li>
      <button type="button" className={styles.row} onClick={(event) => selectNode(run, node.id, event)}>
        {node.kind === BLOCK ? <Icon name="model" size={12} /> : <FamilyIcon family={family} />}
        <span className={styles.name}>
          <span translate="no">{node.label}</span>
          {hasError && <span className={styles.bad}> {text.hasProblem}</span>}
        </span>
        <span className={styles.shape}>{shape}</span>
        {about && <span className={styles.about}>{about}</span>}
      </button>
    </li>
  )
})

/** The settings and inputs of a layer as text. */
function rowText(state: AppState, { id, kind }: DrawnNode): string {
  const inputs = (shownReport(state).incoming.get(id) ?? []).map((wire) => nodeOf(state, wire.from)?.label ?? wire.from)
  const settings = defOf(kind)?.family === 'end' ? '' : layerText(state, id)
  if (inputs.length === 0) return settings
  return settings === '' ? text.fromInputs({ inputs }) : text.settingsFromInputs({ settings, inputs })
}

function Problems() {
  const run = useRunCommand()
  const diagnostics = useSelect((state) => shownReport(state).diagnostics)
  const drawing = useSelect(shownDrawing)
  if (diagnostics.length === 0) return null
  const labelOf = (id: string) => drawing.nodes.find((node) => node.id === id)?.label ?? id
  return (
    <section className={styles.problems} data-tone={toneOf(diagnostics)} aria-label={inspectorText.problems}>
      {diagnostics.slice(0, MAX_PROBLEMS).map((problem) => {
        const { node } = problem
        return (
          <div key={`${node ?? ''} ${problem.problem.code} ${problem.wire ?? ''}`} className={styles.problem}>
            {node !== undefined && (
              <button
                type="button"
                className={styles.link}
                translate="no"
                onClick={(event) => selectNode(run, node, event)}
              >
                {labelOf(node)}
              </button>
            )}
            <ProblemView {...(node === undefined ? {} : { node })} problem={problem} />
          </div>
        )
      })}
      <Suspense>
        <BuildNetworkButton />
      </Suspense>
      {diagnostics.length > MAX_PROBLEMS && (
        <p className={styles.words}>{text.moreProblems({ problems: diagnostics.length - MAX_PROBLEMS })}</p>
      )}
    </section>
  )
}

/** Maximum number of problems listed. */
const MAX_PROBLEMS = 20
