/**
 * @file Adds images from files to the dataset being collected, for one class or by folder name. The import worker
 * decodes them and resizes them to the dataset's image size; they are added as one step.
 */
import '../../messages/en/collect'
import { datasetsText } from '../../messages/en/studio/datasets'
import { type Message, message, Refusal, refuse } from '../../messages/message'
import { type Column, columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import { classColumn, imageColumn } from '../../data/collected-classes'
import { joinColumns, textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { backgroundOf } from '../../data/image-background'
import { rowsFromValues } from '../../data/rows-from-values'
import { unpackChunk } from '../../data/packed-chunk'
import { isImage } from '../../ingest/images/check-image'
import { labelByFolder } from '../../ingest/files/folder-labels'
import { openIngest } from '../../protocol/ingest-client'
import type { IngestResult } from '../../protocol/ingest-messages'
import { ingestFiles } from './import-dataset'
import { addPart, labelOf } from './collect-samples'
import type { AppContext } from '../context'
import type { GivenFile } from './input-file'
import { datasetAtVersionInUse } from './custom-dataset-session'

export interface AddingFiles {
  readonly set?: string | undefined
  readonly files: readonly GivenFile[]
  /** The class of the images; absent if the images are not labeled yet. */
  readonly label?: string | undefined
  /**
   * Files in folders get the folder's name as their class, which is created if it is missing; `label` applies to all
   * other files.
   */
  readonly folders?: boolean | undefined
  /** Inverts gray images with a light background, so that their background is dark, as on the drawing pad. */
  readonly invert?: boolean | undefined
  /** Changes with the same group are undone together. */
  readonly group?: string | undefined
}

/** The maximum number of files per import, because all of them are kept in memory until they are added. */
const MOST = 5000

/** Import notes that are expected here and not reported: no class folders, a test folder, or resized images. */
const EXPECTED: ReadonlySet<string> = new Set(['classes-none', 'classes-test', 'pictures-resized'])

/** Adds images. Resolves with the import notes worth showing; refuses if no file is an image or there are too many. */
export async function addFiles(
  studio: AppContext,
  { set: id, files: given, label, folders = false, invert = false, group }: AddingFiles,
): Promise<readonly Message[]> {
  const { schema, title } = await datasetAtVersionInUse(studio, id ?? studio.store.getState().project.data.dataset)
  const form = imageColumn(schema) ?? refuse('collect-no-pictures', { title })
  // The folders define the classes, so a label table among the files is ignored.
  const files = folders ? given.filter(({ path }) => isImage(path)) : given
  if (files.length === 0) refuse('collect-no-files', { files: given.length })
  if (files.length > MOST) refuse('collect-many-files', { files: files.length, most: MOST })
  const client = (studio.openIngest ?? openIngest)()
  try {
    const chunks: { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }[] = []
    const { height, width } = form
    const image = { height, width, channels: form.channels === 1 ? 1 : 3 } as const
    const result = await client.read(
      ingestFiles(files),
      { format: 'pictures', image, joins: true },
      {
        onProgress: () => undefined,
        keep: async (bytes, rows) => {
          chunks.push({ bytes: bytes.slice(), rows })
        },
      },
    )
    const read = columnsOf(result, chunks)
    const pictures = joinColumns(form, read.of('image'))
    const light = form.channels === 1 ? lightImages(pictures, form, invert) : 0
    const rows = result.rows
    const labels = folders ? labelsOf(read, rows, files) : []
    const from = folders
      ? datasetsText.imagesFromFolders
      : label === undefined
        ? datasetsText.imagesFromFiles
        : datasetsText.classFromFiles({ label })
    await addPart(studio, id, { source: from, ...(group === undefined ? {} : { group }) }, (of) =>
      withPictures(of, form.name, pictures, (row) => labels[row] ?? label),
    )
    const notes = result.notes.filter(({ code }) => !EXPECTED.has(code))
    return light === 0 || invert ? notes : [...notes, message('collect-light', { images: light, of: rows })]
  } finally {
    client.close()
  }
}

type Picture = NonNullable<ReturnType<typeof imageColumn>>
type Chunks = readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }[]

/** How many gray images have a light background; they are inverted in place if asked. */
function lightImages(pictures: Column, { height, width }: Picture, invert: boolean): number {
  if (pictures.type !== 'image') return 0
  const size = height * width
  let light = 0
  for (let at = 0; at < pictures.pixels.length; at += size) {
    const image = pictures.pixels.subarray(at, at + size)
    if (backgroundOf(image, height, width) !== 'light') continue
    light++
    if (invert) for (let i = 0; i < size; i++) image[i] = 255 - (image[i] as number)
  }
  return light
}

/** The columns of the chunks: one image column, and one text column that contains the file names. */
function columnsOf({ schema }: IngestResult, chunks: Chunks): Read {
  const parts = chunks.map(({ bytes, rows }) => {
    const columns = unpackChunk(schema, rows, bytes)
    if (!columns.ok) throw new Error(`a chunk that was just read is wrong: ${columns.error}`)
    return columns.value
  })
  return {
    of: (type) => {
      const at = schema.columns.findIndex((column) => column.type === type)
      return parts.map((columns) => columns[at] as Column)
    },
  }
}

interface Read {
  of(type: 'image' | 'text'): readonly Column[]
}

/** The class of each row, which is the folder name of its file; undefined for files outside folders. */
function labelsOf(read: Read, rows: number, files: readonly GivenFile[]): readonly (string | undefined)[] {
  const all = labelByFolder(ingestFiles(files))
  // If all files are in one folder, labelByFolder strips it as the common prefix, so use the folder's name.
  const byPath = new Map(all.map(({ file: { path }, label }) => [path, label ?? path.split('/').at(-2)]))
  const names = joinColumns({ name: 'file', type: 'text' }, read.of('text'))
  if (names.type !== 'text') return []
  return Array.from({ length: rows }, (_, row) => {
    const label = byPath.get(textAt(names, row))
    return label === undefined ? undefined : labelOf(label)
  })
}

/**
 * A schema and rows for these images. A label that differs from an existing class only in case or whitespace is mapped
 * to that class.
 */
function withPictures(
  schema: DatasetSchema,
  name: string,
  pictures: Column,
  labelAt: (row: number) => string | undefined,
): Dataset {
  const at = columnIndex(schema, name)
  const { height, width, channels } = schema.columns[at] as Picture
  const count = pictures.type === 'image' ? pictures.pixels.length / (height * width * channels) : 0
  const has = (column: string, type: string) => schema.columns.some((one) => one.name === column && one.type === type)
  const known = new Map((classColumn(schema)?.values ?? []).toReversed().map((value) => [plain(value), value]))
  const row = {
    ...(has('from', 'category') ? { from: 'file' } : {}),
    ...(has('time', 'time') ? { time: Date.now() } : {}),
  }
  const rows = rowsFromValues(
    schema,
    Array.from({ length: count }, (_, i) => {
      const label = labelAt(i)
      if (label === undefined) return row
      const taken = classColumn(schema)?.values.includes(label) ? label : (known.get(plain(label)) ?? label)
      return { ...row, [schema.target]: taken }
    }),
  )
  if (!rows.ok) throw new Refusal(rows.error)
  return { ...rows.value, columns: rows.value.columns.with(at, pictures) }
}

function plain(label: string): string {
  return label.trim().toLowerCase()
}
