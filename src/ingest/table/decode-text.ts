/**
 * @file Text decoding: reads the bytes of a file as text, in blocks. The encoding is determined by the byte order mark
 * or by the positions of zero bytes; otherwise it is UTF-8 unless the file has a byte that is not valid UTF-8. Nothing
 * is replaced silently: text that is not valid UTF-8 is read as Latin-1 and reported, and a zero byte means that the
 * file is not text.
 */
import { refuse } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'

export type Encoding = NonNullable<ReadOptions['encoding']>

const LABELS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  // Browsers decode Latin-1 as windows-1252.
  latin1: 'windows-1252',
}
/** The number of bytes to read at a time. */
const BLOCK_BYTES = 1_000_000
/**
 * The number of bytes to check before choosing the encoding. The first invalid UTF-8 byte may come late, but rarely
 * later than this.
 */
const PROBE_BYTES = 8_000_000

/** Detects the encoding of a file from its first bytes and from whether the first several megabytes are valid UTF-8. */
export async function encodingOf(file: Blob): Promise<Encoding> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer())
  return utf16Of(head) ?? ((await isUtf8(file)) ? 'utf-8' : 'latin1')
}

/** Decodes a short file in one step; undefined if it contains zero bytes, which do not occur in text. */
export function decodeWhole(
  bytes: Uint8Array<ArrayBuffer>,
  requested?: Encoding,
): { readonly text: string; readonly encoding: Encoding } | undefined {
  const utf8 = requested === 'utf-8' ? 'utf-8' : undefined
  for (const encoding of [requested ?? utf16Of(bytes.subarray(0, 4096)) ?? 'utf-8', utf8 ?? 'latin1'] as const) {
    try {
      const text = new TextDecoder(LABELS[encoding], { fatal: encoding === 'utf-8' }).decode(bytes)
      return text.includes('\0') ? undefined : { text, encoding }
    } catch {
      // The text is not valid UTF-8, so continue with the next encoding, which accepts any byte.
    }
  }
  return undefined
}

/** Detects UTF-16 by its byte order mark or by its zero bytes; undefined if the text is not UTF-16. */
function utf16Of(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const half = head.length / 2
  const zeros = (rest: number) => head.filter((byte, i) => byte === 0 && i % 2 === rest).length
  const [even, odd] = [zeros(0), zeros(1)]
  // In UTF-16, Western text has a zero in nearly every second byte and almost none in between.
  if (odd > half * 0.6 && even < half * 0.05) return 'utf-16le'
  if (even > half * 0.6 && odd < half * 0.05) return 'utf-16be'
  return undefined
}

async function isUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < Math.min(file.size, PROBE_BYTES); at += BLOCK_BYTES)
      decoder.decode(await file.slice(at, at + BLOCK_BYTES).arrayBuffer(), { stream: true })
    return true
  } catch {
    return false
  }
}

/** A block of text, and the number of file bytes up to the end of the block. */
export interface TextBlock {
  readonly text: string
  readonly bytes: number
}

/** Thrown by `textOf` if a file that started as UTF-8 has an invalid byte; it must be read again as Latin-1. */
export class NotUtf8 extends Error {}

/** Yields the text of a file in blocks, without a byte order mark. */
export async function* textOf(name: string, file: Blob, encoding: Encoding): AsyncGenerator<TextBlock> {
  const decoder = new TextDecoder(LABELS[encoding], { fatal: encoding === 'utf-8' })
  for (let at = 0; at < file.size; at += BLOCK_BYTES) {
    const bytes = Math.min(at + BLOCK_BYTES, file.size)
    const text = decoded(decoder, new Uint8Array(await file.slice(at, bytes).arrayBuffer()), bytes < file.size)
    const zero = text.indexOf('\0')
    if (zero >= 0) return refuse('ingest-no-text', { file: name, byte: at + zero })
    yield { text, bytes }
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array<ArrayBuffer>, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream })
  } catch {
    throw new NotUtf8()
  }
}
