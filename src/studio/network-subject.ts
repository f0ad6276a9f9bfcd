/** @file The studio's own subject: networks of layers, checked against the data they are to learn from and the plan of their training. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import { findDataset } from '../catalog/datasets'
import { layers } from '../catalog/layers'
import { checkNetwork } from '../compile/check-network'
import { shippedBlocks } from '../gallery/blocks'
import type { Subject } from './board'
import { lessonForbids } from './lesson'
import type { AppState } from './state'

export const networkSubject: Subject<AppState> = {
  catalog: layers,
  blocks: shippedBlocks,
  check: (state) => checkNetwork(state.project.drawing, schemaOf(state), state.project.plan),
  forbids: (state, after) => lessonForbids(state, state.project.drawing, after),
  isShown: ({ room }) => room === 'build',
  shown: { room: 'build' },
}

/** What the drawing is checked against: the loaded set's schema, or what the catalog says of one not yet loaded. */
export function schemaOf(state: Pick<AppState, 'project' | 'data'>): DatasetSchema | undefined {
  return state.data.tag === 'none' ? findDataset(state.project.data.dataset)?.schema : state.data.schema
}
