/** @file Breast cancer: benign and malignant tumors, described by measurements of their cell nuclei. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import type { ColumnSchema } from '../dataset-schema'
import { NUCLEUS_NOTES, STATISTIC_NOTES } from './column-notes'

const about = datasetColumnsText.breastCancer
const MEASUREMENTS = Object.keys(NUCLEUS_NOTES) as (keyof typeof NUCLEUS_NOTES)[]

/** How the measurements of all nuclei in an image are combined into one value, and the name of the resulting column. */
const STATISTICS: readonly (readonly [keyof typeof STATISTIC_NOTES, (measurement: string) => string])[] = [
  ['mean', (measurement) => `mean ${measurement}`],
  ['error', (measurement) => `${measurement} error`],
  ['worst', (measurement) => `worst ${measurement}`],
]

const measured = STATISTICS.flatMap(([statistic, nameOf]) =>
  MEASUREMENTS.map((measurement) => ({ statistic, measurement, name: nameOf(measurement) })),
)

const columns = measured.map(
  ({ statistic, measurement, name }): ColumnSchema => ({
    name,
    type: 'number',
    about: `${STATISTIC_NOTES[statistic]}: ${NUCLEUS_NOTES[measurement]}.`, // not text: part of the fingerprint
  }),
)

export const breastCancer = defineDataset({
  schema: {
    id: 'breast-cancer',
    title: text.breastCancer.title,
    kind: 'table',
    columns: [...columns, { name: 'diagnosis', type: 'category', values: ['benign', 'malignant'] }],
    rows: 569,
    testRows: 0,
    target: 'diagnosis',
    ignore: [],
  },
  about: text.breastCancer.about,
  columnAbout: Object.fromEntries(
    measured.map(({ statistic, measurement, name }) => [
      name,
      about[statistic]({ measurement: about.measurements[measurement] }),
    ]),
  ),
  licence: 'CC BY 4.0 (UCI)',
  source: {
    name: 'Breast Cancer Wisconsin (Diagnostic), Wolberg, Street and Mangasarian 1993, UCI; as in scikit-learn 1.4.2',
    url: 'https://archive.ics.uci.edu/dataset/17/breast+cancer+wisconsin+diagnostic',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 56_360 },
})
