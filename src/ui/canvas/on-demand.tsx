/** @file What the canvas shows only when asked: its menu, its map and notes, loaded at the first wish. */
import { lazy, Suspense } from 'react'
import type { NodeProps } from 'reactflow'
import { useCanvasUi } from './canvas-ui'
import type { FlowNode } from './flow'
import { useSelect } from './on-board'

const ContextMenu = lazy(() => import('./context-menu').then((module) => ({ default: module.ContextMenu })))
const WirePicker = lazy(() => import('./wire-picker').then((module) => ({ default: module.WirePicker })))
const NoteNode = lazy(() => import('./note').then((module) => ({ default: module.NoteNode })))
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

/** A note: few drawings have one. */
export function NoteOnDemand(props: NodeProps<FlowNode>) {
  return (
    <Suspense>
      <NoteNode {...props} />
    </Suspense>
  )
}
