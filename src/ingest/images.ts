/**
 * @file Images: PNG, JPEG, WebP, GIF and BMP files in class folders or listed in a table, all scaled to the same size.
 */
import { readFilesText } from '../messages/en/data/read-files'
import { message } from '../messages/message'
import type { ColumnSchema } from '../catalog/dataset-schema'
import { buildColumn } from './column-builders'
import { defineFormat, type Format, type Job } from './define-format'
import { type FileContent, previewFiles, readFiles } from './files/file-rows'
import { isTable, type LabeledFiles, labelFiles } from './files/label-files'
import { emptyTally } from './files/file-tally'
import { previewImages } from './preview/preview-images'
import { isImage } from './images/check-image'
import { browserDecoder, type DecodeImage } from './images/decoder'
import { notesOf, type ImageEvent, readImages, refuseAll } from './images/read-images'
import { surveyImages } from './images/survey-images'

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
      return previewFiles(labeled, await contentOf(labeled, job, decoder()))
    },
    async *read(job) {
      const labeled = await labelFiles(job, isImage)
      return yield* readFiles(labeled, await contentOf(labeled, job, decoder()), job)
    },
  })
}

export const images = imagesFormat(browserDecoder)

async function contentOf(
  labeled: LabeledFiles,
  { options }: Job,
  decode: DecodeImage,
): Promise<FileContent<Uint8Array>> {
  const { form, from } = await surveyImages(labeled.files, decode, options.image)
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
    read: (files) => readImages(files, form, decode, tally),
    refuseAll: () => refuseAll(tally, labeled.files),
    notes: () => [...capped, ...notesOf(tally, form)],
    pictures: (first, rows) => previewImages(first, schema, rows),
  }
}
