/** @file Breast cancer: tumours told apart by the nuclei of their cells. */
import { defineDataset } from '../dataset-def'
import type { ColumnSchema } from '../dataset-schema'

/** What was measured of each nucleus in a picture. */
const MEASURED = [
  ['radius', 'from the middle to the border'],
  ['texture', 'spread of the greys'],
  ['perimeter', 'length of the border'],
  ['area', 'pixels within the border'],
  ['smoothness', 'how little the radius changes along the border'],
  ['compactness', 'perimeter² / area - 1'],
  ['concavity', 'how deep the dents of the border are'],
  ['concave points', 'how many dents there are'],
  ['symmetry', 'how alike its halves are'],
  ['fractal dimension', 'how rough the border is'],
] as const

/** Of all nuclei of a picture: the mean, its standard error, and the mean of the three largest. */
const TOLD: readonly [words: string, name: (what: string) => string][] = [
  ['Mean over the nuclei', (what) => `mean ${what}`],
  ['Standard error over the nuclei', (what) => `${what} error`],
  ['Mean of the three largest', (what) => `worst ${what}`],
]

const columns = TOLD.flatMap(([words, name]) =>
  MEASURED.map(([what, means]): ColumnSchema => ({ name: name(what), type: 'number', about: `${words}: ${means}.` })),
)

export const breastCancer = defineDataset({
  schema: {
    id: 'breast-cancer',
    title: 'Breast cancer',
    kind: 'table',
    columns: [...columns, { name: 'diagnosis', type: 'category', values: ['benign', 'malignant'] }],
    rows: 569,
    testRows: 0,
    target: 'diagnosis',
    ignore: [],
  },
  about: 'Tumours benign or malignant, by thirty measures of the nuclei in a picture of their cells.',
  licence: 'CC BY 4.0 (UCI)',
  source: {
    name: 'Breast Cancer Wisconsin (Diagnostic), Wolberg, Street and Mangasarian 1993, UCI; as in scikit-learn 1.4.2',
    url: 'https://archive.ics.uci.edu/dataset/17/breast+cancer+wisconsin+diagnostic',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 56_360 },
})
