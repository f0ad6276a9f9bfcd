/** @file survey: what most pictures are, found out from a sample of them: the size all are brought to, and whether they are grey. */
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { spread } from '../files/file-rows'
import { type FileBytes, bytesOfFiles } from '../files/bytes-of-files'
import { pooled } from '../files/pool'
import { checkPicture } from './check'
import { type Decode, isGrey, type PictureSize } from './decoder'

export type PictureForm = NonNullable<ReadOptions['image']>

export interface Survey {
  readonly form: PictureForm
  /** The size of most, in words, where they are made smaller. */
  readonly from: string | undefined
}

/** Headers read, and pictures whose pixels are asked whether they are grey: spread evenly over all. */
const HEADS = 1000
const DECODED = 48
/** What all pictures together may take, and the side that none is larger than unless asked for. */
const BUDGET = 400_000_000
const SIDES = [128, 96, 64, 48, 32]
const WIDTH = 8

/** The form that all pictures are brought to, unless `asked`. */
export async function survey(files: readonly IngestFile[], decode: Decode, asked?: PictureForm): Promise<Survey> {
  if (asked) return { form: asked, from: undefined }
  const sizes = new Map<string, { readonly size: PictureSize; count: number }>()
  const sides: number[] = []
  let grey = true
  const every = Math.max(1, Math.floor(files.length / DECODED))
  let at = 0
  for await (const seen of pooled(bytesOfFiles(spread(files, HEADS)), WIDTH, (file) =>
    look(file, at++ % every === 0, decode),
  )) {
    if (!seen) continue
    grey &&= seen.grey
    const key = `${seen.width}×${seen.height}`
    const known = sizes.get(key)
    if (known) known.count++
    else sizes.set(key, { size: seen, count: 1 })
    sides.push(Math.min(seen.width, seen.height))
  }
  const channels = grey ? 1 : 3
  const most = SIDES.find((side) => side * side * channels * files.length <= BUDGET) ?? (SIDES.at(-1) as number)
  const usual = [...sizes.values()].reduce((best, one) => (one.count > best.count ? one : best), {
    size: { height: most, width: most },
    count: 0,
  })
  // Where no size is that of half of them, all are made square.
  const side = sides.sort((a, b) => a - b)[Math.floor(sides.length / 2)] ?? most
  const size = usual.count * 2 >= sides.length ? usual.size : { height: side, width: side }
  const scale = Math.min(1, most / Math.max(size.height, size.width))
  const to = {
    height: Math.max(1, Math.round(size.height * scale)),
    width: Math.max(1, Math.round(size.width * scale)),
  }
  return { form: { ...to, channels }, from: scale < 1 ? `${size.width}×${size.height}` : undefined }
}

async function look({ path, bytes }: FileBytes, decoded: boolean, decode: Decode) {
  const head = bytes ? checkPicture(path, bytes) : 'gone'
  if (!bytes || typeof head === 'string') return undefined
  const { width, height } = head
  if (head.grey || !decoded) return { width, height, grey: head.grey || !decoded }
  const pixels = await decode(bytes, { height: Math.min(height, 64), width: Math.min(width, 64) }, head)
  return { width, height, grey: pixels === undefined || isGrey(pixels) }
}
