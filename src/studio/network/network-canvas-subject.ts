/** @file The studio's subject: networks of layers, checked against the data and the plan. */
import { type Message, message } from '../../messages/message'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { schemaOf as pickedSchema } from '../../compile/dataset-of-project'
import { layers } from '../../catalog/layers'
import { checkNetwork } from '../../compile/check-network'
import { shippedBlocks } from '../../gallery/blocks'
import type { DrawnNode } from '../../graph/drawing'
import type { Subject } from './canvas-board'
import { lockedNodes, lessonForbids } from '../lessons/lesson-restrictions'
import type { AppState } from '../state'

export const networkSubject: Subject<AppState> = {
  catalog: layers,
  noun: 'layer',
  blocks: shippedBlocks,
  check: (state) => checkNetwork(state.project.drawing, schemaOf(state), state.project.plan),
  forbids: (state, after) => lessonForbids(state, state.project.drawing, after),
  pasteProblem,
  fixedNodes: lockedNodes,
  isShown: ({ room }) => room === 'build',
  shown: { room: 'build' },
}

/**
 * The schema that the drawing is checked against: the schema of the loaded dataset or, until a dataset is loaded, the
 * one in the catalog.
 */
export function schemaOf(state: Pick<AppState, 'project' | 'data'>): DatasetSchema | undefined {
  return state.data.tag === 'none' ? pickedSchema(state.project.data) : state.data.schema
}

/** A message if pasted inputs or outputs name columns that the data does not have. */
function pasteProblem(state: AppState, nodes: readonly DrawnNode[]): Message | undefined {
  const schema = schemaOf(state)
  if (!schema) return undefined
  const has = schema.columns.map(({ name }) => name)
  for (const { kind, label: layer, params } of nodes) {
    const named = kind === 'input' ? params.columns : kind === 'output' ? params.target : []
    // An output that names no target uses the target of the plan.
    const required = (Array.isArray(named) ? named : [named]).filter((name) => name !== undefined && name !== '')
    const columns = required.map(String).filter((name) => !has.includes(name))
    if (columns.length > 0) return message('clip-columns', { layer, columns, dataset: schema.title, has })
  }
  return undefined
}
