/** @file Inspector: the panel for the selection; without a selection, the network as a list. Loads when first shown. */
import { type KeyboardEvent, lazy, memo, Suspense, useDeferredValue, useEffect } from 'react'
import { blockOf, innerNodes } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { readingOrder } from '../../graph/topological-order'
import { inspectorText } from '../../messages/en/inspector'
import { shownBlock, shownDrawing, shownReport } from '../../studio/network/block-levels'
import { selectedWithin } from '../../studio/network/inner-canvas-board'
import type { AppState } from '../../studio/state'
import { canvasUi, nodeElement } from '../canvas/canvas-ui-state'
import { INSPECTOR_ID, selectNode } from '../canvas/keyboard'
import { ProblemView } from '../canvas/problems'
import { nodeOf, problemsOf, toneOf } from '../canvas/selectors'
import { useHasRun } from '../charts/use-shown-run'
import { Button } from '../kit/button'
import { Icon, NodeGlyph } from '../kit/icon'
import { TextField } from '../kit/text-field'
import { defOf, layerText, outputShapeText } from '../network/layer-catalog'
import { LargerDatasetOffer } from '../shell/larger-dataset'
import { NARROW, useMedia } from '../shell/use-theme'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './inspector.module.css'

const text = inspectorText.network

const BlockParams = lazy(() => import('./selection-panels').then((module) => ({ default: module.BlockParams })))

