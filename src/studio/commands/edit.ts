/**
 * @file Commands for the selection and for existing wires: aligning, nudging, setting, removing, replacing, dropping,
 * reconnecting.
 */
import { commandsText } from '../../messages/en/commands/studio'
import { message, Refusal, refuse } from '../../messages/message'
import type { LooseParams } from '../../catalog/node-def'
import { problemOf } from '../../catalog/params'
import { type Axis, align, distribute, type Alignment, nudge, snap } from '../../graph/arrange'
import type { DrawnNode, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { isExpression } from '../../graph/expression'
import { dropOnto, dropPosition, removeAndHeal, reconnect, replace } from '../../graph/node-edits'
import { nudgeNotes } from '../../graph/notes'
import { defaultSize } from '../../graph/spacing'
import { portCountsOf, specsOfNode } from '../../graph/port-counts'
import type { Board } from '../canvas-board'
import { defineCommand } from '../command'
import { edit, editOn } from '../project-document'
import { shownDrawing } from '../block-levels'
import { newNode, type NewNodeRequest } from '../new-node'
import { checkAgainst } from '../param-check'

interface Chosen {
  readonly nodes?: readonly string[]
}

const drawingOf = (board: Board) => shownDrawing(board.store.getState())
const selects = (least: number) => (board: Board, args?: Chosen) =>
  args?.nodes !== undefined || board.store.getState().selection.length >= least

function isPort(port: number, count: number): boolean {
  return Number.isInteger(port) && port >= 0 && port < count
}

function nodeNamed(board: Board, id: string): DrawnNode {
  return drawingOf(board).nodes.find((node) => node.id === id) ?? refuse('no-node', { node: id })
}

/** The named nodes, or the selected ones if none are named. */
function chosenOf(board: Board, nodes: readonly string[] | undefined, title: string, least = 1) {
  const chosen = (nodes ?? board.store.getState().selection).map((id) => nodeNamed(board, id))
  return chosen.length >= least ? chosen : refuse('no-selection', { title, least })
}

export const selectAll = defineCommand({
  id: 'select.all',
  title: commandsText['select.all'],
  args: {},
  listed: true,
  shortcut: '$mod+a',
  shortcutScope: 'canvas',
  run({ store }: Board) {
    const { nodes, notes = [] } = shownDrawing(store.getState())
    store.setState({ selection: nodes.map(({ id }) => id), selectedNotes: notes.map(({ id }) => id) })
  },
})

/** Defines a command that arranges the selection, which must have at least `least` nodes. */
function arranging(
  id: string,
  title: string,
  least: number,
  how: (nodes: readonly DrawnNode[], sizeOf: ReturnType<typeof defaultSize>) => readonly Edit[],
) {
  return defineCommand({
    id,
    title,
    listed: true,
    args: { nodes: 'node id[]? (default: the selected ones)' },
    enabled: selects(least),
    run(board: Board, { nodes }: Chosen) {
      edit(board.store, how(chosenOf(board, nodes, title, least), defaultSize(drawingOf(board))))
    },
  })
}

const aligning = (line: Alignment) =>
  arranging(`graph.align.${line}`, commandsText[`graph.align.${line}`], 2, (nodes, sizeOf) =>
    align(nodes, line, sizeOf),
  )
const spreading = (axis: Axis) =>
  arranging(`graph.distribute.${axis}`, commandsText[`graph.distribute.${axis}`], 3, (nodes, sizeOf) =>
    distribute(nodes, axis, sizeOf),
  )

export const alignLeft = aligning('left')
export const alignCentre = aligning('centre')
export const alignRight = aligning('right')
export const alignTop = aligning('top')
export const alignMiddle = aligning('middle')
export const alignBottom = aligning('bottom')
export const distributeAcross = spreading('across')
export const distributeDown = spreading('down')
export const snapToGrid = arranging('graph.snap', commandsText['graph.snap'], 1, (nodes) => snap(nodes))

/** A burst of nudges is one undo step, so that users need not undo every key press. */
export const nudgeNodes = defineCommand({
  id: 'graph.nudge',
  title: commandsText['graph.nudge'],
  run(board: Board, { by, nodes, notes }: Chosen & { by: Position; notes?: readonly string[] }) {
    if (!Number.isFinite(by?.x) || !Number.isFinite(by?.y)) return refuse('no-position', {})
    const { selection, selectedNotes } = board.store.getState()
    const named = nodes ?? (notes ? [] : selection)
    const noted = notes ?? (nodes ? [] : selectedNotes)
    const chosen = named.map((id) => nodeNamed(board, id))
    const edits = [...nudge(chosen, by), ...nudgeNotes(drawingOf(board), noted, named, by)]
    if (chosen.length + noted.length === 0)
      return refuse('no-selection', { title: commandsText['graph.nudge'], least: 1 })
    editOn(board.store, edits, `nudge ${[...named, ...noted].join(' ')}`)
  },
})

export const setMany = defineCommand({
  id: 'graph.setMany',
  title: commandsText['graph.setMany'],
  run(board: Board, { params, nodes }: Chosen & { params: LooseParams }) {
    const chosen = chosenOf(board, nodes, commandsText['graph.setMany']({ noun: board.store.subject.noun }))
    const within = board.store.getState().inside.length > 0
    // Validate all nodes before changing any of them.
    for (const node of chosen) {
      const specs = specsOfNode(drawingOf(board), board.store.subject.catalog, node)
      for (const [param, value] of Object.entries(params)) {
        const spec = Object.hasOwn(specs, param) ? specs[param] : undefined
        if (!spec) throw new Refusal(message('param-unknown', { param, layer: node.label }))
        const problem = within && isExpression(value) ? undefined : problemOf(spec, value)
        if (problem && problem.code !== 'param-range') throw new Refusal(problem)
      }
    }
    edit(
      board.store,
      chosen.map(({ id }): Edit => ({ type: 'set', node: id, params })),
    )
  },
})

export const healNodes = defineCommand({
  id: 'graph.heal',
  title: commandsText['graph.heal'],
  listed: true,
  shortcut: '$mod+Backspace',
  shortcutScope: 'canvas',
  enabled: selects(1),
  run(board: Board, { nodes }: Chosen) {
    const chosen = chosenOf(board, nodes, 'Remove and join the wires').map(({ id }) => id)
    edit(board.store, removeAndHeal(drawingOf(board), chosen))
  },
})

export const replaceNode = defineCommand({
  id: 'graph.replace',
  title: commandsText['graph.replace'],
  run(board: Board, { node: id, ...request }: { node: string } & NewNodeRequest) {
    const node = nodeNamed(board, id)
    const { what, title, drawing, addedBlocks } = newNode(board, request)
    const fresh = { ...node, kind: what.kind, params: what.params ?? {} }
    checkAgainst(specsOfNode(drawing, board.store.subject.catalog, fresh), title, request.params ?? {})
    const edits = replace(drawing, board.store.subject.catalog, id, what)
    if (edits.length > 0) edit(board.store, [...addedBlocks, ...edits])
    else if (node.kind === what.kind) {
      // The kind is unchanged, so only set the parameters.
      if (Object.keys(request.params ?? {}).length > 0)
        edit(board.store, [{ type: 'set', node: id, params: what.params ?? {} }])
    } else return refuse('no-replace', { node: node.label, kind: title })
  },
})

export const dropNode = defineCommand({
  id: 'graph.dropOnto',
  title: commandsText['graph.dropOnto'],
  run(board: Board, { node: id, wire, position }: { node: string; wire: string; position?: Position }) {
    const node = nodeNamed(board, id)
    const drawing = drawingOf(board)
    if (!drawing.wires.some((one) => one.id === wire)) return refuse('no-wire', { wire })
    if (position && !(Number.isFinite(position.x) && Number.isFinite(position.y))) return refuse('no-position', {})
    const edits = dropOnto(drawing, board.store.subject.catalog, id, wire)
    if (edits.length === 0) return refuse('no-drop', { node: node.label })
    edit(board.store, position ? [...dropPosition(drawing, id, wire, position), ...edits] : edits)
  },
})

export const reconnectWire = defineCommand({
  id: 'graph.reconnect',
  title: commandsText['graph.reconnect'],
  run(
    board: Board,
    { wire, from, out, to, port }: { wire: string; from?: string; out?: number; to?: string; port?: number },
  ) {
    const drawing = drawingOf(board)
    const { catalog } = board.store.subject
    if (!drawing.wires.some((one) => one.id === wire)) return refuse('no-wire', { wire })
    if (from !== undefined) {
      const source = nodeNamed(board, from)
      const { outs } = portCountsOf(drawing, catalog, source)
      if (outs === 0) return refuse('no-way-out', { node: source.label })
      if (out !== undefined && !isPort(out, outs)) return refuse('no-port', { port: Number(out) })
      edit(board.store, reconnect(drawing, wire, { from, ...(out === undefined ? {} : { out }) }))
    } else if (to !== undefined) {
      const target = nodeNamed(board, to)
      const { ins } = portCountsOf(drawing, catalog, target)
      if (ins === 0) return refuse('no-way-in', { node: target.label })
      if (port !== undefined && !isPort(port, ins)) return refuse('no-port', { port: Number(port) })
      const into = ins === 1 ? 0 : port
      edit(board.store, reconnect(drawing, wire, { to, ...(into === undefined ? {} : { port: into }) }))
    }
  },
})
