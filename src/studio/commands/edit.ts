/**
 * @file Commands for the selection and for existing wires: aligning, nudging, setting, removing, replacing, dropping,
 * reconnecting.
 */
import { problemOf } from '../../catalog/params'
import { type Alignment, type Axis, align, distribute, nudge, snap } from '../../graph/arrange'
import type { DrawnNode } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { isExpression } from '../../graph/expression'
import { dropOnto, dropPosition, reconnect, removeAndHeal, replace } from '../../graph/node-edits'
import { portCountsOf, specsOfNode } from '../../graph/node-values'
import { nudgeNotes } from '../../graph/notes'
import { defaultSize } from '../../graph/spacing'
import { commandsText } from '../../messages/en/commands/studio'
import { message, Refusal, refuse } from '../../messages/message'
import { integer, optional, position, text } from '../arguments'
import { boardCommandsWith } from '../command'
import { shownDrawing } from '../network/block-levels'
import type { Board } from '../network/canvas-board'
import { checkAgainst, newNode } from '../network/new-node'
import { edit, editOn } from '../project/project-document'
import { BLOCK, NODE, NODES, NOTES, PARAMS, WIRE } from './common-arguments'

const defineBoardCommand = boardCommandsWith(commandsText)

interface Chosen {
  readonly nodes?: readonly string[] | undefined
}

const drawingOf = (board: Board) => shownDrawing(board.store.getState())
const selects = (least: number) => (board: Board, args?: Chosen) =>
  args?.nodes !== undefined || board.store.getState().selection.length >= least

function isPort(port: number, count: number): boolean {
  return port >= 0 && port < count
}

function nodeNamed(board: Board, id: string): DrawnNode {
  return drawingOf(board).nodes.find((node) => node.id === id) ?? refuse('no-node', { node: id })
}

/** The named nodes, or the selected ones if none are named. */
function chosenOf(board: Board, nodes: readonly string[] | undefined, title: string, least = 1) {
  const chosen = (nodes ?? board.store.getState().selection).map((id) => nodeNamed(board, id))
  return chosen.length >= least ? chosen : refuse('no-selection', { title, least })
}

export const selectAll = defineBoardCommand({
  id: 'select.all',
  args: {},
  listed: true,
  shortcut: '$mod+a',
  shortcutScope: 'canvas',
  run({ store }) {
    const { nodes, notes = [] } = shownDrawing(store.getState())
    store.setState({ selection: nodes.map(({ id }) => id), selectedNotes: notes.map(({ id }) => id) })
  },
})

type ArrangeId = 'graph.snap' | `graph.align.${Alignment}` | `graph.distribute.${Axis}`
const ARRANGE_TITLES: Readonly<Record<ArrangeId, string>> = commandsText

/** Defines a command that arranges the selection, which must have at least `least` nodes. */
function arranging<const I extends ArrangeId>(
  id: I,
  least: number,
  how: (nodes: readonly DrawnNode[], sizeOf: ReturnType<typeof defaultSize>) => readonly Edit[],
) {
  return defineBoardCommand({
    id,
    args: { nodes: NODES },
    listed: true,
    enabled: selects(least),
    run(board, { nodes }) {
      edit(board.store, how(chosenOf(board, nodes, ARRANGE_TITLES[id], least), defaultSize(drawingOf(board))))
    },
  })
}

const aligning = <const L extends Alignment>(line: L) =>
  arranging(`graph.align.${line}`, 2, (nodes, sizeOf) => align(nodes, line, sizeOf))
const spreading = <const A extends Axis>(axis: A) =>
  arranging(`graph.distribute.${axis}`, 3, (nodes, sizeOf) => distribute(nodes, axis, sizeOf))

export const alignLeft = aligning('left')
export const alignCenter = aligning('centre')
export const alignRight = aligning('right')
export const alignTop = aligning('top')
export const alignMiddle = aligning('middle')
export const alignBottom = aligning('bottom')
export const distributeAcross = spreading('across')
export const distributeDown = spreading('down')
export const snapToGrid = arranging('graph.snap', 1, (nodes) => snap(nodes))

/** A burst of nudges is one undo step, so that users need not undo every key press. */
export const nudgeNodes = defineBoardCommand({
  id: 'graph.nudge',
  args: { by: position, nodes: NODES, notes: NOTES },
  run(board, { by, nodes, notes }) {
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

export const setMany = defineBoardCommand({
  id: 'graph.setMany',
  args: { params: PARAMS, nodes: NODES },
  run(board, { params, nodes }) {
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

export const healNodes = defineBoardCommand({
  id: 'graph.heal',
  args: { nodes: NODES },
  listed: true,
  shortcut: '$mod+Backspace',
  shortcutScope: 'canvas',
  enabled: selects(1),
  run(board, { nodes }) {
    const chosen = chosenOf(board, nodes, 'Remove and join the wires').map(({ id }) => id)
    edit(board.store, removeAndHeal(drawingOf(board), chosen))
  },
})

export const replaceNode = defineBoardCommand({
  id: 'graph.replace',
  args: { node: NODE, kind: optional(text()), block: optional(BLOCK), params: optional(PARAMS) },
  run(board, { node: id, ...request }) {
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

export const dropNode = defineBoardCommand({
  id: 'graph.dropOnto',
  args: { node: NODE, wire: WIRE, position: optional(position) },
  run(board, { node: id, wire, position }) {
    const node = nodeNamed(board, id)
    const drawing = drawingOf(board)
    if (!drawing.wires.some((one) => one.id === wire)) return refuse('no-wire', { wire })
    const edits = dropOnto(drawing, board.store.subject.catalog, id, wire)
    if (edits.length === 0) return refuse('no-drop', { node: node.label })
    edit(board.store, position ? [...dropPosition(drawing, id, wire, position), ...edits] : edits)
  },
})

export const reconnectWire = defineBoardCommand({
  id: 'graph.reconnect',
  args: {
    wire: WIRE,
    from: optional(NODE),
    out: optional(integer()),
    to: optional(NODE),
    port: optional(integer()),
  },
  run(board, { wire, from, out, to, port }) {
    const drawing = drawingOf(board)
    const { catalog } = board.store.subject
    if (!drawing.wires.some((one) => one.id === wire)) return refuse('no-wire', { wire })
    if (from !== undefined) {
      const source = nodeNamed(board, from)
      const { outs } = portCountsOf(drawing, catalog, source)
      if (outs === 0) return refuse('no-way-out', { node: source.label })
      if (out !== undefined && !isPort(out, outs)) return refuse('no-port', { port: out })
      edit(board.store, reconnect(drawing, wire, { from, ...(out === undefined ? {} : { out }) }))
    } else if (to !== undefined) {
      const target = nodeNamed(board, to)
      const { ins } = portCountsOf(drawing, catalog, target)
      if (ins === 0) return refuse('no-way-in', { node: target.label })
      if (port !== undefined && !isPort(port, ins)) return refuse('no-port', { port })
      const into = ins === 1 ? 0 : port
      edit(board.store, reconnect(drawing, wire, { to, ...(into === undefined ? {} : { port: into }) }))
    }
  },
})
