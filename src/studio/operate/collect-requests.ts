/** @file collectRequests: requests of the log as rows of a set of one's own, with the labels that came: what drifted becomes data. */
import { datasetsText } from '../../messages/en/studio/datasets'
import { refuse, formatMessage } from '../../messages/message'
import '../../messages/en/operate'
import { columnIndex } from '../../catalog/dataset-schema'
import { type GivenRow, givenRows } from '../../data/given-rows'
import { packChunk } from '../../data/kept-format'
import { placeOf, UNLABELLED } from '../../ops/log/request-buffer'
import { addPart } from '../collect'
import type { AppContext } from '../context'
import { createSet } from '../dataset-session'
import { operateDesk } from './controller'
import { saidByHand } from './labels'
import { bringSent, sentInputs } from './request-input'
import { servedData } from './served-data'

export interface Collect {
  readonly requests: readonly number[]
  /** Of the new set; without, from what they were of. */
  readonly title?: string
  /** A set of one's own of the same columns: the rows are added to it, which is a new version. */
  readonly set?: string
}

export interface Collected {
  readonly set: string
  readonly rows: number
  readonly labelled: number
  /** Requests that are rows without a label. */
  readonly unlabelled: readonly number[]
}

/** Makes a set of them, or adds them to one. Refuses where none of them is kept. */
export async function collectRequests(studio: AppContext, { requests, title, set }: Collect): Promise<Collected> {
  const desk = operateDesk(studio)
  const data = await servedData(studio, desk)
  const log = desk.log()
  const { schema } = data.ready.dataset
  const target = data.record.pipeline.outputs[0]?.column ?? schema.target
  const inputOf = sentInputs(data, log, desk.service().score, await bringSent(data.ready, log, requests))
  const saidOf = await saidByHand(studio)
  const { ring } = log.fold
  const unlabelled: number[] = []
  const rows = requests.flatMap((request): GivenRow[] => {
    const sent = inputOf(request)
    const place = placeOf(ring, request)
    if (!sent || place < 0) return []
    const label = ring.label[place] as number
    const said = ring.labelBy[place] === UNLABELLED ? saidOf(request) : (log.book?.classes[label] ?? label)
    if (said === undefined) unlabelled.push(request)
    const values = Object.entries(sent.values).filter(([name]) => name !== target && columnIndex(schema, name) >= 0)
    return [{ ...Object.fromEntries(values), [target]: said ?? null }]
  })
  if (rows.length === 0) return refuse('drift-nothing-kept', { requests: requests.length })
  const went = { rows: rows.length, labelled: rows.length - unlabelled.length, unlabelled }
  const made = (of: typeof schema) => {
    const read = givenRows(of, rows)
    return read.ok ? read.value : refuse('drift-rows-unfit', { why: formatMessage(read.error) })
  }
  const source = datasetsText.requests.source({ requests: rows.length, service: desk.service().name })
  if (set !== undefined) {
    await addPart(studio, set, { source }, made)
    return { set, ...went }
  }
  const part = made(schema)
  const writer = await studio.storage.sets.beginImport()
  try {
    const chunks = [await writer.put(packChunk(part), rows.length)]
    const card = { about: datasetsText.requests.about, source }
    const id = await createSet(studio, { writer, title: title ?? source, schema: part.schema, chunks, card })
    return { set: id, ...went }
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}
