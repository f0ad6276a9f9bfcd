/** @file apply: the only way a drawing changes. Pure; an edit that changes nothing returns the very same drawing. */
import { never } from '../base/assert'
import type { DrawnNode, Drawing, Position, Wire } from './drawing'
import type { Edit } from './edit'

/** The drawing after one edit. What an edit names but the drawing lacks is passed over. */
export function apply(drawing: Drawing, edit: Edit): Drawing {
  switch (edit.type) {
    case 'add':
      return drawing.nodes.some(({ id }) => id === edit.node.id)
        ? drawing
        : { ...drawing, nodes: [...drawing.nodes, edit.node] }
    case 'remove':
      return remove(drawing, new Set(edit.nodes))
    case 'connect':
      return connect(drawing, edit.wire)
    case 'disconnect': {
      const wires = drawing.wires.filter(({ id }) => id !== edit.wire)
      return wires.length === drawing.wires.length ? drawing : { ...drawing, wires }
    }
    case 'move':
      return eachNode(drawing, (node) => {
        // hasOwn: a node may be called `constructor`.
        const to = Object.hasOwn(edit.positions, node.id) ? edit.positions[node.id] : undefined
        return to && isPlace(to) && !samePlace(to, node.position) ? { ...node, position: { x: to.x, y: to.y } } : node
      })
    case 'rename':
      return eachNode(drawing, (node) =>
        node.id === edit.node && node.label !== edit.label ? { ...node, label: edit.label } : node,
      )
    case 'set':
      return eachNode(drawing, (node) =>
        node.id === edit.node && changes(node, edit.params)
          ? { ...node, params: { ...node.params, ...edit.params } }
          : node,
      )
    default:
      return never(edit)
  }
}

/** The drawing after a list of edits, in order. */
export function applyAll(drawing: Drawing, edits: readonly Edit[]): Drawing {
  return edits.reduce(apply, drawing)
}

function remove(drawing: Drawing, gone: ReadonlySet<string>): Drawing {
  const nodes = drawing.nodes.filter(({ id }) => !gone.has(id))
  if (nodes.length === drawing.nodes.length) return drawing
  return { nodes, wires: drawing.wires.filter(({ from, to }) => !gone.has(from) && !gone.has(to)) }
}

/** A wire replaces what stood at its port, and an older wire of its own id. */
function connect(drawing: Drawing, wire: Wire): Drawing {
  const has = (end: string) => drawing.nodes.some(({ id }) => id === end)
  if (!has(wire.from) || !has(wire.to)) return drawing
  const same = (a: Wire) => a.id === wire.id && a.from === wire.from && a.to === wire.to && a.port === wire.port
  if (drawing.wires.some(same)) return drawing
  const others = drawing.wires.filter((a) => a.id !== wire.id && !(a.to === wire.to && a.port === wire.port))
  return { ...drawing, wires: [...others, wire] }
}

function eachNode(drawing: Drawing, change: (node: DrawnNode) => DrawnNode): Drawing {
  const nodes = drawing.nodes.map(change)
  return nodes.every((node, i) => node === drawing.nodes[i]) ? drawing : { ...drawing, nodes }
}

function changes(node: DrawnNode, params: DrawnNode['params']): boolean {
  return Object.entries(params).some(
    ([name, value]) => !Object.hasOwn(node.params, name) || JSON.stringify(node.params[name]) !== JSON.stringify(value),
  )
}

const isPlace = ({ x, y }: Position) => Number.isFinite(x) && Number.isFinite(y)
const samePlace = (a: Position, b: Position) => a.x === b.x && a.y === b.y
