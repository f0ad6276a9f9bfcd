/**
 * @file ServedData: the data of the open service. Its requests are rows of the version that its log began with: a champion that takes over
 * later may have learnt from other rows, which are numbered otherwise.
 */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../../messages/message'
import type { VersionRef } from '../../ops/service-spec'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data-session'
import type { ServiceLog } from './service-log'
import { rowsRecord, specOf, versionsIn } from './service-start'
import type { OperateState } from './state'

/** What of the desk is needed to know its data. */
export interface ServedDesk {
  readonly store: StoreApi<OperateState>
  log(): ServiceLog
}

export interface ServedData {
  readonly record: ModelRecord
  readonly ready: ReadyData
  /** Rows that the score's traffic is drawn from. */
  readonly heldOut: Uint32Array<ArrayBuffer>
}

/** The data that the open service's requests are rows of. Refuses where none is open or no version answers. */
export async function servedData(studio: AppContext, desk: ServedDesk): Promise<ServedData> {
  const { serving } = desk.store.getState()
  if (serving.tag === 'on') return dataOf(studio, await recordOf(studio, serving.rowsOf))
  const first = await recordOf(studio, firstOf(desk))
  return dataOf(studio, await rowsRecord(studio, desk.log().book, first))
}

/** The data of the version that answers first by now: what the next one is trained from. Refuses as `servedData` does. */
export async function answeringData(studio: AppContext, desk: ServedDesk): Promise<ServedData> {
  return dataOf(studio, await recordOf(studio, firstOf(desk)))
}

function firstOf(desk: ServedDesk): VersionRef {
  const { board, service, aliases } = desk.store.getState()
  if (!board || service === null) return refuse('service-none', {})
  const [first] = versionsIn(specOf(board, service), aliases)
  return first ?? refuse('service-no-version', { service, models: Object.keys(aliases) })
}

async function recordOf({ storage }: AppContext, { model: name, version }: VersionRef): Promise<ModelRecord> {
  return (await storage.models.get(name, version)) ?? refuse('no-model', { name, version })
}

async function dataOf(studio: AppContext, record: ModelRecord): Promise<ServedData> {
  const ready = await studio.data.of(record.content)
  const { test, validation } = ready.split
  return { record, ready, heldOut: test.length > 0 ? test : validation }
}
