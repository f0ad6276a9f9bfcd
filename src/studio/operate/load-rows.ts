/** @file loadRows: what a load test sends: rows that the models of the open service have not learnt from, as its score's traffic brings them. */
import { bringRows } from '../../data/paged'
import type { RawRow } from '../../serving/validate-input'
import { rowReader } from '../../serving/rows'
import type { AppContext } from '../context'
import { type ServedDesk, servedData } from './served-data'

/** Rows that are sent in turn: each is a body of JSON that is kept. */
const MOST_ROWS = 500

/** Values by column of held-out rows, from all over where they are many. Refuses where the set of what serves is not to be had. */
export async function loadRows(studio: AppContext, desk: ServedDesk): Promise<readonly RawRow[]> {
  const { record, ready, heldOut } = await servedData(studio, desk)
  const count = Math.min(MOST_ROWS, heldOut.length)
  const rows = Uint32Array.from(
    { length: count },
    (_, i) => heldOut[Math.floor((i * heldOut.length) / count)] as number,
  )
  const dataset = await bringRows(ready.dataset, rows)
  return Array.from(rows, rowReader(dataset, record.pipeline))
}
