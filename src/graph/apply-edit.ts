/**
 * @file apply: applies an edit, which is the only way to change a drawing. Pure; an edit without effect returns the
 * same object.
 */
import { assertNever } from '../base/assert'
import type { Block } from './block'
import type { DrawnNode, Drawing, Note, Position, Wire } from './drawing'
import type { Edit } from './edit'

/** The drawing after one edit. Ids that are not in the drawing are ignored. */
export function apply(drawing: Drawing, edit: Edit): Drawing {
  switch (edit.type) {
    case 'add':
      return drawing.nodes.some(({ id }) => id === edit.node.id)
        ? drawing
        : { ...drawing, nodes: [...drawing.nodes, normalizePosition(edit.node)] }
    case 'remove':
      return remove(drawing, new Set(edit.nodes))
    case 'connect':
      return connect(drawing, edit.wire)
    case 'disconnect': {
      const wires = drawing.wires.filter(({ id }) => id !== edit.wire)
      return wires.length === drawing.wires.length ? drawing : { ...drawing, wires }
    }
    case 'move':
      return mapNodes(drawing, (node) => {
        // Use hasOwn, because a node id may be the name of an inherited property such as `constructor`.
        const to = Object.hasOwn(edit.positions, node.id) ? edit.positions[node.id] : undefined
        return to && isFinitePosition(to) && !isSamePosition(to, node.position)
          ? normalizePosition({ ...node, position: { x: to.x, y: to.y } })
          : node
      })
    case 'rename':
      return mapNodes(drawing, (node) =>
        node.id === edit.node && node.label !== edit.label ? { ...node, label: edit.label } : node,
      )
    case 'set':
      return mapNodes(drawing, (node) =>
        node.id === edit.node && changes(node, edit.params)
          ? { ...node, params: { ...node.params, ...edit.params } }
          : node,
      )
    case 'replace':
      return mapNodes(drawing, (node) =>
        node.id === edit.node &&
        (node.kind !== edit.kind || node.label !== edit.label || !sameParams(node.params, edit.params))
          ? { ...node, kind: edit.kind, label: edit.label, params: edit.params }
          : node,
      )
    case 'note':
      return writeNote(drawing, edit.note)
    case 'unnote':
      return withNotes(
        drawing,
        (drawing.notes ?? []).filter(({ id }) => !edit.notes.includes(id)),
      )
    case 'block':
      return saveBlock(drawing, edit.block)
    case 'forget':
      return removeBlocks(drawing, edit.blocks)
    case 'inside':
      return applyInside(drawing, edit.block, edit.edit)
    default:
      return assertNever(edit)
  }
}

/** The drawing after a list of edits, in order. */
export function applyAll(drawing: Drawing, edits: readonly Edit[]): Drawing {
  return edits.reduce(apply, drawing)
}

function remove(drawing: Drawing, removed: ReadonlySet<string>): Drawing {
  const nodes = drawing.nodes.filter(({ id }) => !removed.has(id))
  if (nodes.length === drawing.nodes.length) return drawing
  const wires = drawing.wires.filter(({ from, to }) => !removed.has(from) && !removed.has(to))
  // Notes pinned to a removed node are removed with it.
  const notes = drawing.notes?.filter(({ node }) => node === undefined || !removed.has(node))
  return withNotes({ ...drawing, nodes, wires }, notes ?? [])
}

function writeNote(drawing: Drawing, note: Note): Drawing {
  const fresh = normalizePosition(note)
  const notes = drawing.notes ?? []
  const before = notes.find(({ id }) => id === fresh.id)
  if (!isFinitePosition(fresh.position) || (before && same(before, fresh))) return drawing
  if (fresh.node !== undefined && !drawing.nodes.some(({ id }) => id === fresh.node)) return drawing
  return { ...drawing, notes: before ? notes.map((one) => (one === before ? fresh : one)) : [...notes, fresh] }
}

/**
 * Sets the notes of a drawing. If there are none, the drawing gets no `notes` field, so that it equals a drawing that
 * never had notes.
 */
function withNotes(drawing: Drawing, notes: readonly Note[]): Drawing {
  if (notes.length === (drawing.notes?.length ?? 0)) return drawing
  if (notes.length > 0) return { ...drawing, notes }
  const { notes: _, ...without } = drawing
  return without
}

function saveBlock(drawing: Drawing, block: Block): Drawing {
  const before = blockNamed(drawing, block.id)
  if (before && same(before, block)) return drawing
  return { ...drawing, blocks: { ...drawing.blocks, [block.id]: block } }
}

function blockNamed({ blocks }: Drawing, id: string): Block | undefined {
  return blocks && Object.hasOwn(blocks, id) ? blocks[id] : undefined
}

function removeBlocks(drawing: Drawing, removed: readonly string[]): Drawing {
  const { blocks, ...without } = drawing
  if (!blocks || !removed.some((id) => Object.hasOwn(blocks, id))) return drawing
  const left = Object.fromEntries(Object.entries(blocks).filter(([id]) => !removed.includes(id)))
  return Object.keys(left).length > 0 ? { ...without, blocks: left } : without
}

/**
 * Applies an edit inside a block. Edits of block definitions apply to the top-level drawing, which stores all of them.
 */
function applyInside(drawing: Drawing, id: string, edit: Edit): Drawing {
  if (edit.type === 'block' || edit.type === 'forget' || edit.type === 'inside') return apply(drawing, edit)
  const block = blockNamed(drawing, id)
  if (!block) return drawing
  const after = apply(block.inside, edit)
  return after === block.inside ? drawing : saveBlock(drawing, { ...block, inside: after })
}

/** Adds a wire, replacing the wire at its input port and any wire with the same id. */
function connect(drawing: Drawing, wire: Wire): Drawing {
  const has = (end: string) => drawing.nodes.some(({ id }) => id === end)
  if (!has(wire.from) || !has(wire.to)) return drawing
  const same = (a: Wire) =>
    a.id === wire.id &&
    a.from === wire.from &&
    a.to === wire.to &&
    a.port === wire.port &&
    (a.out ?? 0) === (wire.out ?? 0)
  if (drawing.wires.some(same)) return drawing
  const others = drawing.wires.filter((a) => a.id !== wire.id && !(a.to === wire.to && a.port === wire.port))
  return { ...drawing, wires: [...others, wire] }
}

function mapNodes(drawing: Drawing, change: (node: DrawnNode) => DrawnNode): Drawing {
  const nodes = drawing.nodes.map(change)
  return nodes.every((node, i) => node === drawing.nodes[i]) ? drawing : { ...drawing, nodes }
}

function changes(node: DrawnNode, params: DrawnNode['params']): boolean {
  return Object.entries(params).some(
    ([name, value]) => !Object.hasOwn(node.params, name) || JSON.stringify(node.params[name]) !== JSON.stringify(value),
  )
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function sameParams(a: DrawnNode['params'], b: DrawnNode['params']): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  )
}

/** Turns -0, which rounding produces and JSON cannot represent, into 0. */
function normalizePosition<T extends { readonly position: Position }>(thing: T): T {
  const { x, y } = thing.position
  return Object.is(x, -0) || Object.is(y, -0) ? { ...thing, position: { x: x + 0, y: y + 0 } } : thing
}

const isFinitePosition = ({ x, y }: Position) => Number.isFinite(x) && Number.isFinite(y)
const isSamePosition = (a: Position, b: Position) => a.x === b.x && a.y === b.y
