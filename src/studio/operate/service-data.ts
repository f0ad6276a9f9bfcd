/**
 * @file Service data: the data of the open service. Its requests are rows from the data of the first version in its
 * log, because a later champion may use other data with different row numbers.
 */

import { refuse } from '../../messages/message'
import type { VersionRef } from '../../ops/service-spec'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import type { Slice } from '../state-slice'
import type { ServiceLogReader } from './log/service-log'
import { modelRecord } from './project-model'
import { serviceSpec, versionOfRows, versionsOf } from './service-start'
import type { OperateState } from './state'

/** The parts of the Operate controller that are needed to find the data. */
export interface ServiceHost {
  readonly store: Slice<OperateState>
  log(): ServiceLogReader
}

export interface ServiceData {
  readonly record: ModelRecord
  readonly ready: ReadyData
  /** The rows that the simulated traffic is drawn from. */
  readonly heldOut: Uint32Array<ArrayBuffer>
}

/** The data whose rows are the requests of the open service. Refuses if no service is open or no version answers. */
export async function serviceData(studio: AppContext, controller: ServiceHost): Promise<ServiceData> {
  const { serving } = controller.store.getState()
  if (serving.tag === 'on') return dataOf(studio, await recordOf(studio, serving.rowsOf))
  const first = await recordOf(studio, firstOf(controller))
  return dataOf(studio, await versionOfRows(studio, controller.log().book, first))
}

/** The data of the current version, on which the next version will be trained. Refuses like `serviceData`. */
export async function currentVersionData(studio: AppContext, controller: ServiceHost): Promise<ServiceData> {
  return dataOf(studio, await recordOf(studio, firstOf(controller)))
}

function firstOf(controller: ServiceHost): VersionRef {
  const { board, service, aliases } = controller.store.getState()
  if (!board || service === null) return refuse('service-none', {})
  const [first] = versionsOf(serviceSpec(board, service), aliases)
  return first ?? refuse('service-no-version', { service, models: Object.keys(aliases) })
}

const recordOf = (studio: AppContext, { model: name, version }: VersionRef) => modelRecord(studio, { name, version })

async function dataOf(studio: AppContext, record: ModelRecord): Promise<ServiceData> {
  const ready = await studio.data.of(record.content)
  const { test, validation } = ready.split
  return { record, ready, heldOut: test.length > 0 ? test : validation }
}
