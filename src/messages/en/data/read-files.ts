/** @file UI text for reading files: names of formats, the content of a file, and why it cannot be read. */
import { defineText } from '../../define'
import { count, counted, dimensions } from '../../format'

/** Encodings of text files. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'

const encodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 big-endian',
  latin1: 'Latin-1',
}

export const readFilesText = defineText('data/read-files', {
  /** Names of formats, as items of a list. */
  format: {
    csv: 'CSV',
    json: 'JSON Lines',
    parquet: 'Parquet',
    excel: 'Excel',
    npy: 'NPY',
    npz: 'NPZ',
    idx: 'IDX',
    pictures: 'images',
    texts: 'text files in folders',
    zip: 'zip',
    folder: 'folders',
  },
  /** What a damaged file was expected to be: the end of "... is not a readable ___". */
  readable: { excel: 'Excel workbook', parquet: 'Parquet file' },
  /** Why an Excel workbook cannot be read: the end of "... is not a readable Excel workbook: ___." */
  excelFault: 'its sheets are damaged',
  /** Why a Parquet file cannot be read: the end of "... is not a readable Parquet file: ___." */
  parquetFaults: {
    end: 'its end is missing or damaged',
    metadata: 'its list of columns is damaged',
    rows: (a: { first: number; last: number }) => `rows ${count(a.first)} to ${count(a.last)} are damaged`,
  },
  encoding: encodings,
  separators: { tab: 'tabs', semicolon: 'semicolons', bar: 'vertical bars', comma: 'commas', space: 'spaces' },
  separator: { tab: 'tab', semicolon: 'semicolon', bar: 'vertical bar', comma: 'comma', space: 'space' },
  otherSeparator: (a: { separator: string }) => `"${a.separator}"`,

  /** A description of a file's content, shown next to its name. */
  about: {
    csv: (a: { format: 'CSV' | 'TSV'; separators: string; encoding: Encoding; decimal: string; header: boolean }) =>
      [
        `${a.format}, separated by ${a.separators}`,
        ...(a.decimal === ',' ? ['decimal comma'] : []),
        encodings[a.encoding],
        ...(a.header ? [] : ['no header']),
      ].join(', '),
    jsonArray: (a: { encoding: Encoding }) => `JSON array of records, ${encodings[a.encoding]}`,
    jsonLines: (a: { encoding: Encoding }) => `JSON with one record per line, ${encodings[a.encoding]}`,
    excel: 'Excel',
    excelSheet: (a: { sheet: string; sheets: number }) => `Excel, sheet "${a.sheet}" (one of ${count(a.sheets)})`,
    noHeader: (a: { about: string }) => `${a.about}, no header`,
    parquet: (a: { rows: number; groups: number }) =>
      `Parquet, ${counted(a.rows, 'row')} in ${counted(a.groups, 'group')}`,
    images: (a: { files: number; width: number; height: number; isGray: boolean }) =>
      `${counted(a.files, 'image')}, ${dimensions([a.width, a.height])}, ${a.isGray ? 'grayscale' : 'color'}`,
    texts: (a: { files: number }) => counted(a.files, 'text file'),
    files: (a: { files: number }) => counted(a.files, 'file'),
    zip: (a: { files: number }) => `Zip with ${counted(a.files, 'file')}`,
    /** The name of a folder or an archive, and of the dataset in it. */
    within: (a: { outer: string; inner: string }) => `${a.outer}: ${a.inner}`,
    arrays: (a: { arrays: number; first: readonly string[] }) =>
      `${counted(a.arrays, 'array')}: ${a.first.join('; ')}${a.arrays > a.first.length ? '; …' : ''}`,
    array: (a: { name: string; shape: readonly number[]; type: string }) =>
      `${a.name} ${dimensions(a.shape)}, ${a.type}`,
  },
  /** Names of the value types in arrays. */
  values: {
    integers: (a: { bits: number }) => `${a.bits}-bit integers`,
    floats: (a: { bits: number }) => `${a.bits}-bit floats`,
    booleans: 'booleans',
    texts: 'text',
  },
  noFiles: 'no files',
  filesAnd: (a: { first: string; more: number }) => `${a.first} and ${count(a.more)} more`,

  /** Why a file cannot be read: the end of "... : ___". */
  fault: {
    checksum: 'its checksum does not match',
    json: {
      between: (a: { found: string }) => `there is "${a.found}" between two records`,
      cutOff: 'the file ends before the record does',
      broken: 'it cannot be parsed',
      deep: (a: { most: number }) => `it nests lists or objects more than ${count(a.most)} levels deep`,
    },
    name: {
      long: (a: { characters: number; most: number }) =>
        `its name has ${counted(a.characters, 'character')}; the limit is ${count(a.most)}`,
      path: 'its path starts at the root or has an empty part',
      outside: 'its path points outside the archive',
      device: 'Windows reserves this name for a device',
      characters: 'its name contains characters that are not allowed in file names',
    },
    npy: {
      start: 'it does not start like a NumPy file',
      version: (a: { version: number }) => `its version is ${a.version}, not 1, 2, or 3`,
      header: 'it ends in the middle of its header',
      headerLength: (a: { bytes: number }) => `its header claims a length of ${counted(a.bytes, 'byte')}`,
      unreadable: 'its header cannot be read',
    },
  },
})
