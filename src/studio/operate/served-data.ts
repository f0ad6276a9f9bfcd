/** @file ServedData: the data of the open service: the version it answers by first, and the rows that one was made of. */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../../base/messages/message'
import type { ModelRecord } from '../../storage/records'
import type { Workshop } from '../context'
import type { ReadyData } from '../data-session'
import { specOf, versionsIn } from './service-start'
import type { OperateState } from './state'

/** What of the desk is needed to know its data. */
export interface ServedDesk {
  readonly store: StoreApi<OperateState>
}

export interface ServedData {
  readonly record: ModelRecord
  readonly ready: ReadyData
  /** Rows that the score's traffic is drawn from. */
  readonly heldOut: Uint32Array<ArrayBuffer>
}

/** The data of the open service. Refuses where none is open or no version answers. */
export async function servedData(studio: Workshop, desk: ServedDesk): Promise<ServedData> {
  const { board, service, aliases } = desk.store.getState()
  if (!board || service === null) return refuse('service-none', {})
  const spec = specOf(board, service)
  const [first] = versionsIn(spec, aliases)
  if (!first) return refuse('service-no-version', { service, models: Object.keys(aliases) })
  const { model: name, version } = first
  const record = (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version })
  const ready = await studio.data.of(record.content)
  const { test, validation } = ready.split
  return { record, ready, heldOut: test.length > 0 ? test : validation }
}
