/**
 * @file JSON: a line for each record, or an array of them. The text is cut into records as it streams in, so that a file is never
 * held as one value. What lies in an object within a record becomes a column "outer.inner"; a list becomes its text.
 */
import { readFilesText } from '../messages/en/data/read-files'
import { message, type Message, refuse } from '../messages/message'
import type { IngestFile } from '../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from './define-format'
import { LIMITS } from './limits'
import { type Encoding, encodingOf, NotUtf8, textOf } from './table/decode'
import { lineEnds } from './table/lines'
import { namesOf } from './table/names'
import { lookAtTable, readTable, type TextRows, type TextTable } from './table/table'

const EXTENSIONS = ['jsonl', 'ndjson', 'json']
/** The columns are those of this many first records; a later one is reported. */
const NAMING = 2000
const DEEPEST = 8

export const json = defineFormat({
  id: 'json',
  title: readFilesText.format.json,
  extensions: EXTENSIONS,
  knows(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (EXTENSIONS.includes(extensionOf(first.path))) return 'name'
    return /^\s*(\[\s*)?\{\s*"/.test(new TextDecoder().decode(head)) ? 'name' : undefined
  },
  look: async (job) => lookAtTable(await openJson(job), job),
  async *read(job) {
    return yield* readTable(await openJson(job), job)
  },
})

async function openJson({ files, options }: Job): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  if (file.size > LIMITS.tableBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.tableBytes })
  const found = options.encoding ?? (await encodingOf(file))
  // JSON is UTF-8 or UTF-16: what is neither is no JSON.
  const encoding = found === 'latin1' ? 'utf-8' : found
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
      if (records >= NAMING) break naming
    }
  }
  if (records === 0) return refuse('ingest-empty', { file: path })
  const order = [...keys]
  const { names, notes } = namesOf(order)
  const allNotes: Message[] = [...notes]
  // Rows may be gone over more than once.
  const late = new Set(order)
  return {
    ...{ file: path, names, decimal: '.', parts: [] },
    about: readFilesText.about[kind === 'array' ? 'jsonArray' : 'jsonLines']({ encoding }),
    options: { format: 'json', encoding },
    notes: allNotes,
    by: 'line',
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
  /** The line at which one of them begins. */
  lineAt(i: number): number
  readonly array: boolean
  readonly bytes: number
}

/** The texts of the records, cut where the braces of each close; whether one is JSON is seen when it is read. */
async function* recordsOf(path: string, file: Blob, encoding: Encoding): AsyncGenerator<Records> {
  let rest = ''
  let array: boolean | undefined
  /** Of the first letter of `rest`. */
  let line = 1
  // Where in `rest` the cut stands, so that nothing is looked at twice.
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

/** Lines of these letters of a text, counted on from the one asked for before. */
function linesAt(text: string, letters: readonly number[], from: number): (i: number) => number {
  let [letter, line] = [0, from]
  return (i) => {
    const wanted = letters[i] as number
    if (wanted < letter) [letter, line] = [0, from]
    line += lineEnds(text.slice(letter, wanted), '\n')
    letter = wanted
    return line
  }
}

/** Blanks, line ends, a mark of the byte order; commas, and the end of the array. */
function isBetween(code: number, array: boolean): boolean {
  return code <= 32 || code === 0xfeff || code === 44 || (array && code === 93)
}

/** The cells of a record by their keys. */
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
  if (Array.isArray(value) || depth >= DEEPEST) return void cells.set(key, JSON.stringify(value))
  for (const [name, one] of Object.entries(value)) spread(cells, key === '' ? name : `${key}.${name}`, one, depth + 1)
}

/** Whole numbers of more digits than JSON.parse keeps become texts: they are identifiers. */
function withLongNumbers(text: string): string {
  if (!/\d{16}/.test(text)) return text
  const quoted = text.replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,\]}])/g, '$1"$2"')
  try {
    JSON.parse(quoted)
    return quoted
  } catch {
    // The digits stood within a text.
    return text
  }
}
