/** @file Pictures: PNG, JPEG, WebP, GIF and BMP in class folders or listed by a table, all scaled to one size. */
import { readFilesText } from '../messages/en/data/read-files'
import { message } from '../messages/message'
import type { ColumnSchema } from '../catalog/dataset-schema'
import { buildColumn } from './builders'
import { defineFormat, type Format, type Job } from './define-format'
import { type Content, lookAtFiles, readFiles } from './files/file-rows'
import { isTable, type Labelled, labelledFiles } from './files/labelled'
import { emptyTally } from './files/tally'
import { picturesOf } from './look/pictures'
import { isPicture } from './pictures/check'
import { browserDecoder, type Decode } from './pictures/decoder'
import { notesOf, type PictureEvent, readPictures, refuseAll } from './pictures/read-pictures'
import { survey } from './pictures/survey'

const ID = 'pictures'

/** The format, with the decoder of this place: a browser's, or one of a test. */
export function picturesFormat(decoder: () => Decode): Format {
  return defineFormat({
    id: ID,
    title: readFilesText.format.pictures,
    extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp'],
    knows(files) {
      const pictures = files.filter(({ path }) => isPicture(path)).length
      const tables = files.filter(({ path }) => isTable(path)).length
      return pictures > tables && pictures * 2 >= files.length - tables ? 'bytes' : undefined
    },
    async look(job) {
      const set = await labelledFiles(job, isPicture)
      return lookAtFiles(set, await contentOf(set, job, decoder()))
    },
    async *read(job) {
      const set = await labelledFiles(job, isPicture)
      return yield* readFiles(set, await contentOf(set, job, decoder()), job)
    },
  })
}

export const pictures = picturesFormat(browserDecoder)

async function contentOf(set: Labelled, { options }: Job, decode: Decode): Promise<Content<Uint8Array>> {
  const { form, from } = await survey(set.files, decode, options.image)
  const { height, width, channels } = form
  const schema = { name: 'image', type: 'image', height, width, channels } as const satisfies ColumnSchema
  const tally = emptyTally<PictureEvent>()
  const capped = from === undefined ? [] : [message('pictures-capped', { width, height, from })]
  return {
    format: ID,
    about: readFilesText.about.images({ files: set.files.length, width, height, isGray: channels === 1 }),
    kind: 'images',
    schema,
    options: { ...options, image: form },
    why: message('pictures-why', { files: set.files.length }),
    build: () => buildColumn(schema),
    read: (files) => readPictures(files, form, decode, tally),
    refuseAll: () => refuseAll(tally, set.files),
    notes: () => [...capped, ...notesOf(tally, form)],
    pictures: (first, rows) => picturesOf(first, schema, rows),
  }
}
