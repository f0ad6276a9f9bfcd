/** @file Inspector: the panel of the selection; with nothing selected, the network as a list. Loads when it is first shown. */
import { type KeyboardEvent, lazy, memo, Suspense, useDeferredValue, useEffect } from 'react'
import { canvasUi } from '../canvas/canvas-ui'
import { INSPECTOR_ID } from '../canvas/use-keys'
import { blockOf } from '../../graph/block'
import { selectedWithin } from '../../studio/inner-board'
import { nodeOf } from '../canvas/read'
import { useSelect } from '../studio-context'
import styles from './inspector.module.css'
import { NetworkPanel } from './network-panel'

// The forms bring lists and switches, which the network as a list does not need.
const loadForms = () => import('./forms')
const NodePanel = lazy(() => loadForms().then((module) => ({ default: module.NodePanel })))
const InnerPanel = lazy(() => loadForms().then((module) => ({ default: module.InnerPanel })))
const SeveralPanel = lazy(() => loadForms().then((module) => ({ default: module.SeveralPanel })))

/** The panel next to the canvas. */
export function Inspector() {
  // The selection shows on the canvas first, then here: a form takes longer to render than a frame.
  const selection = useDeferredValue(useSelect((state) => state.selection))
  const [only] = selection
  useEffect(() => {
    // Loads at the first move or key press, in time for the first selection.
    const done = new AbortController()
    for (const sign of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
      addEventListener(sign, () => void loadForms(), { once: true, passive: true, signal: done.signal })
    return () => done.abort()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields inside have the focus; the key that leaves them is handled here.
    <div
      id={INSPECTOR_ID}
      className={styles.inspector}
      onKeyDown={only === undefined ? undefined : (event) => leave(event, only)}
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
  return selection.length === 1 ? <OneNode key={only} id={only} /> : <SeveralPanel ids={selection} />
})

/** The node selected; of a block that is open in place, the layer that is selected in it. */
function OneNode({ id }: { readonly id: string }) {
  const within = useSelect(selectedWithin)
  const node = useSelect((state) => nodeOf(state, id))
  const block = useSelect((state) => node && blockOf(state.project.drawing, node))
  const there = within !== undefined && block?.inside.nodes.some((one) => one.id === within)
  return there && node && block ? <InnerPanel around={node} block={block} id={within} /> : <NodePanel id={id} />
}

/** Escape moves the focus back to where the settings were opened from, usually the layer on the canvas. In an open list it closes only the list. */
function leave(event: KeyboardEvent<HTMLElement>, node: string): void {
  if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return
  // From the outline it goes back to the focused row there.
  const row = canvasUi.getState().settingsFrom?.querySelector<HTMLElement>('[tabindex="0"]')
  const back = row?.isConnected
    ? row
    : document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)
  back?.focus({ preventScroll: back !== row })
}

export default Inspector
