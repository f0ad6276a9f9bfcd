/** @file UI text for the column profiles of a dataset: ranges, statistics, groups, and the chart over time. */
import { defineText } from '../../define'
import { cellNumber, count, counted, dimensions, fixed, list, precisePercent, plural, significant } from '../../format'

const missing = (n: number) => (n === 0 ? '' : `, ${count(n)} missing`)

export const columnsText = defineText('data/columns', {
  title: 'Columns',
  imageTitle: 'Images and classes',
  allRows: (a: { rows: number }) => `All ${counted(a.rows, 'row')}`,
  allImages: (a: { rows: number }) => `All ${counted(a.rows, 'image')}`,
  checking: 'Counting the values in each column',
  edit: (a: { column: string }) => `Edit name and type of ${a.column}`,
  ordered: 'ordered',
  orderedAbout: (a: { values: readonly string[] }) => `The classes are ordered: ${a.values.slice(0, 20).join(' < ')}.`,
  role: { target: 'target', input: 'input', excluded: 'excluded', unused: 'not used' },
  /** The label of a column's chart for screen readers. */
  chart: (a: { column: string; summary: string }) => `${a.column}: ${a.summary}`,
  summary: {
    number: (a: { name: string; min: number; max: number; mean: number; missing: number }) =>
      `${cellNumber(a.min, a.name)} to ${cellNumber(a.max, a.name)}, mean ${cellNumber(a.mean, a.name)}${missing(a.missing)}`,
    time: (a: { from: string; to: string; missing: number }) => `${a.from} to ${a.to}${missing(a.missing)}`,
    category: (a: { classes: number; fewest: number; most: number; missing: number }) => {
      const classes = counted(a.classes, 'class', 'classes')
      if (a.classes === 0) return `${classes}${missing(a.missing)}`
      const each = a.fewest === a.most ? count(a.fewest) : `${count(a.fewest)} to ${count(a.most)}`
      return `${classes}, ${each} each${missing(a.missing)}`
    },
    text: (a: { shortest: number; longest: number; median: number; missing: number }) =>
      `${count(a.shortest)} to ${count(a.longest)} characters, median ${cellNumber(a.median)}${missing(a.missing)}`,
    image: (a: { height: number; width: number; brightness: number; missing: number }) =>
      `${dimensions([a.height, a.width])} pixels, mean brightness ${cellNumber(a.brightness)} of 255${missing(a.missing)}`,
    array: (a: { shape: readonly number[]; min: number; max: number; missing: number }) =>
      `${dimensions(a.shape)} numbers per row, ${cellNumber(a.min)} to ${cellNumber(a.max)}${missing(a.missing)}`,
    empty: (a: { missing: number }) => `No values${missing(a.missing)}`,
  },
  fact: {
    missing: 'Missing',
    gaps: 'Missing inside series',
    distinct: 'Distinct',
    quartiles: 'Quartiles',
    middle: 'Middle 90%',
    deviation: 'Std. deviation',
    top: 'Most frequent',
    withTarget: (a: { target: string }) => `With ${a.target}`,
    estimated: 'Estimated',
  },
  missingShare: (a: { missing: number; rows: number }) =>
    `${count(a.missing)} of ${count(a.rows)} (${precisePercent(a.missing / Math.max(1, a.rows))})`,
  gapCount: (a: { gaps: number }) => counted(a.gaps, 'number'),
  about: (a: { distinct: number }) => `about ${count(a.distinct)}`,
  usedClasses: (a: { used: number }) => `${count(a.used)} in use`,
  quartiles: (a: { column: string; q25: number; median: number; q75: number }) =>
    [a.q25, a.median, a.q75].map((value) => cellNumber(value, a.column)).join(' · '),
  timeQuartiles: (a: { q25: string; median: string; q75: string }) => [a.q25, a.median, a.q75].join(' · '),
  lengthQuartiles: (a: { q25: number; median: number; q75: number }) =>
    `${[a.q25, a.median, a.q75].map((value) => cellNumber(value)).join(' · ')} characters`,
  range: (a: { column: string; low: number; high: number }) =>
    `${cellNumber(a.low, a.column)} to ${cellNumber(a.high, a.column)}`,
  lengthRange: (a: { low: number; high: number }) => `${cellNumber(a.low)} to ${cellNumber(a.high)} characters`,
  top: (a: { values: readonly { readonly value: string; readonly count: number }[] }) =>
    list(a.values.map(({ value, count: times }) => `${value} (${count(times)}×)`)),
  estimatedFrom: (a: { rows: number }) => `quantiles and bars from a random sample of ${counted(a.rows, 'row')}`,
  correlation: (a: { pearson: number; spearman: number; sampled: number | undefined }) =>
    `correlation ${fixed(a.pearson, 2)} (Pearson), ${fixed(a.spearman, 2)} (Spearman${a.sampled === undefined ? '' : `, from ${counted(a.sampled, 'row')}`})`,
  ratio: (a: { eta: number }) => `correlation ratio η ${fixed(a.eta, 2)}`,
  cramer: (a: { v: number }) => `Cramér's V ${fixed(a.v, 2)}`,
  associationAbout: {
    correlation: 'From −1 to 1; 0 is no relation. Pearson measures a straight line, Spearman any rise or fall.',
    ratio: 'How strongly the numbers differ between the classes: 0 is not at all, 1 is completely.',
    cramer: 'How strongly the two categories depend on each other: 0 is not at all, 1 is completely.',
  },
  groups: {
    bySplit: 'By set',
    bySplitAnd: (a: { target: string }) => `By set and ${a.target}`,
    label: (a: { column: string }) => `${a.column} by set and class`,
    group: 'Set or class',
    rows: 'Rows',
    missing: 'Missing',
    mean: 'Mean',
    meanBytes: 'Mean length (bytes)',
    deviation: 'Std. deviation',
    train: 'Training',
    validation: 'Validation',
    test: 'Test',
    more: (a: { classes: number }) => plural(a.classes, { one: 'and # more class', other: 'and # more classes' }),
  },
  time: {
    title: 'Over time',
    sampled: (a: { rows: number }) => `${counted(a.rows, 'row')}, picked at random with a fixed seed`,
    all: (a: { rows: number }) => counted(a.rows, 'row'),
    sampledMeans: (a: { rows: number; moments: number }) =>
      `${counted(a.rows, 'row')}, picked at random with a fixed seed; each dot is the mean of the values at ${count(a.moments)} consecutive times, and the band runs from the lowest to the highest of these values`,
    allMeans: (a: { rows: number; moments: number }) =>
      `${counted(a.rows, 'row')}; each dot is the mean of the values at ${count(a.moments)} consecutive times, and the band runs from the lowest to the highest of these values`,
    number: 'Number',
    over: 'Over',
    titleOf: (a: { column: string }) => `${a.column} over time`,
    chart: (a: { column: string; from: string; to: string; low: number; high: number }) =>
      `${a.column} from ${a.from} to ${a.to}: ${significant(a.low)} to ${significant(a.high)}`,
    unitChart: (a: { column: string; from: string; to: string; low: number; high: number; unit: string }) =>
      `${a.column} from ${a.from} to ${a.to}: ${significant(a.low)} to ${significant(a.high)} ${a.unit}`,
  },
})

export type ColumnType = 'number' | 'category' | 'text' | 'time' | 'image' | 'array'

export const columnTypesText = defineText('data/columns/column-types', {
  label: {
    number: 'Number',
    category: 'Category',
    text: 'Text',
    time: 'Date or time',
    image: 'Image',
    array: 'Series',
  },
  holds: {
    number: 'numbers',
    category: 'categories',
    text: 'text',
    time: 'dates or times',
    image: 'images',
    array: 'series of numbers',
  },
}) satisfies Readonly<Record<'label' | 'holds', Readonly<Record<ColumnType, string>>>>
