/**
 * @file JSON: one record per line, or an array of records. The text is split into records as it streams in, so a file
 * is never parsed as a single value. A nested object becomes columns named "outer.inner"; a list is stored as its JSON
 * text.
 */
import { readFilesText } from '../../messages/en/data/read-files'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from '../define-format'
import { LIMITS } from '../limits'
import { uniqueNames } from '../table/column-names'
import { type Encoding, encodingOf, NotUtf8, textOf } from '../table/decode-text'
import { previewTable, readTable } from '../table/read-table'
import { lineEnds, type TextRows, type TextTable } from '../table/text-table'

const EXTENSIONS = ['jsonl', 'ndjson', 'json']
/**
 * The columns are determined from this many records at the start; keys that occur only in later records are reported.
 */
const NAMING_RECORDS = 2000
const MAX_DEPTH = 8

export const json = defineFormat({
  id: 'json',
  title: readFilesText.format.json,
  extensions: EXTENSIONS,
  detect(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (EXTENSIONS.includes(extensionOf(first.path))) return 'name'
    return /^\s*(\[\s*)?\{\s*"/.test(new TextDecoder().decode(head)) ? 'name' : undefined
  },
  preview: async (job) => previewTable(await openJson(job), job),
  async *read(job) {
    return yield* readTable(await openJson(job), job)
  },
})

async function openJson({ files, options }: Job): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  if (file.size > LIMITS.tableBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.tableBytes })
  const detected = options.encoding ?? (await encodingOf(file))
  // JSON is either UTF-8 or UTF-16, so text detected as Latin-1 is decoded as UTF-8.
  const encoding = detected === 'latin1' ? 'utf-8' : detected
  const keys = new Set<string>()
  let records = 0
  let kind = 'lines'
  naming: for await (const batch of recordsOf(path, file, encoding)) {
    kind = batch.array ? 'array' : 'lines'
    for (const [i, text] of batch.texts.entries()) {
      records++
      for (const key of cellsOf(path, text, () => batch.lineAt(i)).keys()) keys.add(key)
      if (keys.size > LIMITS.columns)
        return refuse('ingest-too-many-columns', { file: path, columns: keys.size, limit: LIMITS.columns })
      if (records >= NAMING_RECORDS) break naming
    }
  }
  if (records === 0) return refuse('ingest-empty', { file: path })
  const order = [...keys]
  const { names, notes } = uniqueNames(order)
  const allNotes: Message[] = [...notes]
  // The rows may be read more than once, so remember which new keys have already been reported.
  const late = new Set(order)
  return {
    ...{ file: path, names, decimal: '.', parts: [] },
    about: readFilesText.about[kind === 'array' ? 'jsonArray' : 'jsonLines']({ encoding }),
    options: { format: 'json', encoding },
    notes: allNotes,
    positionUnit: 'line',
    rows: () =>
      rowsOf(path, file, encoding, order, (key, line) => {
        if (late.has(key)) return
        late.add(key)
        allNotes.push(message('ingest-late-key', { file: path, by: 'line', at: line(), column: key.slice(0, 60) }))
      }),
  }
}

async function* rowsOf(
  path: string,
  file: Blob,
  encoding: Encoding,
  keys: readonly string[],
  meet: (key: string, line: () => number) => void,
): AsyncGenerator<TextRows> {
  for await (const { texts, lineAt, bytes } of recordsOf(path, file, encoding)) {
    const rows = texts.map((text, i) => {
      const line = () => lineAt(i)
      const cells = cellsOf(path, text, line)
      for (const key of cells.keys()) meet(key, line)
      return keys.map((key) => cells.get(key) ?? '')
    })
    yield { rows, lineAt, bytes }
  }
}

interface Records {
  readonly texts: readonly string[]
  /** Returns the line on which record `i` starts. */
  lineAt(i: number): number
  readonly array: boolean
  readonly bytes: number
}

/** Deeper nesting is no table, and a parser would need seconds for it. */
const MOST_LEVELS = 500

