/** @file Texts: .txt files in class folders or listed in a table; each file becomes one row. */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { readFilesText } from '../../messages/en/data/read-files'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { buildColumn } from '../column-builders'
import { defineFormat, extensionOf, type Job } from '../define-format'
import { bytesOfFiles, emptyTally, type Tally } from '../files/bytes-of-files'
import { type FileContent, previewFiles, type ReadFile, readFiles } from '../files/file-rows'
import { isTable, type LabeledFiles, labelFiles } from '../files/label-files'
import { LIMITS } from '../limits'
import { decodeWhole, type Encoding } from '../table/decode-text'

const EXTENSIONS = ['txt', 'text']
const TEXT = { name: 'text', type: 'text' } as const satisfies ColumnSchema

type TextEvent = 'gone' | 'binary' | 'empty' | Exclude<Encoding, 'utf-8'>

export const texts = defineFormat({
  id: 'texts',
  title: readFilesText.format.texts,
  extensions: EXTENSIONS,
  detect(files) {
    const count = files.filter(({ path }) => isText(path)).length
    const tables = files.filter(({ path }) => isTable(path)).length
    return count > Math.max(1, tables) && count * 2 >= files.length - tables ? 'name' : undefined
  },
  async preview(job) {
    const labeled = await labelFiles(job, isText)
    return previewFiles(labeled, contentOf(labeled, job))
  },
  async *read(job) {
    const labeled = await labelFiles(job, isText)
    return yield* readFiles(labeled, contentOf(labeled, job), job)
  },
})

function isText(path: string): boolean {
  return EXTENSIONS.includes(extensionOf(path))
}

function contentOf({ files }: LabeledFiles, { options }: Job): FileContent<string> {
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
  for await (const { index, path, bytes } of bytesOfFiles(files)) {
    const read = bytes && decodeWhole(bytes, encoding)
    const text = read?.text.trim()
    if (!bytes) tally.add('gone', path)
    else if (!read) tally.add('binary', path)
    else if (!text) tally.add('empty', path)
    else if (read.encoding !== 'utf-8') tally.add(read.encoding, path)
    yield { index, bytes: bytes?.length ?? 0, value: text || undefined }
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
