/**
 * @file loadTestRows: the rows that a load test sends. Like the traffic of a scenario, they are rows that the models
 * were not trained on.
 */
import { loadPagedRows } from '../../data/paged-columns'
import type { RawRow } from '../../serving/validate-input'
import { rowReader } from '../../serving/request-rows'
import type { AppContext } from '../context'
import { operateController } from './controller'
import { serviceData } from './service-data'

/** The maximum number of rows. They are sent in rotation, and a JSON body for each is kept in memory. */
const MAX_ROWS = 500

/**
 * Held-out rows with their values keyed by column, sampled at even intervals if there are many. Refuses if the dataset
 * of the service is not available.
 */
export async function loadTestRows(studio: AppContext): Promise<readonly RawRow[]> {
  const { record, ready, heldOut } = await serviceData(studio, operateController(studio))
  const count = Math.min(MAX_ROWS, heldOut.length)
  const rows = Uint32Array.from(
    { length: count },
    (_, i) => heldOut[Math.floor((i * heldOut.length) / count)] as number,
  )
  const dataset = await loadPagedRows(ready.dataset, rows)
  return Array.from(rows, rowReader(dataset, record.pipeline))
}
