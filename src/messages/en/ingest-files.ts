/** @file English sentences of bringing in many files: archives, pictures, texts. Loaded with `learn-ingest.ts`. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

/** A few of many names, and how many more. */
const some = (names: readonly string[], all: number) =>
  all > names.length ? `${names.join(', ')} and ${count(all - names.length)} more` : list(names)

/** Why a picture is left out; each is a clause behind the name of the file. */
export type PictureFault = keyof typeof FAULTS
const FAULTS = {
  empty: 'has no bytes',
  unknown: 'is no PNG, JPEG, WebP, GIF or BMP',
  svg: 'is SVG, a drawing that can hold scripts: export it as PNG',
  short: 'is cut short',
  large: 'has more than 16 million pixels: make it smaller first',
  cmyk: 'is in CMYK, the colours of print: save it as RGB',
  deep: 'has 16 bits a channel: save it with 8',
  broken: 'is damaged',
  gone: 'can no longer be read from the disk',
} as const

export const ingestFiles = defineMessages('ingestFiles', {
  // Archives.
  'archive-broken': (a: { file: string; why: string }) =>
    `${a.file} is no whole zip file: ${a.why}. Nothing was imported.`,
  'archive-name': (a: { file: string; name: string; why: string }) =>
    `${a.file} holds a file called "${a.name}": ${a.why}. Nothing of the archive was read.`,
  'archive-encrypted': (a: { file: string; name: string }) =>
    `"${a.name}" in ${a.file} is encrypted. Pack it anew without a password.`,
  'archive-large': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} unpacks to ${byteSize(a.bytes)} or more; at most ${byteSize(a.limit)} can be read.`,
  'archive-bomb': (a: { file: string; name: string; packed: number; bytes: number }) =>
    `"${a.name}" in ${a.file} unpacks from ${byteSize(a.packed)} to ${byteSize(a.bytes)} or more, as no real file does. Nothing was imported.`,
  'archive-changed': (a: { file: string; name: string }) =>
    `"${a.name}" in ${a.file} is damaged: its checksum does not match. Copy or download the archive again.`,
  'archive-many': (a: { file: string; has: number; limit: number }) =>
    `${a.file} holds ${counted(a.has, 'file')}; at most ${count(a.limit)} can be read.`,
  'archive-nested': (a: { file: string; name: string }) =>
    `${a.file} holds another archive, "${a.name}". Unpack that one first, or pack its files by themselves.`,
  'archive-method': (a: { file: string; name: string }) =>
    `"${a.name}" in ${a.file} is packed in a way that cannot be read. Pack it anew as a plain zip.`,
  'archive-empty': (a: { file: string }) => `${a.file} holds no file that can be read.`,

  // Pictures.
  'pictures-none': (a: { file: string; tried: number; why: PictureFault }) =>
    `${a.tried === 1 ? 'The picture cannot be read' : `None of ${counted(a.tried, 'picture')} can be read`}: ${a.file} ${FAULTS[a.why]}.`,
  'pictures-svg': (a: { file: string }) =>
    `${a.file} is SVG, a drawing that can hold scripts. Export it as PNG; PNG, JPEG, WebP, GIF and BMP are read.`,
  'pictures-no-table': (a: { table: string; column: string }) =>
    `No value of "${a.column}" in ${a.table} is the name of a file that came along.`,
  'pictures-worker': (_: object) =>
    'This browser cannot read pictures in the background. Netloom runs in Chrome, Edge and Firefox.',

  // Texts.
  'texts-none': (a: { file: string }) => `No text in the folder of ${a.file} has a word in it.`,
  'texts-long': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} has ${byteSize(a.bytes)}; a text can have ${byteSize(a.limit)}. Split it into several.`,

  // Why a column is what it is.
  'pictures-why': (a: { files: number }) => `${counted(a.files, 'file')} with the ending of a picture.`,
  'texts-why': (a: { files: number }) => `${counted(a.files, 'file')} with the ending of a text.`,
  'files-why-folder': (_: object) => 'The folder each file stands in.',
  'files-why-name': (_: object) => 'Where each row comes from.',
  'files-why-table': (_: object) => 'A column of the table that names the files.',

  // Notes.
  'files-ignored': (a: { names: readonly string[]; count: number }) =>
    `${counted(a.count, 'file')} left out, of another kind: ${some(a.names, a.count)}.`,
  'pictures-skipped': (a: { names: readonly string[]; count: number; why: PictureFault }) =>
    `${counted(a.count, 'picture')} left out, as ${a.count === 1 ? 'it' : 'each'} ${FAULTS[a.why]}: ${some(a.names, a.count)}.`,
  'pictures-resized': (a: { count: number; height: number; width: number }) =>
    `${counted(a.count, 'picture')} of another size brought to ${a.width}×${a.height} (width × height); what sticks out at the sides is cut off.`,
  'pictures-greyed': (a: { count: number }) =>
    `${counted(a.count, 'picture')} in colour kept as grey, as the others are.`,
  'pictures-first-frame': (a: { names: readonly string[]; count: number }) =>
    `The first frame is taken of ${counted(a.count, 'moving picture')}: ${some(a.names, a.count)}.`,
  'pictures-extension': (a: { names: readonly string[]; count: number }) =>
    `${counted(a.count, 'picture')} with the ending of another format read as what ${a.count === 1 ? 'it is' : 'they are'}: ${some(a.names, a.count)}.`,
  'pictures-capped': (a: { width: number; height: number; from: string }) =>
    `Most pictures are ${a.from}, and are kept as ${a.width}×${a.height} (width × height). Choose another size where details matter.`,
  'pictures-unlabelled': (a: { table: string; count: number; names: readonly string[] }) =>
    `${counted(a.count, 'file')} left out: ${a.table} does not name them (${some(a.names, a.count)}).`,
  'pictures-missing': (a: { table: string; count: number }) =>
    `${counted(a.count, 'row')} of ${a.table} left out: the files they name did not come along.`,
  'classes-none': (_: object) => 'The files do not stand in folders of several classes, so they have no class.',
  'classes-test': (a: { rows: number }) =>
    `${counted(a.rows, 'file')} in a folder for testing are the test rows of this set.`,
  'texts-empty': (a: { names: readonly string[]; count: number }) =>
    `${counted(a.count, 'empty text')} left out: ${some(a.names, a.count)}.`,
  'texts-gone': (a: { names: readonly string[]; count: number }) =>
    `${counted(a.count, 'file')} left out, no longer to be read from the disk: ${some(a.names, a.count)}.`,
  'texts-binary': (a: { names: readonly string[]; count: number }) =>
    `${counted(a.count, 'file')} left out, no text, with zero bytes: ${some(a.names, a.count)}.`,
  'texts-encoding': (a: { names: readonly string[]; count: number; encoding: string }) =>
    `${counted(a.count, 'text')} read as ${a.encoding}: ${some(a.names, a.count)}.`,
})
