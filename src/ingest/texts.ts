/** @file Texts: .txt files, one per row, in class folders or listed by a table. */
import { readFilesText } from '../messages/en/data/read-files'
import { type Message, message, refuse } from '../messages/message'
import type { ColumnSchema } from '../catalog/dataset-schema'
import type { IngestFile, ReadOptions } from '../protocol/ingest-messages'
import { buildColumn } from './builders'
import { defineFormat, extensionOf, type Job } from './define-format'
import { bytesOfFiles } from './files/bytes-of-files'
import { type Content, lookAtFiles, type ReadFile, readFiles } from './files/file-rows'
import { isTable, type Labelled, labelledFiles } from './files/labelled'
import { emptyTally, type Tally } from './files/tally'
import { LIMITS } from './limits'
import { decodeWhole, type Encoding } from './table/decode'

const EXTENSIONS = ['txt', 'text']
const TEXT = { name: 'text', type: 'text' } as const satisfies ColumnSchema

type TextEvent = 'gone' | 'binary' | 'empty' | Exclude<Encoding, 'utf-8'>

export const texts = defineFormat({
  id: 'texts',
  title: readFilesText.format.texts,
  extensions: EXTENSIONS,
  knows(files) {
    const found = files.filter(({ path }) => isText(path)).length
    const tables = files.filter(({ path }) => isTable(path)).length
    return found > Math.max(1, tables) && found * 2 >= files.length - tables ? 'name' : undefined
  },
  async look(job) {
    const set = await labelledFiles(job, isText)
    return lookAtFiles(set, contentOf(set, job))
  },
  async *read(job) {
    const set = await labelledFiles(job, isText)
    return yield* readFiles(set, contentOf(set, job), job)
  },
})

function isText(path: string): boolean {
  return EXTENSIONS.includes(extensionOf(path))
}

function contentOf({ files }: Labelled, { options }: Job): Content<string> {
  const tally = emptyTally<TextEvent>()
  return {
    format: texts.id,
    about: readFilesText.about.texts({ files: files.length }),
    kind: 'text',
    schema: TEXT,
    options,
    why: message('texts-why', { files: files.length }),
    build: () => buildColumn<'text'>(TEXT),
    read: (some) => readTexts(some, options, tally),
    refuseAll: () => refuse('texts-none', { file: files[0]?.path ?? '' }),
    notes: () => notesOf(tally),
  }
}

async function* readTexts(
  files: readonly IngestFile[],
  { encoding }: ReadOptions,
  tally: Tally<TextEvent>,
): AsyncGenerator<ReadFile<string>> {
  for (const { path, file } of files)
    if (file.size > LIMITS.cell) refuse('texts-long', { file: path, bytes: file.size, limit: LIMITS.cell })
  for await (const { place, path, bytes } of bytesOfFiles(files)) {
    const read = bytes && decodeWhole(bytes, encoding)
    const text = read?.text.trim()
    if (!bytes) tally.add('gone', path)
    else if (!read) tally.add('binary', path)
    else if (!text) tally.add('empty', path)
    else if (read.encoding !== 'utf-8') tally.add(read.encoding, path)
    yield { place, bytes: bytes?.length ?? 0, value: text || undefined }
  }
}

function notesOf(tally: Tally<TextEvent>): readonly Message[] {
  return tally.all().map(([kind, so]): Message => {
    if (kind === 'empty') return message('texts-empty', so)
    if (kind === 'binary') return message('texts-binary', so)
    if (kind === 'gone') return message('texts-gone', so)
    return message('texts-encoding', { ...so, encoding: readFilesText.encoding[kind] })
  })
}
