/**
 * @file collectRequests: saves requests from the log, with the labels that have arrived, as rows of a dataset, for
 * example to train on drifted inputs.
 */
import { datasetsText } from '../../../messages/en/studio/datasets'
import { formatMessage, refuse } from '../../../messages/message'
import '../../../messages/en/operate'
import { columnIndex } from '../../../catalog/dataset-schema'
import { packChunk } from '../../../data/packed-chunk'
import { type RowValues, rowsFromValues } from '../../../data/rows-from-values'
import { slotOf, UNLABELED } from '../../../ops/log/request-buffer'
import type { AppContext } from '../../context'
import { addPart } from '../../data/collect-samples'
import { createSet } from '../../data/custom-dataset-session'
import { operateController } from '../controller'
import { manualLabelLookup } from '../labels'
import { loadSentRows, sentInputReader, valuesForRow } from '../requests/request-inputs'
import { serviceData } from '../service-start'

export interface CollectRequestsOptions {
  readonly requests: readonly number[]
  /** The title of the new dataset; by default it names the service. */
  readonly title?: string | undefined
  /** The id of a dataset with the same columns. The rows are added to it as a new version. */
  readonly dataset?: string | undefined
}

export interface CollectedRequests {
  /** The id of the dataset. */
  readonly dataset: string
  readonly rows: number
  readonly labeled: number
  /** The requests that were added without a label. */
  readonly unlabeled: readonly number[]
}

/**
 * Creates a dataset from the requests, or adds them to an existing one. Refuses if none of the requests is still in the
 * log.
 */
export async function collectRequests(
  studio: AppContext,
  { requests, title, dataset }: CollectRequestsOptions,
): Promise<CollectedRequests> {
  const controller = operateController(studio)
  const data = await serviceData(studio, controller)
  const log = controller.log()
  const { schema } = data.ready.dataset
  const target = data.record.pipeline.outputs[0]?.column ?? schema.target
  const inputOf = sentInputReader(
    data,
    log,
    controller.service().scenario,
    await loadSentRows(data.ready, log, requests),
  )
  const labelOf = await manualLabelLookup(studio)
  const { buffer } = log.fold
  const unlabeled: number[] = []
  const rows = requests.flatMap((request): RowValues[] => {
    const sent = inputOf(request)
    const place = slotOf(buffer, request)
    if (!sent || place < 0) return []
    const label = buffer.label[place] as number
    const value = buffer.labelBy[place] === UNLABELED ? labelOf(request) : (log.book?.classes[label] ?? label)
    if (value === undefined) unlabeled.push(request)
    const names = Object.keys(sent.values).filter((name) => name !== target && columnIndex(schema, name) >= 0)
    return [{ ...valuesForRow(schema, sent.values, names), [target]: value ?? null }]
  })
  if (rows.length === 0) return refuse('drift-nothing-kept', { requests: requests.length })
  const went = { rows: rows.length, labeled: rows.length - unlabeled.length, unlabeled }
  const made = (of: typeof schema) => {
    const read = rowsFromValues(of, rows)
    return read.ok ? read.value : refuse('drift-rows-unfit', { why: formatMessage(read.error) })
  }
  const source = datasetsText.requests.source({ requests: rows.length, service: controller.service().name })
  if (dataset !== undefined) {
    await addPart(studio, dataset, { source }, made)
    return { dataset, ...went }
  }
  const part = made(schema)
  const writer = await studio.storage.sets.beginImport()
  try {
    const chunks = [await writer.put(packChunk(part), rows.length)]
    const card = { about: datasetsText.requests.about, source }
    const id = await createSet(studio, { writer, title: title ?? source, schema: part.schema, chunks, card })
    return { dataset: id, ...went }
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}
