/** @file Inspector: the panel for the selection; without a selection, the network as a list. Loads when first shown. */
import { type KeyboardEvent, lazy, memo, Suspense, useDeferredValue, useEffect } from 'react'
import { canvasUi } from '../canvas/canvas-ui-state'
import { INSPECTOR_ID } from '../canvas/use-keys'
import { blockOf } from '../../graph/block'
import { selectedWithin } from '../../studio/inner-canvas-board'
import { nodeOf } from '../canvas/selectors'
import { useSelect } from '../studio-context'
import styles from './inspector.module.css'
import { NetworkPanel } from './network-panel'

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
  const target = row?.isConnected
    ? row
    : document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)
  target?.focus({ preventScroll: target !== row })
}

export default Inspector
