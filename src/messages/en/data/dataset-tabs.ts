/** @file UI text around the content of the Rows, Split, Slices, and Versions tabs of a dataset. */
import { defineText } from '../../define'
import { count, counted, percent } from '../../format'

const share = (a: { rows: number; all: number }) => percent(a.rows / Math.max(1, a.all))

export const datasetTabsText = defineText('data/dataset-tabs', {
  rows: {
    label: 'Rows',
    requested: 'Requested rows',
    view: 'View',
    views: { pictures: 'Images', table: 'Table' },
    size: 'Image size',
    edits: 'Edits',
    asking: (a: { shown: string }) => `${a.shown}, waiting for predictions`,
    sorting: (a: { shown: string }) => `${a.shown}, sorting`,
    images: (a: { dataset: string }) => `Images in ${a.dataset}`,
    none: 'No rows match.',
    labelKeys: (a: { keys: string }) => `Label: ${a.keys}`,
    edit: 'Edit',
    open: 'Open row',
    exclude: 'Exclude row',
    selected: (a: { rows: number }) => `${counted(a.rows, 'row')} selected`,
    excludeSelected: 'Exclude',
    count: (a: { rows: number }) => counted(a.rows, 'row'),
    /** The suggested name of a dataset made from some rows. */
    subset: (a: { dataset: string; rows: string }) => `${a.dataset}: ${a.rows}`,
  },
  split: {
    settings: 'Split settings',
    title: 'Split',
    total: (a: { rows: number }) => `${counted(a.rows, 'row')} in three sets`,
    sets: {
      train: (a: { rows: number; all: number }) =>
        `<b>Training</b> ${count(a.rows)} <span>(${share(a)}), used for training</span>`,
      validation: (a: { rows: number; all: number }) =>
        `<b>Validation</b> ${count(a.rows)} <span>(${share(a)}), evaluated after every epoch</span>`,
      test: (a: { rows: number; all: number }) =>
        `<b>Test</b> ${count(a.rows)} <span>(${share(a)}), kept for the final test</span>`,
    },
  },
  slices: {
    title: 'Slices',
    about: 'Named groups of rows. The Evaluate page shows metrics for each slice.',
  },
  versions: {
    edits: 'Edit history',
    notHere: 'This dataset is not on this device. Import its files to restore the dataset with its recorded edits.',
    builtIn:
      'A built-in dataset never changes. Your first edit creates your own copy, and every step is recorded here.',
  },
})
