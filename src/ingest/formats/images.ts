/**
 * @file Images: PNG, JPEG, WebP, GIF and BMP files in class folders or listed in a table. They are surveyed for a
 * common size, then checked, decoded and converted to it; images that cannot be read are skipped and reported.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { readFilesText } from '../../messages/en/data/read-files'
import type { ImageFault } from '../../messages/en/ingest-files'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { buildColumn } from '../column-builders'
import { defineFormat, type Format, type Job } from '../define-format'
import { bytesOfFiles, emptyTally, type FileBytes, type Tally } from '../files/bytes-of-files'
import { type FileContent, previewFiles, type ReadFile, readFiles, spread } from '../files/file-rows'
import { isTable, type LabeledFiles, labelFiles } from '../files/label-files'
import { previewImages } from '../files/preview-images'
import {
  browserDecoder,
  checkImage,
  type DecodeImage,
  type ImageSize,
  isGray,
  isImage,
  isMisnamed,
  toGray,
} from '../images/check-image'
import type { ImageHeader } from '../images/image-header'

const ID = 'pictures'

/** Creates the image format with a decoder: the browser's decoder, or a fake one for tests. */
export function imagesFormat(decoder: () => DecodeImage): Format {
  return defineFormat({
    id: ID,
    title: readFilesText.format.pictures,
    extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp'],
    detect(files) {
      const images = files.filter(({ path }) => isImage(path)).length
      const tables = files.filter(({ path }) => isTable(path)).length
      return images > tables && images * 2 >= files.length - tables ? 'bytes' : undefined
    },
    async preview(job) {
      const labeled = await labelFiles(job, isImage)
      const decode = decoder()
      // The survey also finds the images that cannot be read, so that they are known before anything is imported.
      const survey = await surveyImages(labeled.files, decode)
      return previewFiles(labeled, contentOf(labeled, job, decode, withForm(survey, job.options.image)))
    },
    async *read(job) {
      const labeled = await labelFiles(job, isImage)
      const decode = decoder()
      const { image } = job.options
      const survey = image ? { form: image, from: undefined } : await surveyImages(labeled.files, decode)
      return yield* readFiles(labeled, contentOf(labeled, job, decode, { ...survey, faults: undefined }), job)
    },
  })
}

export const images = imagesFormat(browserDecoder)

function contentOf(
  labeled: LabeledFiles,
  { options }: Job,
  decode: DecodeImage,
  { form, from, faults }: Survey,
): FileContent<Uint8Array> {
  const { height, width, channels } = form
  const schema = { name: 'image', type: 'image', height, width, channels } as const satisfies ColumnSchema
  const tally = emptyTally<ImageEvent>()
  const capped = from === undefined ? [] : [message('pictures-capped', { width, height, from })]
  return {
    format: ID,
    about: readFilesText.about.images({ files: labeled.files.length, width, height, isGray: channels === 1 }),
    kind: 'images',
    schema,
    options: { ...options, image: form },
    why: message('pictures-why', { files: labeled.files.length }),
    build: () => buildColumn(schema),
    read: (files) => readImages(files, form, decode, tally, faults),
    refuseAll: () => refuseAll([...(faults?.all() ?? []), ...tally.all()], labeled.files),
    notes: () => [...capped, ...notesOf([...(faults?.all() ?? []), ...tally.all()], form)],
    pictures: (first, rows) => previewImages(first, schema, rows),
  }
}

/** What happened to an image: why it was skipped, or how it was converted. */
type ImageEvent = ImageFault | 'resized' | 'grayed' | 'animated' | 'misnamed'

/**
 * The number of images processed at once: enough to keep the browser's decoders busy, and few enough to limit memory
 * use.
 */
const FILES_AT_ONCE = 16

