/** @file Adding a layer: after the selected one and wired to it, at a place, or into a wire; always one undo step. */
import { useCallback } from 'react'
import type { Catalog } from '../../catalog/node-def'
import type { Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshNode, freshWire, insertInto } from '../../graph/edits'
import { portCounts, shownDrawing } from '../../studio/levels'
import type { BoardState } from '../../studio/board'
import { canvasUi } from './canvas-ui'
import { useCatalog } from './catalog'
import { NODE_WIDTH } from './flow'
import { useBoard } from './on-board'

/** Where a layer goes. */
export type Where =
  /** After the selected node; in the middle of the view when none is. */
  | { readonly to: 'next' }
  | { readonly to: 'place'; readonly at: Position; readonly from?: string }
  | { readonly to: 'wire'; readonly wire: string; readonly at: Position }

/** Adds layers by kind; what goes wrong is shown as a notice. */
export function useAddLayer(): (kind: string, where: Where) => void {
  const board = useBoard()
  const { nodes, nouns } = useCatalog()
  return useCallback(
    (kind, where) => {
      const state = board.store.getState()
      const add = async () => {
        const only = state.selection.length === 1 ? state.selection[0] : undefined
        const place = where.to === 'next' ? nextTo(state, nodes, only, kind) : where
        if (place.to === 'after')
          return focusNode(String(await board.run('graph.addAfter', { kind, node: place.node })))
        const { edits, node } = additionOf(state, nodes, kind, place)
        await board.run('graph.edit', { edits, title: `Add a ${nouns.node}` })
        await board.run('select.set', { nodes: node === undefined ? [] : [node] })
        focusNode(node)
      }
      add().catch((error: unknown) => {
        void board.run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
      })
    },
    [board, nodes, nouns],
  )
}

/** The edits that add a layer at a place or into a wire, and the id it gets. */
export function additionOf(
  state: Pick<BoardState, 'project' | 'inside'>,
  catalog: Catalog<unknown>,
  kind: string,
  where: Exclude<Where, { readonly to: 'next' }>,
): { readonly edits: readonly Edit[]; readonly node: string | undefined } {
  const drawing = shownDrawing(state)
  const def = catalog.find(kind)
  const wire = where.to === 'wire' ? drawing.wires.find(({ id }) => id === where.wire) : undefined
  if (wire && def?.inputs === 'one' && def.out) {
    const edits = insertInto(drawing, catalog, wire, [{ kind }])
    return { edits, node: edits.flatMap((edit) => (edit.type === 'add' ? [edit.node.id] : []))[0] }
  }
  const node = freshNode(drawing, catalog, kind, { x: Math.round(where.at.x), y: Math.round(where.at.y) })
  const edits: Edit[] = [{ type: 'add', node }]
  if (where.to === 'place' && where.from !== undefined && def?.inputs !== 'none') {
    edits.push({
      type: 'connect',
      wire: freshWire({ ...drawing, nodes: [...drawing.nodes, node] }, where.from, node.id),
    })
  }
  return { edits, node: node.id }
}

type Place = Exclude<Where, { readonly to: 'next' }> | { readonly to: 'after'; readonly node: string }

/** Into the one wire that leaves the selected node, else behind that node, else in the middle of the view. */
function nextTo(state: BoardState, catalog: Catalog<unknown>, selected: string | undefined, kind: string): Place {
  const drawing = shownDrawing(state)
  const node = drawing.nodes.find(({ id }) => id === selected)
  const def = catalog.find(kind)
  if (
    !node ||
    (portCounts(drawing, node)?.outs ?? (catalog.find(node.kind)?.out ? 1 : 0)) === 0 ||
    def?.inputs === 'none'
  )
    return { to: 'place', at: middle() }
  const [wire, another] = drawing.wires.filter(({ from }) => from === node.id)
  if (!wire || another || !def?.out || def.inputs !== 'one') return { to: 'after', node: node.id }
  return { to: 'wire', wire: wire.id, at: node.position }
}

/** Goes on from the new node, unless the hands are elsewhere: in the palette, many may be added one after another. */
function focusNode(id: string | undefined): void {
  const { activeElement } = document
  const elsewhere = activeElement !== document.body && !activeElement?.closest('[data-canvas]')
  if (id === undefined || elsewhere) return
  requestAnimationFrame(() => {
    document
      .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
      ?.focus({ preventScroll: true })
  })
}

/** So that the node's middle lies in the view's. */
function middle(): Position {
  const at = canvasUi.getState().view?.centre().at ?? { x: 0, y: 0 }
  return { x: at.x - NODE_WIDTH / 2, y: at.y - 27 }
}
