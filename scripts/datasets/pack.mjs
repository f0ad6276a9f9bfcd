/**
 * @file writeChunks: writes rows as hashed, gzip-compressed files with a manifest. A chunk of version 1, before
 * compression, has one block per column in schema order: an image as its bytes, a class as one byte (255 if missing), a
 * number as a little-endian float32 (NaN if missing). Datasets with texts, times, or arrays use version 2, the app's
 * own format (src/data/packed-chunk.ts). File names end in .bin so that no server adds a content encoding.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const MISSING = 255
/** Column types that version 1 does not support. */
const LONG = new Set(['text', 'time', 'array'])
/**
 * The byte of a gzip header that identifies the operating system; always set to 255 ("unknown"), so that every system
 * writes the same bytes.
 */
const OS_BYTE = 9

/**
 * Replaces the folder. The manifest is written last, so a folder that has one is complete. `columns` is keyed by column
 * name.
 */
export function writeChunks({ folder, schema, columns, chunkRows, files = {}, packChunk }) {
  check(schema, columns)
  const version = schema.columns.some(({ type, wide }) => wide || LONG.has(type)) ? 2 : 1
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const chunks = []
  for (let from = 0; from < schema.rows; from += chunkRows) {
    const rows = Math.min(chunkRows, schema.rows - from)
    const raw =
      version === 1
        ? Buffer.concat(schema.columns.map((column) => encode(column, columns[column.name], from, rows)))
        : packChunk(datasetOf(schema, columns, from, rows))
    const packed = gzipSync(raw, { level: 9 })
    packed[OS_BYTE] = 255
    const sha256 = createHash('sha256').update(packed).digest('hex')
    const file = `${String(chunks.length).padStart(2, '0')}-${sha256.slice(0, 12)}.bin`
    writeFileSync(join(folder, file), packed)
    chunks.push({ file, rows, bytes: packed.length, sha256, ...(version === 1 ? {} : { raw: raw.length }) })
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const manifest = { version, id: schema.id, rows: schema.rows, columns: schema.columns, chunks }
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`)
  return { bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0), chunks: chunks.length }
}

function encode(column, values, from, rows) {
  if (column.type === 'image') {
    const size = column.height * column.width * column.channels
    return Buffer.from(values.subarray(from * size, (from + rows) * size))
  }
  const part = values.slice(from, from + rows)
  if (column.type === 'category') {
    return Buffer.from(part.map((value) => (value === null ? MISSING : column.values.indexOf(value))))
  }
  const block = Buffer.alloc(4 * rows)
  for (const [row, value] of part.entries()) block.writeFloatLE(value ?? Number.NaN, 4 * row)
  return block
}

/** A range of rows as the app's in-memory dataset. */
function datasetOf(schema, columns, from, rows) {
  const part = schema.columns.map((column) => {
    const values = columns[column.name].slice(from, from + rows)
    switch (column.type) {
      case 'text': {
        const texts = values.map((text) => Buffer.from(text ?? ''))
        let end = 0
        return {
          type: 'text',
          bytes: new Uint8Array(Buffer.concat(texts)),
          ends: Uint32Array.from(texts, ({ length }) => (end += length)),
        }
      }
      case 'category':
        return { type: 'category', codes: Int16Array.from(values, (value) => column.values.indexOf(value)) }
      case 'time':
        return { type: 'time', values: Float64Array.from(values, (value) => value ?? Number.NaN) }
      case 'number':
        return {
          type: 'number',
          values: (column.wide ? Float64Array : Float32Array).from(values, (value) => value ?? Number.NaN),
        }
      default:
        throw new Error(`version 2 chunks do not support columns of type ${column.type} yet`)
    }
  })
  return { schema: { ...schema, rows }, columns: part }
}

/** Throws if the source does not match the schema. */
function check(schema, columns) {
  for (const column of schema.columns) {
    const values = columns[column.name]
    if (!values) throw new Error(`the source has no column "${column.name}"`)
    const size = column.type === 'image' ? column.height * column.width * column.channels : 1
    if (values.length !== schema.rows * size) {
      throw new Error(`"${column.name}" has ${values.length / size} rows, not ${schema.rows}`)
    }
    if (column.type === 'image') continue
    const fits = (value) =>
      column.type === 'category'
        ? column.values.includes(value)
        : column.type === 'text'
          ? typeof value === 'string'
          : Number.isFinite(value)
    const wrong = values.findIndex((value) => value !== null && !fits(value))
    if (wrong >= 0) throw new Error(`"${column.name}" is ${JSON.stringify(values[wrong])} in row ${wrong + 1}`)
  }
}
