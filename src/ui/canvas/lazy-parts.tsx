/** @file Parts of the canvas that load when first shown: menus, lists, panels, problems, and the minimap. */
import { type ComponentType, lazy, Suspense } from 'react'
import { useSelect } from './board-context'
import { isUnfolded, useCanvasUi } from './canvas-ui-state'
import { problemNode, worstSeverityOf } from './selectors'

const ContextMenu = lazy(() => import('./context-menu').then((module) => ({ default: module.ContextMenu })))
const WirePicker = lazy(() => import('./wire-picker').then((module) => ({ default: module.WirePicker })))
const OpenBlocks = lazy(() => import('./expanded-blocks').then((module) => ({ default: module.OpenBlocks })))
const ProblemCallout = lazy(() => import('./problem-callout').then((module) => ({ default: module.ProblemCallout })))
const CanvasMap = lazy(() => import('./minimap').then((module) => ({ default: module.CanvasMinimap })))

interface PreloadablePart {
  /** A lazy component until `get` has loaded the module; afterward, the component itself. */
  Component: ComponentType
  readonly get: () => Promise<void>
}

/** Creates a part that renders synchronously once loaded, so that it receives keys pressed right after it opens. */
function preloadable(load: () => Promise<ComponentType>): PreloadablePart {
  const part: PreloadablePart = {
    Component: lazy(() => load().then((component) => ({ default: component }))),
    get: async () => {
      part.Component = await load()
    },
  }
  return part
}

const quickAdd = preloadable(() => import('./quick-add').then(({ QuickAdd }) => QuickAdd))
const panels = preloadable(() => import('./search-and-history-panels').then(({ Panels }) => Panels))

/** Preloads the lists that have a search field. Called once the page is ready. */
export async function preloadLists(): Promise<void> {
  await Promise.all([quickAdd.get(), panels.get()])
}

/** Renders the quick add while it is open. */
export function LazyQuickAdd() {
  const isOpen = useCanvasUi((ui) => ui.quickAdd !== null)
  return (
    isOpen && (
      <Suspense>
        <quickAdd.Component />
      </Suspense>
    )
  )
}

/** Renders the node search or the history while it is open. */
export function LazyPanels() {
  const isOpen = useSelect((state) => state.canvas.panel !== null)
  return (
    isOpen && (
      <Suspense>
        <panels.Component />
      </Suspense>
    )
  )
}

/** Renders the context menu while it is open. */
export function LazyContextMenu({ removeSelected }: { readonly removeSelected: () => void }) {
  const menu = useCanvasUi((ui) => ui.menu)
  return (
    menu && (
      <Suspense>
        <ContextMenu menu={menu} removeSelected={removeSelected} />
      </Suspense>
    )
  )
}

/** Renders the list of nodes that a wire can connect to, while it is open. */
export function LazyWirePicker() {
  const picker = useCanvasUi((ui) => ui.picker)
  return (
    picker && (
      <Suspense>
        <WirePicker key={JSON.stringify(picker.request)} picker={picker} />
      </Suspense>
    )
  )
}

/** Renders the frames of blocks that are open in place. */
export function LazyOpenBlocks() {
  const hasOpen = useSelect((state) => (state.canvas.opened?.length ?? 0) > 0)
  return (
    hasOpen && (
      <Suspense>
        <OpenBlocks />
      </Suspense>
    )
  )
}

/**
 * Renders the problem shown on the canvas, if any: the selected node's problem, or else the first problem. Advice opens
 * only on request.
 */
export function LazyOpenProblem() {
  const id = useSelect(problemNode)
  const severity = useSelect((state) => (id === undefined ? 'advice' : worstSeverityOf(state, id)))
  const isOpen = useCanvasUi((ui) => id !== undefined && isUnfolded(ui, id, severity))
  return id === undefined || !isOpen ? null : (
    <Suspense>
      <ProblemCallout key={id} id={id} />
    </Suspense>
  )
}

/** Renders the minimap while it is turned on. */
export function LazyMinimap() {
  const isShown = useSelect((state) => state.canvas.map)
  return (
    isShown && (
      <Suspense>
        <CanvasMap />
      </Suspense>
    )
  )
}
