/** @file Pictures from files for a class that is being collected: read by the ingest worker, brought to the set's size, added as one step. */
import '../base/messages/learn-collect'
import { Refusal, refuse } from '../base/messages/message'
import { type Column, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import { pictureColumn } from '../data/buckets'
import { joinColumns } from '../data/columns'
import type { Dataset } from '../data/dataset'
import { givenRows } from '../data/given-rows'
import { unpackChunk } from '../data/kept-format'
import { openIngest } from '../protocol/ingest-client'
import type { IngestResult } from '../protocol/ingest-messages'
import { ingestFiles } from './bring'
import { addPart } from './collect'
import type { Workshop } from './context'
import type { GivenFile } from './given-file'
import { standing } from './set-session'

export interface AddingFiles {
  readonly set?: string
  readonly files: readonly GivenFile[]
  /** The class they are of; none where they have none yet. */
  readonly label?: string
}

/** They lie in memory at once until they are added. */
const MOST = 5000

/** Adds pictures. Resolves with what to know of them; refuses where none can be read. */
export async function addFiles(
  studio: Workshop,
  { set: id, files, label }: AddingFiles,
): Promise<IngestResult['notes']> {
  const { schema, title } = await standing(studio, id ?? studio.store.getState().project.data.dataset)
  const form = pictureColumn(schema) ?? refuse('collect-no-pictures', { title })
  if (files.length > MOST) refuse('collect-many-files', { files: files.length, most: MOST })
  const client = (studio.openIngest ?? openIngest)()
  try {
    const chunks: { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }[] = []
    const { height, width } = form
    const image = { height, width, channels: form.channels === 1 ? 1 : 3 } as const
    const result = await client.read(
      ingestFiles(files),
      { format: 'pictures', image },
      {
        onProgress: () => undefined,
        keep: async (bytes, rows) => {
          chunks.push({ bytes: bytes.slice(), rows })
        },
      },
    )
    const read = (of: DatasetSchema) => withPictures(of, form.name, picturesIn(result, chunks, form), label)
    const name = label === undefined ? 'pictures from files' : `"${label}" from files`
    await addPart(studio, id, { source: name }, read)
    return result.notes
  } finally {
    client.close()
  }
}

type Picture = NonNullable<ReturnType<typeof pictureColumn>>

function picturesIn(
  { schema }: IngestResult,
  chunks: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }[],
  form: Picture,
): Column {
  const at = schema.columns.findIndex(({ type }) => type === 'image')
  const parts = chunks.map(({ bytes, rows }) => {
    const columns = unpackChunk(schema, rows, bytes)
    if (!columns.ok) throw new Error(`a chunk that was just read is wrong: ${columns.error}`)
    return columns.value[at] as Column
  })
  return joinColumns(form, parts)
}

/** Rows of the set's schema with these pictures. */
function withPictures(schema: DatasetSchema, name: string, pictures: Column, label: string | undefined): Dataset {
  const at = columnIndex(schema, name)
  const { height, width, channels } = schema.columns[at] as Picture
  const count = pictures.type === 'image' ? pictures.pixels.length / (height * width * channels) : 0
  const has = (column: string, type: string) => schema.columns.some((one) => one.name === column && one.type === type)
  const row = {
    ...(label === undefined ? {} : { [schema.target]: label }),
    ...(has('from', 'category') ? { from: 'file' } : {}),
    ...(has('time', 'time') ? { time: Date.now() } : {}),
  }
  const rows = givenRows(
    schema,
    Array.from({ length: count }, () => row),
  )
  if (!rows.ok) throw new Refusal(rows.error)
  return { ...rows.value, columns: rows.value.columns.with(at, pictures) }
}
