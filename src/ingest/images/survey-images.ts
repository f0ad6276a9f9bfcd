/**
 * @file surveyImages: determines, from a sample of the images, the common size to scale all images to, and whether they
 * are gray.
 */
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { spread } from '../files/file-rows'
import { type FileBytes, bytesOfFiles } from '../files/bytes-of-files'
import { pooled } from '../files/concurrent-pool'
import { checkImage } from './check-image'
import { type DecodeImage, isGray, type ImageSize } from './decoder'

export type ImageTarget = NonNullable<ReadOptions['image']>

export interface Survey {
  readonly form: ImageTarget
  /** The most common original image size, as text; set if images are scaled down. */
  readonly from: string | undefined
}

/**
 * The number of images whose headers are read, and the number of images that are checked for being gray. Both sets of
 * images are evenly spaced.
 */
const HEADS = 1000
const DECODED = 48
/**
 * Maximum total size of all images in bytes, and the candidates for the default limit on the longer side of an image.
 */
const BUDGET = 400_000_000
const SIDES = [128, 96, 64, 48, 32]
const CONCURRENCY = 8

/**
 * Determines the size and the number of channels to which all images are converted, unless `requested` overrides them.
 */
export async function surveyImages(
  files: readonly IngestFile[],
  decode: DecodeImage,
  requested?: ImageTarget,
): Promise<Survey> {
  if (requested) return { form: requested, from: undefined }
  const sizes = new Map<string, { readonly size: ImageSize; count: number }>()
  const sides: number[] = []
  let gray = true
  const every = Math.max(1, Math.floor(files.length / DECODED))
  let at = 0
  for await (const seen of pooled(bytesOfFiles(spread(files, HEADS)), CONCURRENCY, (file) =>
    inspectImage(file, at++ % every === 0, decode),
  )) {
    if (!seen) continue
    gray &&= seen.gray
    const key = `${seen.width}×${seen.height}`
    const known = sizes.get(key)
    if (known) known.count++
    else sizes.set(key, { size: seen, count: 1 })
    sides.push(Math.min(seen.width, seen.height))
  }
  const channels = gray ? 1 : 3
  const max = SIDES.find((side) => side * side * channels * files.length <= BUDGET) ?? (SIDES.at(-1) as number)
  const typical = [...sizes.values()].reduce((best, one) => (one.count > best.count ? one : best), {
    size: { height: max, width: max },
    count: 0,
  })
  // If fewer than half of the images have the same size, all images are made square.
  const side = sides.sort((a, b) => a - b)[Math.floor(sides.length / 2)] ?? max
  const size = typical.count * 2 >= sides.length ? typical.size : { height: side, width: side }
  const scale = Math.min(1, max / Math.max(size.height, size.width))
  const to = {
    height: Math.max(1, Math.round(size.height * scale)),
    width: Math.max(1, Math.round(size.width * scale)),
  }
  return { form: { ...to, channels }, from: scale < 1 ? `${size.width}×${size.height}` : undefined }
}

async function inspectImage({ path, bytes }: FileBytes, decoded: boolean, decode: DecodeImage) {
  const head = bytes ? checkImage(path, bytes) : 'gone'
  if (!bytes || typeof head === 'string') return undefined
  const { width, height } = head
  if (head.isGray || !decoded) return { width, height, gray: head.isGray || !decoded }
  const pixels = await decode(bytes, { height: Math.min(height, 64), width: Math.min(width, 64) }, head)
  return { width, height, gray: pixels === undefined || isGray(pixels) }
}
