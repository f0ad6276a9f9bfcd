/** @file English messages about importing many files: archives, images, texts. Loaded with `ingest.ts`. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

/** Lists the first names, and the number of further names. */
const some = (names: readonly string[], all: number) =>
  all > names.length ? `${names.join(', ')} and ${count(all - names.length)} more` : list(names)

/** Why an image is skipped; each entry is a clause that follows the name of the file. */
export type ImageFault = keyof typeof FAULTS
const FAULTS = {
  empty: 'is empty',
  unknown: 'has a format other than PNG, JPEG, WebP, GIF, or BMP',
  svg: 'is SVG, which can contain scripts; export it as PNG',
  short: 'is incomplete',
  large: 'has more than 16 million pixels; resize it first',
  cmyk: 'uses CMYK print colors; save it as RGB',
  deep: 'has 16 bits per channel; save it with 8 bits',
  broken: 'is damaged',
  gone: 'can no longer be read from disk',
} as const

export const ingestFiles = defineMessages('ingest-files', {
  // Messages about archives.
  'archive-broken': (a: { file: string; why: string }) =>
    `${a.file} is not a complete zip file: ${a.why}. Nothing was imported.`,
  'archive-name': (a: { file: string; name: string; why: string }) =>
    `${a.file} contains a file called "${a.name}": ${a.why}. Nothing was read from the archive.`,
  'archive-encrypted': (a: { file: string; name: string }) =>
    `"${a.name}" in ${a.file} is encrypted. Zip it again without a password.`,
  'archive-large': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} unpacks to at least ${byteSize(a.bytes)}; the limit is ${byteSize(a.limit)}.`,
  'archive-bomb': (a: { file: string; name: string; packed: number; bytes: number }) =>
    `"${a.name}" in ${a.file} unpacks from ${byteSize(a.packed)} to at least ${byteSize(a.bytes)}, so it may be an attack (a zip bomb). Nothing was imported.`,
  'archive-changed': (a: { file: string; name: string }) =>
    `"${a.name}" in ${a.file} is damaged: its checksum does not match. Copy or download the archive again.`,
  'archive-many': (a: { file: string; has: number; limit: number }) =>
    `${a.file} contains ${counted(a.has, 'file')}; the limit is ${count(a.limit)}.`,
  'archive-nested': (a: { file: string; name: string }) =>
    `${a.file} contains another archive, "${a.name}". Unpack that one first, or zip its files separately.`,
  'archive-method': (a: { file: string; name: string }) =>
    `"${a.name}" in ${a.file} uses an unsupported compression method. Zip it again as a plain zip.`,
  'archive-empty': (a: { file: string }) => `${a.file} contains no readable files.`,

  // Messages about images.
  'pictures-none': (a: { file: string; tried: number; why: ImageFault }) =>
    `${a.tried === 1 ? 'The image cannot be read' : `None of the ${counted(a.tried, 'image')} can be read`}: ${a.file} ${FAULTS[a.why]}.`,
  'pictures-svg': (a: { file: string }) =>
    `${a.file} is SVG, which can contain scripts. Export it as PNG; Netloom reads PNG, JPEG, WebP, GIF, and BMP.`,
  'pictures-no-table': (a: { table: string; column: string }) =>
    `No value in the "${a.column}" column of ${a.table} matches the name of an imported file.`,
  'pictures-worker': 'This browser cannot read images in the background. Use Chrome, Edge, or Firefox.',

  // Messages about text files.
  'texts-none': (a: { file: string }) => `None of the texts in the folder of ${a.file} contain any words.`,
  'texts-long': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} is ${byteSize(a.bytes)}; the limit for a text is ${byteSize(a.limit)}. Split it into several files.`,

  // Reasons for the type that a column got.
  'pictures-why': (a: { files: number }) => `${counted(a.files, 'file')} with an image extension.`,
  'texts-why': (a: { files: number }) => `${counted(a.files, 'file')} with a text extension.`,
  'files-why-folder': 'The folder that contains each file.',
  'files-why-name': 'The file that each row comes from.',
  'files-why-table': 'A column of the table that names the files.',

  // Notes about what was imported or left out.
  'files-ignored': (a: { names: readonly string[]; count: number }) =>
    `Skipped ${counted(a.count, 'file')} of a different type: ${some(a.names, a.count)}.`,
  'pictures-skipped': (a: { names: readonly string[]; count: number; why: ImageFault }) =>
    `Skipped ${counted(a.count, 'image')}: ${some(a.names, a.count)}. ${a.count === 1 ? 'It' : 'Each of them'} ${FAULTS[a.why]}.`,
  'pictures-resized': (a: { count: number; height: number; width: number }) =>
    `Resized ${counted(a.count, 'image')} to ${a.width}×${a.height} (width × height); the edges are cropped to fit.`,
  'pictures-greyed': (a: { count: number }) => `Converted ${counted(a.count, 'color image')} to gray, like the others.`,
  'pictures-first-frame': (a: { names: readonly string[]; count: number }) =>
    `Only the first frame of ${counted(a.count, 'animated image')} is used: ${some(a.names, a.count)}.`,
  'pictures-extension': (a: { names: readonly string[]; count: number }) =>
    `Read ${counted(a.count, 'image')} despite the wrong file extension: ${some(a.names, a.count)}.`,
  'pictures-capped': (a: { width: number; height: number; from: string }) =>
    `Most images are ${a.from} and are stored as ${a.width}×${a.height} (width × height). Choose another size if details matter.`,
  'pictures-unlabelled': (a: { table: string; count: number; names: readonly string[] }) =>
    `Skipped ${counted(a.count, 'file')} because ${a.table} does not name ${a.count === 1 ? 'it' : 'them'} (${some(a.names, a.count)}).`,
  'pictures-missing': (a: { table: string; count: number }) =>
    `Skipped ${counted(a.count, 'row')} in ${a.table} because the named files were not imported.`,
  'classes-none': 'The files are not in separate class folders, so they have no class.',
  'classes-test': (a: { rows: number }) =>
    `${counted(a.rows, 'file')} in a test folder ${a.rows === 1 ? 'becomes' : 'become'} the test set of this dataset.`,
  'texts-empty': (a: { names: readonly string[]; count: number }) =>
    `Skipped ${counted(a.count, 'empty text')}: ${some(a.names, a.count)}.`,
  'texts-gone': (a: { names: readonly string[]; count: number }) =>
    `Skipped ${counted(a.count, 'file')} because ${a.count === 1 ? 'it' : 'they'} can no longer be read from disk: ${some(a.names, a.count)}.`,
  'texts-binary': (a: { names: readonly string[]; count: number }) =>
    `Skipped ${counted(a.count, 'file')} because ${a.count === 1 ? 'it is' : 'they are'} not text: ${some(a.names, a.count)}.`,
  'texts-encoding': (a: { names: readonly string[]; count: number; encoding: string }) =>
    `Read ${counted(a.count, 'text')} as ${a.encoding}: ${some(a.names, a.count)}.`,
})
