/** @file The shapes of edits as arguments of a command, so that a script that gets one wrong is refused with its place. */
import type { Edit } from '../../graph/edit'
import {
  type ArgSpec,
  checkedLater,
  integer,
  list,
  objectWith,
  optional,
  position,
  shape,
  table,
  text,
} from '../arguments'

const PARAMS = objectWith<object>('object')
const NODE = shape({ id: text(), kind: text(), label: text(), params: PARAMS, position })
const WIRE = shape({ id: text(), from: text(), to: text(), port: integer(), out: optional(integer()) })
const NOTE = shape({ id: text(), text: text(), position, node: optional(text()) })
const BLOCK = shape({
  ...{ id: text(), name: text(), summary: optional(text()), params: PARAMS },
  inside: shape({ nodes: list(NODE), wires: list(WIRE), notes: optional(list(NOTE)) }),
  library: optional(shape({ id: text(), version: integer() })),
})

const type = text()
const SHAPES: { readonly [K in Edit['type']]: ArgSpec } = {
  add: shape({ type, node: NODE }),
  remove: shape({ type, nodes: list(text()) }),
  connect: shape({ type, wire: WIRE }),
  disconnect: shape({ type, wire: text() }),
  move: shape({ type, positions: table(position) }),
  rename: shape({ type, node: text(), label: text() }),
  set: shape({ type, node: text(), params: PARAMS }),
  replace: shape({ type, node: text(), kind: text(), label: text(), params: PARAMS }),
  note: shape({ type, note: NOTE }),
  unnote: shape({ type, notes: list(text()) }),
  block: shape({ type, block: BLOCK }),
  forget: shape({ type, blocks: list(text()) }),
  inside: shape({ type, block: text(), edit: checkedLater<Edit>('Edit', isEdit) }),
}

function isEdit(value: unknown): boolean {
  const kind = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  return typeof kind === 'string' && Object.hasOwn(SHAPES, kind) && SHAPES[kind as Edit['type']].accepts(value)
}

/** Edits of the drawing; what they name is checked when they are applied. */
export const EDITS = list(checkedLater<Edit>('Edit', isEdit))
