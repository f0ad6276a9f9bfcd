/**
 * @file readImages: checks and decodes each image and converts it to the common size. Images that cannot be read are
 * skipped and reported.
 */
import type { ImageFault } from '../../messages/en/ingest-files'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { bytesOfFiles } from '../files/bytes-of-files'
import type { ReadFile } from '../files/file-rows'
import { pooled } from '../files/concurrent-pool'
import type { Tally } from '../files/file-tally'
import { checkImage, isMisnamed } from './check-image'
import { type DecodeImage, isGray, toGray } from './decoder'
import type { ImageHeader } from './image-header'
import type { ImageTarget } from './survey-images'

/** What happened to an image: why it was skipped, or how it was converted. */
export type ImageEvent = ImageFault | 'resized' | 'grayed' | 'animated' | 'misnamed'

/**
 * The number of images processed at once: enough to keep the browser's decoders busy, and few enough to limit memory
 * use.
 */
const CONCURRENCY = 16

/** Decodes the image files in order. */
export async function* readImages(
  files: readonly IngestFile[],
  form: ImageTarget,
  decode: DecodeImage,
  tally: Tally<ImageEvent>,
): AsyncGenerator<ReadFile<Uint8Array>> {
  yield* pooled(bytesOfFiles(files), CONCURRENCY, async ({ index, path, bytes }) => {
    const head = bytes ? checkImage(path, bytes) : 'gone'
    const size = bytes?.length ?? 0
    const pixels = bytes && typeof head !== 'string' ? await decode(bytes, form, head) : undefined
    if (typeof head === 'string' || !pixels) {
      tally.add(typeof head === 'string' ? head : 'broken', path)
      return { index, bytes: size, value: undefined }
    }
    return { index, bytes: size, value: convertImage(pixels, form, head, path, tally) }
  })
}

function convertImage(
  pixels: Uint8Array,
  form: ImageTarget,
  head: ImageHeader,
  path: string,
  tally: Tally<ImageEvent>,
): Uint8Array {
  if (head.width !== form.width || head.height !== form.height) tally.add('resized', path)
  if (head.isAnimated) tally.add('animated', path)
  if (isMisnamed(path, head)) tally.add('misnamed', path)
  if (form.channels === 3) return pixels
  if (!head.isGray && !isGray(pixels)) tally.add('grayed', path)
  return toGray(pixels)
}

/** Notes about skipped and converted images. */
export function notesOf(tally: Tally<ImageEvent>, { height, width }: ImageTarget): readonly Message[] {
  return tally.all().map(([kind, { count, names }]): Message => {
    switch (kind) {
      case 'resized':
        return message('pictures-resized', { count, height, width })
      case 'grayed':
        return message('pictures-greyed', { count })
      case 'animated':
        return message('pictures-first-frame', { count, names })
      case 'misnamed':
        return message('pictures-extension', { count, names })
      default:
        return message('pictures-skipped', { count, names, why: kind })
    }
  })
}

/** Throws a Refusal because none of the images can be read, giving the reason for the first image. */
export function refuseAll(tally: Tally<ImageEvent>, files: readonly IngestFile[]): never {
  for (const [why, { names }] of tally.all()) {
    const file = names[0] ?? ''
    if (why === 'svg') return refuse('pictures-svg', { file })
    if (why !== 'resized' && why !== 'grayed' && why !== 'animated' && why !== 'misnamed')
      return refuse('pictures-none', { file, why, tried: files.length })
  }
  // not text: the id of the reason
  return refuse('pictures-none', { file: files[0]?.path ?? '', why: 'broken', tried: files.length })
}
