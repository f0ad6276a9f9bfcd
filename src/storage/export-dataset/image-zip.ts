/**
 * @file Images as PNG files: one folder per class if the dataset consists of one image column and its class, otherwise
 * one folder per column; plus a table of labels if the folders do not contain all information.
 */

import { zlibSync } from 'fflate'
import { crc32 } from '../../base/crc32'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { perRow } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { message, Refusal } from '../../messages/message'
import { csvText, toCsv } from './csv'
import { blobSink, plainNames, type Rest, type Sink, zipParts } from './sink'

/** Maximum number of files; a zip without the 64-bit extension can hold 65,535. */
const MOST_FILES = 65_000
const A_PART = 500

type Picture = Extract<ColumnSchema, { type: 'image' }>

/** Writes the images of a dataset as a zip. */
export async function toImageZip(dataset: Dataset, sink: Sink, rest: Rest): Promise<void> {
  const { schema, columns } = dataset
  const pictures = schema.columns.filter((of): of is Picture => of.type === 'image')
  const count = pictures.length * schema.rows
  if (count > MOST_FILES) throw new Refusal(message('export-many-files', { files: count, most: MOST_FILES }))
  const target = schema.columns.findIndex(({ name, type }) => name === schema.target && type === 'category')
  const others = schema.columns.filter(({ type }) => type !== 'image')
  const byClass = pictures.length === 1 && target >= 0
  const zip = zipParts(sink)
  const names = plainNames(pictures.map(({ name }) => name))
  const paths: string[][] = []
  for (const [i, of] of pictures.entries()) {
    const column = columns[schema.columns.indexOf(of)] as Extract<Column, { type: 'image' }>
    const folder = byClass ? folders(schema.columns[target] as ColumnSchema, columns[target] as Column) : undefined
    for (let row = 0; row < schema.rows; row++) {
      const path = `${folder?.(row) ?? names[i]}/${String(row).padStart(6, '0')}.png`
      const png = pngOf(of, rowOf(column, perRow(of), row))
      zip.add(path, () => [png])
      paths[row] = [...(paths[row] ?? []), path]
      if (row % A_PART === A_PART - 1) await rest((i + row / schema.rows) / pictures.length)
    }
  }
  // If the class is the only other column, the class folders contain all labels, so no table is needed.
  if (!byClass || others.length > 1) {
    const table = await labels(dataset, pictures, paths, rest)
    zip.add('labels.csv', () => [table])
  }
  zip.end()
}

function folders(of: ColumnSchema, column: Column): (row: number) => string {
  const names = plainNames([...(of.type === 'category' ? of.values : []), 'unlabeled'])
  return (row) => {
    const code = column.type === 'category' ? (column.codes[row] as number) : -1
    return names.at(code) as string
  }
}

async function labels(
  { schema, columns }: Dataset,
  pictures: readonly Picture[],
  paths: readonly (readonly string[])[],
  rest: Rest,
): Promise<Uint8Array<ArrayBuffer>> {
  const stays = (i: number) => schema.columns[i]?.type !== 'image'
  // The table has at most one row per image file, so it is small compared with the images.
  const sink = blobSink()
  await toCsv(
    {
      schema: { ...schema, columns: schema.columns.filter((_, i) => stays(i)) },
      columns: columns.filter((_, i) => stays(i)),
    },
    sink,
    rest,
  )
  // Quoted cells may contain line breaks, so split the text into lines outside quotes only, before adding the file
  // names.
  const lines = linesOf(await sink.blob().text())
  const taken = new Set(schema.columns.map(({ name }) => name))
  const heads = pictures.length === 1 ? [freeName('file', taken)] : pictures.map(({ name }) => csvText(name))
  const joined = lines.map((line, i) => [...(i === 0 ? heads : (paths[i - 1] ?? [])), line].filter(Boolean).join(','))
  return new TextEncoder().encode(`${joined.join('\r\n')}\r\n`)
}

/**
 * The name, with a number appended if the dataset already has such a column, because the importer rejects duplicate
 * names.
 */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`
  return free
}

function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (!quoted && text[at] === '\r' && text[at + 1] === '\n') {
      lines.push(text.slice(from, at))
      from = at + 2
    }
  }
  return lines
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** PNG color types by number of channels; two channels are gray and alpha. */
const COLOUR_TYPES = [0, 0, 4, 2, 6]

/** Encodes an image as a PNG file. If it has more than four channels, only the first three are written. */
export function pngOf({ height, width, channels }: Picture, pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = channels > 4 ? 3 : channels
  // Each line starts with its filter type; 0 means no filter.
  const lines = new Uint8Array(height * (1 + width * kept))
  for (let y = 0; y < height; y++) {
    const at = y * (1 + width * kept) + 1
    const from = y * width * channels
    if (kept === channels) lines.set(pixels.subarray(from, from + width * channels), at)
    else
      for (let x = 0; x < width; x++)
        lines.set(pixels.subarray(from + x * channels, from + x * channels + kept), at + x * kept)
  }
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  head.set([8, COLOUR_TYPES[kept] as number], 8)
  const chunks = [chunk('IHDR', head), chunk('IDAT', zlibSync(lines, { level: 6 })), chunk('IEND', new Uint8Array(0))]
  const file = new Uint8Array(SIGNATURE.length + chunks.reduce((sum, { length }) => sum + length, 0))
  file.set(SIGNATURE)
  let at = SIGNATURE.length
  for (const one of chunks) {
    file.set(one, at)
    at += one.length
  }
  return file
}

/** A PNG chunk: length, name, content, and the CRC of name and content. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, content.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i)
  bytes.set(content, 8)
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)))
  return bytes
}
