/** @file Parts of the canvas that load when they are first shown: its menu, its lists, its panels, and its minimap. */
import { type ComponentType, lazy, Suspense } from 'react'
import { useCanvasUi } from './canvas-ui'
import { useSelect } from './on-board'

const ContextMenu = lazy(() => import('./context-menu').then((module) => ({ default: module.ContextMenu })))
const WirePicker = lazy(() => import('./wire-picker').then((module) => ({ default: module.WirePicker })))
const OpenBlocks = lazy(() => import('./open-blocks').then((module) => ({ default: module.OpenBlocks })))
const CanvasMap = lazy(() => import('./map').then((module) => ({ default: module.CanvasMap })))

interface Part {
  /** Loads it first where that has not happened yet. */
  Component: ComponentType
  readonly get: () => Promise<void>
}

/** A part that is drawn at once when it was loaded before, so that keys pressed right after the one that opens it arrive. */
function ahead(load: () => Promise<ComponentType>): Part {
  const part: Part = {
    Component: lazy(() => load().then((component) => ({ default: component }))),
    get: async () => {
      part.Component = await load()
    },
  }
  return part
}

const quickAdd = ahead(() => import('./quick-add').then(({ QuickAdd }) => QuickAdd))
const panels = ahead(() => import('./panels').then(({ Panels }) => Panels))

/** Loads the lists that people type into: called once the page is ready. */
export async function loadLists(): Promise<void> {
  await Promise.all([quickAdd.get(), panels.get()])
}

/** The quick add, while it is open. */
export function QuickAddOnDemand() {
  const isOpen = useCanvasUi((ui) => ui.quickAdd !== null)
  return (
    isOpen && (
      <Suspense>
        <quickAdd.Component />
      </Suspense>
    )
  )
}

/** The search for a node or the history, while it is open. */
export function PanelsOnDemand() {
  const isOpen = useSelect((state) => state.canvas.panel !== null)
  return (
    isOpen && (
      <Suspense>
        <panels.Component />
      </Suspense>
    )
  )
}

/** The menu, while it is open. */
export function MenuOnDemand({ removeSelected }: { readonly removeSelected: () => void }) {
  const menu = useCanvasUi((ui) => ui.menu)
  return (
    menu && (
      <Suspense>
        <ContextMenu menu={menu} removeSelected={removeSelected} />
      </Suspense>
    )
  )
}

/** The list of where a wire may lead, while it is open. */
export function PickerOnDemand() {
  const picker = useCanvasUi((ui) => ui.picker)
  return (
    picker && (
      <Suspense>
        <WirePicker key={JSON.stringify(picker.picking)} picker={picker} />
      </Suspense>
    )
  )
}

/** Blocks that are open in place. */
export function OpenBlocksOnDemand() {
  const some = useSelect((state) => (state.canvas.opened?.length ?? 0) > 0)
  return (
    some && (
      <Suspense>
        <OpenBlocks />
      </Suspense>
    )
  )
}

/** The map, while it is wanted. */
export function MapOnDemand() {
  const shown = useSelect((state) => state.canvas.map)
  return (
    shown && (
      <Suspense>
        <CanvasMap />
      </Suspense>
    )
  )
}
