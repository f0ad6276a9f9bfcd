/** @file The studio's own subject: networks of layers, checked against the data they are to learn from and the plan of their training. */
import { type Message, message } from '../messages/message'
import type { DatasetSchema } from '../catalog/dataset-schema'
import { schemaOf as pickedSchema } from '../compile/picked'
import { layers } from '../catalog/layers'
import { checkNetwork } from '../compile/check-network'
import { shippedBlocks } from '../gallery/blocks'
import type { DrawnNode } from '../graph/drawing'
import type { Subject } from './board'
import { heldNodes, lessonForbids } from './lesson'
import type { AppState } from './state'

export const networkSubject: Subject<AppState> = {
  catalog: layers,
  noun: 'layer',
  blocks: shippedBlocks,
  check: (state) => checkNetwork(state.project.drawing, schemaOf(state), state.project.plan),
  forbids: (state, after) => lessonForbids(state, state.project.drawing, after),
  foreign,
  held: heldNodes,
  isShown: ({ room }) => room === 'build',
  shown: { room: 'build' },
}

/** What the drawing is checked against: the loaded set's schema, or what the catalog says of one not yet loaded. */
export function schemaOf(state: Pick<AppState, 'project' | 'data'>): DatasetSchema | undefined {
  return state.data.tag === 'none' ? pickedSchema(state.project.data) : state.data.schema
}

/** Ends that are about columns which the data here do not have. */
function foreign(state: AppState, nodes: readonly DrawnNode[]): Message | undefined {
  const schema = schemaOf(state)
  if (!schema) return undefined
  const has = schema.columns.map(({ name }) => name)
  for (const { kind, label: layer, params } of nodes) {
    const named = kind === 'input' ? params.columns : kind === 'output' ? params.target : []
    // An output without a target of its own is about the plan's.
    const wanted = (Array.isArray(named) ? named : [named]).filter((name) => name !== undefined && name !== '')
    const columns = wanted.map(String).filter((name) => !has.includes(name))
    if (columns.length > 0) return message('clip-columns', { layer, columns, dataset: schema.title, has })
  }
  return undefined
}