/** Decodes the image files in order. Images in `known` have been reported already. */
async function* readImages(
  files: readonly IngestFile[],
  form: ImageTarget,
  decode: DecodeImage,
  tally: Tally<ImageEvent>,
  known: Tally<ImageFault> | undefined,
): AsyncGenerator<ReadFile<Uint8Array>> {
  yield* pooled(bytesOfFiles(files), FILES_AT_ONCE, async ({ index, path, bytes }) => {
    const head = bytes ? checkImage(path, bytes) : 'gone'
    const size = bytes?.length ?? 0
    const pixels = bytes && typeof head !== 'string' ? await decode(bytes, form, head) : undefined
    if (typeof head === 'string' || !pixels) {
      if (typeof head !== 'string') tally.add('broken', path)
      else if (!known) tally.add(head, path)
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

type Events = ReturnType<Tally<ImageEvent>['all']>

/** Notes about skipped and converted images. */
function notesOf(events: Events, { height, width }: ImageTarget): readonly Message[] {
  return events.map(([kind, { count, names }]): Message => {
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
function refuseAll(events: Events, files: readonly IngestFile[]): never {
  for (const [why, { names }] of events) {
    const file = names[0] ?? ''
    if (why === 'svg') return refuse('pictures-svg', { file })
    if (why !== 'resized' && why !== 'grayed' && why !== 'animated' && why !== 'misnamed')
      return refuse('pictures-none', { file, why, tried: files.length })
  }
  // not text: the id of the reason
  return refuse('pictures-none', { file: files[0]?.path ?? '', why: 'broken', tried: files.length })
}

/** Yields the results of `work` for each of `items`, in order, with at most `width` calls in progress at once. */
async function* pooled<T, R>(items: AsyncIterable<T>, width: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const pending: Promise<R>[] = []
  for await (const item of items) {
    pending.push(work(item))
    // Prevent an unhandled rejection: if a later item fails, its error is thrown when its turn comes.
    pending.at(-1)?.catch(() => undefined)
    if (pending.length >= width) yield await (pending.shift() as Promise<R>)
  }
  while (pending.length > 0) yield await (pending.shift() as Promise<R>)
}

type ImageTarget = NonNullable<ReadOptions['image']>

interface Survey {
  readonly form: ImageTarget
  /** The most common original image size, as text; set if images are scaled down. */
  readonly from: string | undefined
  /** The images that cannot be read, among the surveyed ones; undefined if they are not known. */
  readonly faults: Tally<ImageFault> | undefined
}

/** The survey with the requested form, if there is one. */
function withForm(survey: Survey, form: ImageTarget | undefined): Survey {
  return form ? { ...survey, form, from: undefined } : survey
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
const SURVEYED_AT_ONCE = 8

/**
 * Determines the size and the number of channels to which all images are converted, and finds images that cannot be
 * read.
 */
async function surveyImages(files: readonly IngestFile[], decode: DecodeImage): Promise<Survey> {
  const faults = emptyTally<ImageFault>()
  const sizes = new Map<string, { readonly size: ImageSize; count: number }>()
  const sides: number[] = []
  let gray = true
  const every = Math.max(1, Math.floor(files.length / DECODED))
  let at = 0
  for await (const seen of pooled(bytesOfFiles(spread(files, HEADS)), SURVEYED_AT_ONCE, (file) =>
    inspectImage(file, at++ % every === 0, decode, faults),
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
  return { form: { ...to, channels }, from: scale < 1 ? `${size.width}×${size.height}` : undefined, faults }
}

async function inspectImage(
  { path, bytes }: FileBytes,
  decoded: boolean,
  decode: DecodeImage,
  faults: Tally<ImageFault>,
) {
  const head = bytes ? checkImage(path, bytes) : 'gone'
  if (typeof head === 'string') faults.add(head, path)
  if (!bytes || typeof head === 'string') return undefined
  const { width, height } = head
  if (head.isGray || !decoded) return { width, height, gray: head.isGray || !decoded }
  const pixels = await decode(bytes, { height: Math.min(height, 64), width: Math.min(width, 64) }, head)
  return { width, height, gray: pixels === undefined || isGray(pixels) }
}