/** The panel shown while no layer is selected. */
function NetworkPanel() {
  const run = useRunCommand()
  const block = useSelect(shownBlock)
  const drawing = useSelect(shownDrawing)
  const parameters = useSelect((state) => shownReport(state).totalParameters)
  // Uses the same order as the outline (Alt+O).
  const order = readingOrder(drawing).nodes
  const layers = innerNodes(drawing).length
  const isNarrow = useMedia(NARROW)
  const hasRun = useHasRun()
  return (
    <div>
      {block ? (
        <>
          <h3 className={`${kit.row} ${styles.head}`}>
            <Icon name="model" size={12} /> {text.insideBlock}
          </h3>
          <TextField
            label={text.blockName}
            value={block.name}
            onChange={(name) => run('block.rename', { block: block.id, name })}
          />
          {block.summary && <p className={kit.soft}>{block.summary}</p>}
          <Suspense>
            <BlockParams block={block} />
          </Suspense>
        </>
      ) : (
        <h3 className={`${kit.row} ${styles.head}`}>{text.title}</h3>
      )}
      <p className={kit.soft}>{text.size({ layers, wires: drawing.wires.length, parameters })}</p>
      <Problems />
      {isNarrow && hasRun && <LargerDatasetOffer className={`${kit.stack} ${styles.problems}`} />}
      <h4 className={styles.title}>{text.outline}</h4>
      {order.length === 0 && <p className={kit.soft}>{text.empty}</p>}
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
  return (
    <li>
      <button
        type="button"
        className={`${kit.choice} ${styles.row}`}
        onClick={(event) => selectNode(run, node.id, event)}
      >
        <NodeGlyph kind={node.kind} family={defOf(node.kind)?.family} />
        <span className={styles.name}>
          <span translate="no">{node.label}</span>
          {hasError && <span className={`${kit.bad} ${kit.small}`}> {text.hasProblem}</span>}
        </span>
        <span className={kit.caption}>{shape}</span>
        {about && <span className={`${kit.caption} ${styles.about}`}>{about}</span>}
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
    <section
      className={`${kit.note} ${kit.stack} ${styles.problems}`}
      data-tone={toneOf(diagnostics)}
      aria-label={inspectorText.problems}
    >
      {diagnostics.slice(0, MAX_PROBLEMS).map((problem) => {
        const { node } = problem
        return (
          <div key={`${node ?? ''} ${problem.problem.code} ${problem.wire ?? ''}`} className={kit.stackTight}>
            {node !== undefined && (
              <button
                type="button"
                className={kit.link}
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
      <BuildNetworkButton />
      {diagnostics.length > MAX_PROBLEMS && (
        <p className={kit.soft}>{text.moreProblems({ problems: diagnostics.length - MAX_PROBLEMS })}</p>
      )}
    </section>
  )
}

/** Maximum number of problems listed. */
const MAX_PROBLEMS = 20

// Loaded separately, because the network list needs no form controls.
const loadPanels = () => import('./selection-panels')
const NodePanel = lazy(() => loadPanels().then((module) => ({ default: module.NodePanel })))
const InnerPanel = lazy(() => loadPanels().then((module) => ({ default: module.InnerPanel })))
const MultiSelectionPanel = lazy(() => loadPanels().then((module) => ({ default: module.MultiSelectionPanel })))

/** The panel next to the canvas. */
export function Inspector() {
  // Deferred so that the canvas shows the selection first: a form takes longer than one frame to render.
  const selection = useDeferredValue(useSelect((state) => state.selection))
  const [only] = selection
  useEffect(() => {
    // Load the panels at the first pointer move or key press, in time for the first selection.
    const done = new AbortController()
    for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
      addEventListener(type, () => void loadPanels(), { once: true, passive: true, signal: done.signal })
    return () => done.abort()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields inside take the focus; the panel handles Escape.
    <div
      id={INSPECTOR_ID}
      className={styles.inspector}
      onKeyDown={only === undefined ? undefined : (event) => returnFocus(event, only)}
    >
      <Suspense>
        <Panel selection={selection} />
      </Suspense>
    </div>
  )
}

const Panel = memo(function Panel({ selection }: { readonly selection: readonly string[] }) {
  const [only] = selection
  if (only === undefined) return <NetworkPanel />
  return selection.length === 1 ? <OneNode key={only} id={only} /> : <MultiSelectionPanel ids={selection} />
})

/** Renders the panel for the selected node or, if a block is open in place, for the layer selected inside the block. */
function OneNode({ id }: { readonly id: string }) {
  const within = useSelect(selectedWithin)
  const node = useSelect((state) => nodeOf(state, id))
  const block = useSelect((state) => node && blockOf(state.project.drawing, node))
  const isInner = within !== undefined && block?.inside.nodes.some((one) => one.id === within)
  return isInner && node && block ? <InnerPanel around={node} block={block} id={within} /> : <NodePanel id={id} />
}

/**
 * Escape returns the focus to where the settings were opened, usually the layer on the canvas. In an open list, Escape
 * only closes the list.
 */
function returnFocus(event: KeyboardEvent<HTMLElement>, node: string): void {
  if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return
  // If the settings were opened from the outline, return the focus to its current row.
  const row = canvasUi.getState().settingsOpener?.querySelector<HTMLElement>('[tabindex="0"]')
  const target = row?.isConnected ? row : nodeElement(node)
  target?.focus({ preventScroll: target !== row })
}

/** Codes of problems that occur if the network was built for a different dataset. */
const MISFIT_CODES = new Set([
  'needs-rank',
  'unknown-column',
  'columns-apart',
  'image-with-columns',
  'no-columns-left',
  'column-no-target',
  'output-shape',
])

/** A button that builds a network for the dataset, shown only if the network does not fit the dataset. */
function BuildNetworkButton() {
  const run = useRunCommand()
  // In a lesson, building the network is the exercise, so the button is hidden.
  const isMisfit = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(
        ({ problem, severity, fixes }) =>
          severity === 'error' && MISFIT_CODES.has(problem.code) && !fixes.some(({ command }) => command),
      ),
  )
  // If a target column does not fit the loss and the last layer, only the loss and the last layer need to change.
  const hasOtherTarget = useSelect(
    ({ report, project }) =>
      !project.lesson && report.diagnostics.some(({ problem }) => problem.code === 'loss-misfit'),
  )
  if (hasOtherTarget)
    return (
      <UnlessHidden command="data.predict">
        <Button size="small" title={text.fitColumnTip} onClick={() => run('data.predict', { fit: true })}>
          {text.fitColumn}
        </Button>
      </UnlessHidden>
    )
  if (!isMisfit) return null
  return (
    <UnlessHidden command="data.draw">
      <Button size="small" title={text.drawTip} onClick={() => run('data.draw')}>
        {text.draw}
      </Button>
    </UnlessHidden>
  )
}