/** Yields the text of each record, which ends at its closing brace; the records are parsed later. */
async function* recordsOf(path: string, file: Blob, encoding: Encoding): AsyncGenerator<Records> {
  let rest = ''
  let array: boolean | undefined
  /** The line number of the first character of `rest`. */
  let line = 1
  // When a block is appended to `rest`, the scan continues where it stopped, so that no character is scanned twice.
  let [at, depth, from, quoted] = [0, 0, -1, false]
  try {
    for await (const { text, bytes } of textOf(path, file, encoding)) {
      rest += text
      const texts: string[] = []
      const starts: number[] = []
      const [all, begun] = [rest, line]
      const lineOf = (letter: number) => begun + lineEnds(all.slice(0, letter), '\n')
      for (; at < rest.length; at++) {
        const code = rest.charCodeAt(at)
        if (quoted) {
          if (code === 92) at++
          else if (code === 34) quoted = false
        } else if (code === 34 && depth > 0) quoted = true
        else if (code === 123 || code === 91) {
          if (code === 91 && depth === 0 && array === undefined && rest.slice(0, at).trim() === '') array = true
          else if (depth++ === 0) from = at
          else if (depth > MOST_LEVELS)
            return refuse('ingest-json-line', {
              ...{ file: path, by: 'line', at: lineOf(at) },
              why: readFilesText.fault.json.deep({ most: MOST_LEVELS }),
            })
        } else if ((code === 125 || code === 93) && depth > 0) {
          if (--depth === 0) {
            texts.push(rest.slice(from, at + 1))
            starts.push(from)
            from = -1
          }
        } else if (depth === 0 && !isBetween(code, array === true))
          return refuse('ingest-json-line', {
            ...{ file: path, by: 'line', at: lineOf(at) },
            why: readFilesText.fault.json.between({ found: rest[at] ?? '' }),
          })
      }
      array ??= texts.length > 0 ? false : undefined
      const keep = from < 0 ? rest.length : from
      line = lineOf(keep)
      rest = rest.slice(keep)
      at -= keep
      if (from >= 0) from = 0
      if (rest.length > LIMITS.line)
        return refuse('ingest-long-line', { file: path, by: 'line', at: line, limit: LIMITS.line })
      yield { texts, lineAt: linesAt(all, starts, begun), array: array === true, bytes }
    }
  } catch (error) {
    if (error instanceof NotUtf8) return refuse('ingest-not-utf8', { file: path })
    throw error
  }
  if (from >= 0)
    return refuse('ingest-json-line', { file: path, by: 'line', at: line, why: readFilesText.fault.json.cutOff })
}

/**
 * Returns a function that returns the line numbers of these ascending offsets; each lookup continues from the previous
 * one.
 */
function linesAt(text: string, letters: readonly number[], from: number): (i: number) => number {
  let [letter, line] = [0, from]
  return (i) => {
    const target = letters[i] as number
    if (target < letter) [letter, line] = [0, from]
    line += lineEnds(text.slice(letter, target), '\n')
    letter = target
    return line
  }
}

/** Whether a character may occur between records: whitespace, a byte order mark, a comma, or the end of the array. */
function isBetween(code: number, array: boolean): boolean {
  return code <= 32 || code === 0xfeff || code === 44 || (array && code === 93)
}

/** Parses a record and returns its cells, keyed by name. */
function cellsOf(file: string, text: string, line: () => number): Map<string, string> {
  let value: unknown
  try {
    value = JSON.parse(withLongNumbers(text))
  } catch (error) {
    return refuse('ingest-json-line', {
      ...{ file, by: 'line', at: line() },
      why: error instanceof Error ? error.message.slice(0, 100) : readFilesText.fault.json.broken,
    })
  }
  const cells = new Map<string, string>()
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) spread(cells, `column ${i + 1}`, one, 1)
  } else spread(cells, '', value, 0)
  return cells
}

function spread(cells: Map<string, string>, key: string, value: unknown, depth: number): void {
  if (value === null || value === undefined) return void cells.set(key, '')
  if (typeof value !== 'object') return void cells.set(key, String(value))
  if (Array.isArray(value) || depth >= MAX_DEPTH) return void cells.set(key, JSON.stringify(value))
  for (const [name, one] of Object.entries(value)) spread(cells, key === '' ? name : `${key}.${name}`, one, depth + 1)
}

/** Converts integers with more digits than JSON.parse preserves to strings, because such integers are identifiers. */
function withLongNumbers(text: string): string {
  if (!/\d{16}/.test(text)) return text
  const quoted = text.replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,\]}])/g, '$1"$2"')
  try {
    JSON.parse(quoted)
    return quoted
  } catch {
    // The long number was inside a string, so leave the text unchanged.
    return text
  }
}
