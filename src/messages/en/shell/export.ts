/** @file UI text for the dialog that exports a project with a custom dataset: what the file will contain. */
import { defineText } from '../../define'
import { byteSize, count, list, plural } from '../../format'

/** The maximum number of column, value, and slice names to list; the others are only counted. */
const MOST_LISTED = 12

export const exportText = defineText('shell/export', {
  title: 'Export project file',
  cancel: 'Cancel',
  save: 'Export',
  saveWithRows: 'Export with data',
  intro: 'The file contains the network and the training settings. The dataset is your own, so the file also contains:',
  dataset: (a: { title: string }) => `its title and version, "${a.title}"`,
  columns: (a: { names: readonly string[] }) =>
    `${plural(a.names.length, { one: 'the name of # column', other: 'the names of # columns' })}: ${someOf(a.names)}`,
  values: (a: { column: string; values: readonly string[] }) =>
    `${plural(a.values.length, { one: '# value', other: '# values' })} of "${a.column}": ${someOf(a.values)}`,
  edits: (a: { edits: number; list: readonly string[] }) =>
    `${plural(a.edits, { one: '# edit', other: '# edits' })}, with any column names and values they mention: ${someOf(a.list)}`,
  slices: (a: { names: readonly string[] }) =>
    `${plural(a.names.length, { one: '# slice', other: '# slices' })}: ${someOf(a.names)}`,
  checkNames: 'These values come from your data. Check whether they contain people’s names.',
  images: {
    included: (a: { images: number }) =>
      `${images(a)} ${a.images === 1 ? 'is' : 'are'} included. Anyone with the file can see them and the people in them.`,
    includedByCamera: (a: { images: number; byCamera: number }) =>
      `${images(a)} ${a.images === 1 ? 'is' : 'are'} included, ${count(a.byCamera)} from the camera. Anyone with the file can see them and the people in them.`,
    excluded: (a: { images: number }) => `${images(a)} ${a.images === 1 ? 'is' : 'are'} not included.`,
    excludedByCamera: (a: { images: number; byCamera: number }) =>
      `${images(a)}, ${count(a.byCamera)} from the camera, ${a.images === 1 ? 'is' : 'are'} not included.`,
  },
  rows: (a: { rows: number }) => `Include ${plural(a.rows, { one: 'the # row', other: 'all # rows' })}`,
  rowsOfSize: (a: { rows: number; bytes: number }) =>
    `Include ${plural(a.rows, { one: 'the # row', other: 'all # rows' })} (${byteSize(a.bytes)})`,
  rowsHelp: {
    missing: 'The rows are not on this device.',
    included: 'Exports a zip file that includes the dataset, so the project opens on any device.',
    excluded:
      'The file opens on any device and shows the network. To train on that device, import the original data files there.',
  },
})

function images(a: { readonly images: number }): string {
  return plural(a.images, { one: '# image', other: '# images' })
}

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_LISTED
  return list(more > 0 ? [...names.slice(0, MOST_LISTED), `${count(more)} more`] : names)
}
