/** @file Parts of the canvas that load when first shown: menus, lists, panels, overlays, problems, and the minimap. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useSelect } from './board-context'
import { isUnfolded, useCanvasUi } from './canvas-ui-state'
import { problemNode, worstSeverityOf } from './selectors'

interface LazyPart<P> {
  /** A lazy component until `preload` has loaded the module; afterward, the component itself. */
  Component: ComponentType<P>
  /** Loads the part in advance. It then renders synchronously, so that it receives keys pressed right after it opens. */
  readonly preload: () => Promise<void>
}

function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  const part: LazyPart<P> = {
    // The cast is safe: a lazy component takes the same props.
    Component: lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>,
    preload: async () => {
      part.Component = await load()
    },
  }
  return part
}

/** Renders nothing while the part loads. */
function orNothing(part: ReactNode): ReactNode {
  return <Suspense>{part}</Suspense>
}

const quickAdd = lazyPart(() => import('./quick-add').then(({ QuickAdd }) => QuickAdd))
const panels = lazyPart(() => import('./canvas-panels').then(({ Panels }) => Panels))
const wirePicker = lazyPart(() => import('./canvas-panels').then(({ WirePicker }) => WirePicker))
const breadcrumbs = lazyPart(() => import('./canvas-overlays').then(({ Breadcrumbs }) => Breadcrumbs))
const layoutProgress = lazyPart(() => import('./canvas-overlays').then(({ LayoutProgress }) => LayoutProgress))
const minimap = lazyPart(() => import('./canvas-overlays').then(({ CanvasMinimap }) => CanvasMinimap))
const contextMenu = lazyPart(() => import('./context-menu').then(({ ContextMenu }) => ContextMenu))
const openBlocks = lazyPart(() => import('./expanded-blocks').then(({ OpenBlocks }) => OpenBlocks))
const problemCallout = lazyPart(() => import('./problem-callout').then(({ ProblemCallout }) => ProblemCallout))

/** Preloads the lists that have a search field, and the overlays. Called once the page is ready. */
export async function preloadLists(): Promise<void> {
  await Promise.all([quickAdd, panels, wirePicker, breadcrumbs].map(({ preload }) => preload()))
}

/** The parts that are open over the canvas. */
export function OpenParts({ removeSelected }: { readonly removeSelected: () => void }) {
  const isInBlock = useSelect((state) => state.inside.length > 0)
  const isArranging = useSelect((state) => state.canvas.arranging !== undefined)
  const hasPanel = useSelect((state) => state.canvas.panel !== null)
  const hasQuickAdd = useCanvasUi((ui) => ui.quickAdd !== null)
  const picker = useCanvasUi((ui) => ui.picker)
  const menu = useCanvasUi((ui) => ui.menu)
  return (
    <>
      {isInBlock && orNothing(<breadcrumbs.Component />)}
      {isArranging && orNothing(<layoutProgress.Component />)}
      <OpenProblem />
      {hasQuickAdd && orNothing(<quickAdd.Component />)}
      {hasPanel && orNothing(<panels.Component />)}
      {picker && orNothing(<wirePicker.Component key={JSON.stringify(picker.request)} picker={picker} />)}
      {menu && orNothing(<contextMenu.Component menu={menu} removeSelected={removeSelected} />)}
    </>
  )
}

/**
 * The problem shown on the canvas, if any: the selected node's problem, or else the first problem. Advice opens only on
 * request.
 */
function OpenProblem() {
  const id = useSelect(problemNode)
  const severity = useSelect((state) => (id === undefined ? 'advice' : worstSeverityOf(state, id)))
  const isOpen = useCanvasUi((ui) => id !== undefined && isUnfolded(ui, id, severity))
  return id === undefined || !isOpen ? null : orNothing(<problemCallout.Component key={id} id={id} />)
}

/** The parts that are open inside React Flow: the minimap, and the frames of blocks that are open in place. */
export function OpenFlowParts() {
  const hasMap = useSelect((state) => state.canvas.map)
  const hasOpenBlocks = useSelect((state) => (state.canvas.opened?.length ?? 0) > 0)
  return (
    <>
      {hasMap && orNothing(<minimap.Component />)}
      {hasOpenBlocks && orNothing(<openBlocks.Component />)}
    </>
  )
}
