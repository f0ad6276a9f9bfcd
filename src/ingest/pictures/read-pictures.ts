/** @file readPictures: each picture checked, decoded and brought to the form of all; what cannot be read is left out and told. */
import type { PictureFault } from '../../messages/en/ingest-files'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { bytesOfFiles } from '../files/bytes-of-files'
import type { ReadFile } from '../files/file-rows'
import { pooled } from '../files/pool'
import type { Tally } from '../files/tally'
import { checkPicture, isMisnamed } from './check'
import { type Decode, isGrey, toGrey } from './decoder'
import type { PictureHead } from './head'
import type { PictureForm } from './survey'

/** What can be told of a picture: that it is left out and why, or what was done to it. */
export type PictureEvent = PictureFault | 'resized' | 'greyed' | 'animated' | 'misnamed'

/** Under way at once: enough to keep the decoders of the browser busy, few enough that little waits in memory. */
const WIDTH = 16

/** Decodes the files in their order. */
export async function* readPictures(
  files: readonly IngestFile[],
  form: PictureForm,
  decode: Decode,
  tally: Tally<PictureEvent>,
): AsyncGenerator<ReadFile<Uint8Array>> {
  yield* pooled(bytesOfFiles(files), WIDTH, async ({ place, path, bytes }) => {
    const head = bytes ? checkPicture(path, bytes) : 'gone'
    const size = bytes?.length ?? 0
    const pixels = bytes && typeof head !== 'string' ? await decode(bytes, form, head) : undefined
    if (typeof head === 'string' || !pixels) {
      tally.add(typeof head === 'string' ? head : 'broken', path)
      return { place, bytes: size, value: undefined }
    }
    return { place, bytes: size, value: formed(pixels, form, head, path, tally) }
  })
}

function formed(
  pixels: Uint8Array,
  form: PictureForm,
  head: PictureHead,
  path: string,
  tally: Tally<PictureEvent>,
): Uint8Array {
  if (head.width !== form.width || head.height !== form.height) tally.add('resized', path)
  if (head.animated) tally.add('animated', path)
  if (isMisnamed(path, head)) tally.add('misnamed', path)
  if (form.channels === 3) return pixels
  if (!head.grey && !isGrey(pixels)) tally.add('greyed', path)
  return toGrey(pixels)
}

/** What to know of the pictures. */
export function notesOf(tally: Tally<PictureEvent>, { height, width }: PictureForm): readonly Message[] {
  return tally.all().map(([kind, { count, names }]): Message => {
    switch (kind) {
      case 'resized':
        return message('pictures-resized', { count, height, width })
      case 'greyed':
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

/** Refuses because none of the images can be read, with the reason of the first. */
export function refuseAll(tally: Tally<PictureEvent>, files: readonly IngestFile[]): never {
  for (const [why, { names }] of tally.all()) {
    const file = names[0] ?? ''
    if (why === 'svg') return refuse('pictures-svg', { file })
    if (why !== 'resized' && why !== 'greyed' && why !== 'animated' && why !== 'misnamed')
      return refuse('pictures-none', { file, why, tried: files.length })
  }
  // not text: the id of the reason
  return refuse('pictures-none', { file: files[0]?.path ?? '', why: 'broken', tried: files.length })
}
