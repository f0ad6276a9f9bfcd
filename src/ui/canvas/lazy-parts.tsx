/** @file Parts of the canvas that load when first shown: menus, lists, panels, overlays, problems, and the minimap. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import type { NodeProps } from 'reactflow'
import { shownReport } from '../../studio/network/block-levels'
import { useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import { useCanvasUi } from './canvas-ui-state'
import type { FlowNode } from './flow-nodes'

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
export function orNothing(part: ReactNode): ReactNode {
  return <Suspense>{part}</Suspense>
}

/** What shows the values of nodes; undefined until the page is ready. */
export function useLive() {
  const { live } = useCatalog()
  return useSelect((state) => (state.ready ? live : undefined))
}

const quickAdd = lazyPart(() => import('./quick-add').then(({ QuickAdd }) => QuickAdd))
const panels = lazyPart(() => import('./canvas-panels').then(({ Panels }) => Panels))
const wirePicker = lazyPart(() => import('./canvas-panels').then(({ WirePicker }) => WirePicker))
const breadcrumbs = lazyPart(() => import('./canvas-overlays').then(({ Breadcrumbs }) => Breadcrumbs))
const layoutProgress = lazyPart(() => import('./canvas-overlays').then(({ LayoutProgress }) => LayoutProgress))
const minimap = lazyPart(() => import('./canvas-overlays').then(({ CanvasMinimap }) => CanvasMinimap))
const contextMenu = lazyPart(() => import('./context-menu').then(({ ContextMenu }) => ContextMenu))
const note = lazyPart(() => import('./note-node').then(({ NoteNode: Loaded }) => Loaded))
const openBlocks = lazyPart(() => import('./expanded-blocks').then(({ OpenBlocks }) => OpenBlocks))
const problemLine = lazyPart(() => import('./problems').then(({ ProblemLine }) => ProblemLine))

/** Preloads the lists that have a search field, the overlays, and notes. Called once the page is ready. */
export async function preloadLists(): Promise<void> {
  await Promise.all([quickAdd, panels, wirePicker, breadcrumbs, note].map(({ preload }) => preload()))
}

/** A note on the canvas. */
export function NoteNode(props: NodeProps<FlowNode>) {
  return orNothing(<note.Component {...props} />)
}

/** The parts that are open over the canvas. */
export function OpenParts({ removeSelected }: { readonly removeSelected: () => void }) {
  const isArranging = useSelect((state) => state.canvas.arranging !== undefined)
  const hasPanel = useSelect((state) => state.canvas.panel !== null)
  const hasQuickAdd = useCanvasUi((ui) => ui.quickAdd !== null)
  const picker = useCanvasUi((ui) => ui.picker)
  const menu = useCanvasUi((ui) => ui.menu)
  return (
    <>
      {isArranging && orNothing(<layoutProgress.Component />)}
      {hasQuickAdd && orNothing(<quickAdd.Component />)}
      {hasPanel && orNothing(<panels.Component />)}
      {picker && orNothing(<wirePicker.Component key={JSON.stringify(picker.request)} picker={picker} />)}
      {menu && orNothing(<contextMenu.Component menu={menu} removeSelected={removeSelected} />)}
    </>
  )
}

/** The head of the canvas: the path to the visible level, and the problem line or the legend of the wires, and the speed. */
export function CanvasHead() {
  const isInBlock = useSelect((state) => state.inside.length > 0)
  const live = useLive()
  // The empty drawing before a project is open has problems, which are nobody's.
  const hasProblem = useSelect((state) => state.ready && shownReport(state).diagnostics.length > 0)
  return (
    <>
      {isInBlock && orNothing(<breadcrumbs.Component />)}
      {hasProblem && orNothing(<problemLine.Component />)}
      {live && orNothing(<live.Legend isBrief={hasProblem} />)}
    </>
  )
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
