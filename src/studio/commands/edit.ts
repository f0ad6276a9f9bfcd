/** @file Commands on what is selected and on wires that stand: arranging, healing, replacing, dropping, reconnecting. */
import { refuse } from '../../base/messages/message'
import { layers } from '../../catalog/layers'
import { type Axis, align, distribute, type Line, snap } from '../../graph/arrange'
import type { DrawnNode, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { dropOnto, heal, reconnect, replace } from '../../graph/gestures'
import { usualSize } from '../../graph/room'
import { defineCommand } from '../command'
import type { Workshop } from '../context'
import { edit } from '../document'
import { portCounts, shownDrawing } from '../levels'

/** How many wires a layer takes at most. */
const INPUTS = { none: 0, one: 1, many: 1000 } as const

interface Chosen {
  readonly nodes?: readonly string[]
}

const drawingOf = (studio: Workshop) => shownDrawing(studio.store.getState())
const selects = (least: number) => (studio: Workshop, args?: Chosen) =>
  args?.nodes !== undefined || studio.store.getState().selection.length >= least

function isPort(port: number, count: number): boolean {
  return Number.isInteger(port) && port >= 0 && port < count
}

function nodeNamed(studio: Workshop, id: string): DrawnNode {
  return drawingOf(studio).nodes.find((node) => node.id === id) ?? refuse('no-node', { node: id })
}

/** The nodes named, or the selected ones. */
function chosenOf(studio: Workshop, nodes: readonly string[] | undefined, title: string, least = 1) {
  const chosen = (nodes ?? studio.store.getState().selection).map((id) => nodeNamed(studio, id))
  return chosen.length >= least ? chosen : refuse('no-selection', { title, least })
}

export const selectAll = defineCommand({
  id: 'select.all',
  title: 'Select all',
  listed: true,
  shortcut: '$mod+a',
  heard: 'canvas',
  args: {},
  run(studio) {
    studio.store.setState({ selection: drawingOf(studio).nodes.map(({ id }) => id) })
  },
})

/** A command that moves what is selected, two nodes or more. */
function arranging(
  id: string,
  title: string,
  least: number,
  how: (nodes: readonly DrawnNode[], sizeOf: ReturnType<typeof usualSize>) => readonly Edit[],
) {
  return defineCommand({
    id,
    title,
    listed: true,
    args: { nodes: 'node id[]? (default the selected ones)' },
    enabled: selects(least),
    run(studio, { nodes }: Chosen) {
      edit(studio.store, how(chosenOf(studio, nodes, title, least), usualSize(drawingOf(studio))))
    },
  })
}

const aligning = (line: Line, title: string) =>
  arranging(`graph.align.${line}`, title, 2, (nodes, sizeOf) => align(nodes, line, sizeOf))
const spreading = (axis: Axis, title: string) =>
  arranging(`graph.distribute.${axis}`, title, 3, (nodes, sizeOf) => distribute(nodes, axis, sizeOf))

export const alignLeft = aligning('left', 'Align left edges')
export const alignCentre = aligning('centre', 'Align centres')
export const alignRight = aligning('right', 'Align right edges')
export const alignTop = aligning('top', 'Align tops')
export const alignMiddle = aligning('middle', 'Align middles')
export const alignBottom = aligning('bottom', 'Align bottoms')
export const distributeAcross = spreading('across', 'Space evenly across')
export const distributeDown = spreading('down', 'Space evenly down')
export const snapToGrid = arranging('graph.snap', 'Snap to the grid', 1, (nodes) => snap(nodes))

export const healNodes = defineCommand({
  id: 'graph.heal',
  title: 'Remove and join the wires',
  listed: true,
  shortcut: '$mod+Backspace',
  heard: 'canvas',
  args: { nodes: 'node id[]? (default the selected ones)' },
  enabled: selects(1),
  run(studio, { nodes }: Chosen) {
    const chosen = chosenOf(studio, nodes, 'Remove and join the wires').map(({ id }) => id)
    edit(studio.store, heal(drawingOf(studio), chosen))
  },
})

export const replaceNode = defineCommand({
  id: 'graph.replace',
  title: 'Replace a layer by another',
  args: { node: 'node id', kind: 'string' },
  run(studio, { node: id, kind }: { node: string; kind: string }) {
    const node = nodeNamed(studio, id)
    const def = layers.find(kind) ?? refuse('unknown-kind', { kind })
    if (node.kind === kind) return
    const edits = replace(drawingOf(studio), layers, id, kind)
    if (edits.length === 0) return refuse('no-replace', { node: node.label, kind: def.title })
    edit(studio.store, edits)
  },
})

export const dropNode = defineCommand({
  id: 'graph.dropOnto',
  title: 'Put a layer into a wire',
  args: { node: 'node id', wire: 'wire id', position: '{x, y}?' },
  run(studio, { node: id, wire, position }: { node: string; wire: string; position?: Position }) {
    const node = nodeNamed(studio, id)
    const drawing = drawingOf(studio)
    if (!drawing.wires.some((one) => one.id === wire)) return refuse('no-wire', { wire })
    if (position && !(Number.isFinite(position.x) && Number.isFinite(position.y))) return refuse('no-position', {})
    const edits = dropOnto(drawing, layers, id, wire)
    if (edits.length === 0) return refuse('no-drop', { node: node.label })
    edit(studio.store, position ? [{ type: 'move', positions: { [id]: position } }, ...edits] : edits)
  },
})

export const reconnectWire = defineCommand({
  id: 'graph.reconnect',
  title: "Move a wire's end",
  args: { wire: 'wire id', from: 'node id?', out: 'number?', to: 'node id?', port: 'number?' },
  run(
    studio,
    { wire, from, out, to, port }: { wire: string; from?: string; out?: number; to?: string; port?: number },
  ) {
    const drawing = drawingOf(studio)
    if (!drawing.wires.some((one) => one.id === wire)) return refuse('no-wire', { wire })
    if (from !== undefined) {
      const source = nodeNamed(studio, from)
      const outs = portCounts(drawing, source)?.outs ?? (layers.find(source.kind)?.out === false ? 0 : 1)
      if (outs === 0) return refuse('no-way-out', { node: source.label })
      if (out !== undefined && !isPort(out, outs)) return refuse('no-port', { port: Number(out) })
      edit(studio.store, reconnect(drawing, wire, { from, ...(out === undefined ? {} : { out }) }))
    } else if (to !== undefined) {
      const target = nodeNamed(studio, to)
      const ins = portCounts(drawing, target)?.ins ?? INPUTS[layers.find(target.kind)?.inputs ?? 'many']
      if (ins === 0) return refuse('no-way-in', { node: target.label })
      if (port !== undefined && !isPort(port, ins)) return refuse('no-port', { port: Number(port) })
      const into = ins === 1 ? 0 : port
      edit(studio.store, reconnect(drawing, wire, { to, ...(into === undefined ? {} : { port: into }) }))
    }
  },
})
