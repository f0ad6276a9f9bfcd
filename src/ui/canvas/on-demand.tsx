/** @file Parts of the canvas that load when they are first shown: its menu, its lists and its minimap. */
import { lazy, Suspense } from 'react'
import { useCanvasUi } from './canvas-ui'
import { useSelect } from './on-board'

const ContextMenu = lazy(() => import('./context-menu').then((module) => ({ default: module.ContextMenu })))
const WirePicker = lazy(() => import('./wire-picker').then((module) => ({ default: module.WirePicker })))
const OpenBlocks = lazy(() => import('./open-blocks').then((module) => ({ default: module.OpenBlocks })))
const CanvasMap = lazy(() => import('./map').then((module) => ({ default: module.CanvasMap })))

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
