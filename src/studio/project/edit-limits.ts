/** @file Limits of edits: those of a project file, so that whatever a command accepts can be saved and opened again. */
import type { LooseParams } from '../../catalog/node-def'
import type { Drawing, DrawnNode, Note, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { type Message, message } from '../../messages/message'
import { MOST } from '../../storage/file-limits'

/** A message if an edit has a value that a project file cannot have. */
export function editProblem(edits: readonly Edit[]): Message | undefined {
  return first(edits, problemOf)
}

/** A message if a level has more nodes or wires than a project file, and more than before. */
export function sizeProblem(before: Drawing, after: Drawing): Message | undefined {
  for (const part of ['nodes', 'wires'] as const) {
    const has = after[part].length
    if (has > MOST[part] && has > before[part].length) return message('drawing-full', { part, has, most: MOST[part] })
  }
  return undefined
}

function problemOf(edit: Edit): Message | undefined {
  switch (edit.type) {
    case 'add':
      return nodeProblem(edit.node)
    case 'move':
      return first(Object.values(edit.positions), positionProblem)
    case 'rename':
      return labelProblem(edit.label)
    case 'set':
      return paramsProblem(edit.params)
    case 'replace':
      return labelProblem(edit.label) ?? paramsProblem(edit.params)
    case 'note':
      return noteProblem(edit.note)
    case 'block':
      return first(edit.block.inside.nodes, nodeProblem) ?? first(edit.block.inside.notes ?? [], noteProblem)
    case 'inside':
      return problemOf(edit.edit)
    case 'remove':
    case 'connect':
    case 'disconnect':
    case 'unnote':
    case 'forget':
      return undefined
    default:
      return edit satisfies never
  }
}

const nodeProblem = ({ position, label, params }: DrawnNode) =>
  positionProblem(position) ?? labelProblem(label) ?? paramsProblem(params)

const noteProblem = ({ position, text }: Note) =>
  positionProblem(position) ??
  (text.length > MOST.note ? message('note-long', { has: text.length, most: MOST.note }) : undefined)

function positionProblem({ x, y }: Position): Message | undefined {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return message('no-position', {})
  return Math.max(Math.abs(x), Math.abs(y)) > MOST.position
    ? message('position-range', { most: MOST.position })
    : undefined
}

function labelProblem(label: string): Message | undefined {
  return label.length > MOST.label ? message('label-long', { has: label.length, most: MOST.label }) : undefined
}

function paramsProblem(params: LooseParams): Message | undefined {
  return first(Object.entries(params), ([param, value]) =>
    Array.isArray(value) && value.length > MOST.listItems
      ? message('list-long', { name: param, has: value.length, most: MOST.listItems })
      : undefined,
  )
}

/** The first message about an item. */
function first<T>(items: readonly T[], problem: (item: T) => Message | undefined): Message | undefined {
  for (const item of items) {
    const found = problem(item)
    if (found) return found
  }
  return undefined
}
