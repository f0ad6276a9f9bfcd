/**
 * @file UI text for the preparation steps of a column: names, descriptions, parameters, and what each step learned from
 * the data.
 */
import { defineText } from '../../define'
import { cellNumber, plural } from '../../format'

/** Formats one number, or one number per channel. */
const perChannel = (values: readonly number[]) =>
  values.length === 1
    ? cellNumber(values[0] as number)
    : plural(values.length, { one: 'one for # channel', other: 'one for each of # channels' })

/** The vocabulary of a step: the number of words or characters, and the first ones. */
interface Vocabulary {
  readonly known: number
  readonly first: readonly string[]
}
const examples = ({ known, first }: Vocabulary) =>
  first.length === 0 ? '' : `: ${first.map((one) => `"${one}"`).join(', ')}${known > first.length ? ', …' : ''}`
const words = (a: Vocabulary) => `${plural(a.known, { one: '# word', other: '# words' })}${examples(a)}`

const seed = { label: 'Seed' }
const buckets = { label: 'Buckets' }
const length = { label: 'Length' }
const height = { label: 'Height' }
const width = { label: 'Width' }

export const transformsText = defineText('data/transforms', {
  /** Parameters shared by several steps that read text. */
  text: {
    lower: { label: 'Lowercase', help: '"Good" and "good" count as the same word.' },
    punctuation: {
      label: 'Punctuation as words',
      help: 'Each punctuation mark, such as "!" or ",", counts as a word.',
    },
    runs: { label: 'Longest phrase', help: 'With 2, pairs of neighboring words are also counted.' },
    as: { label: 'Output values' },
    pad: { label: 'Pad side', help: 'Shorter texts are filled with zeros on this side.' },
    cut: { label: 'Cut side', help: 'Longer texts are truncated on this side.' },
    atLeast: {
      label: 'Minimum count',
      help: 'How often an entry must occur in the training set. Rarer entries count as unknown.',
    },
  },
  bagOfWords: {
    title: 'Bag of words',
    about: 'Counts how often each word of a vocabulary occurs, ignoring order. The result fits a Dense layer.',
    params: { most: { label: 'Vocabulary' } },
    learned: words,
  },
  hashedWords: {
    title: 'Hashed words',
    about:
      'Like a bag of words, but a hash puts each word into a bucket. It needs no vocabulary, and new words also count.',
    params: { buckets, seed },
  },
  bin: {
    title: 'Bins',
    about: 'Sorts numbers into bins of equal width, or bins with the same number of rows. The result is a category.',
    params: { bins: { label: 'Bins' }, by: { label: 'Bin edges by' } },
    learned: (a: { edges: readonly number[] }) =>
      `edges ${a.edges
        .slice(0, 12)
        .map((one) => cellNumber(one))
        .join(', ')}`,
  },
  clip: {
    title: 'Clip',
    about: 'Sets values outside two bounds to the nearest bound.',
    params: {
      by: { label: 'Bounds by' },
      low: { label: 'Lower quantile' },
      high: { label: 'Upper quantile' },
      least: { label: 'Minimum', help: 'Used with "values".' },
      greatest: { label: 'Maximum', help: 'Used with "values".' },
    },
    learned: (a: { low: readonly number[]; high: readonly number[] }) =>
      `between ${perChannel(a.low)} and ${perChannel(a.high)}`,
  },
  hash: {
    title: 'Hash',
    about: 'Uses a hash to put each value into one of a fixed number of buckets. New values also get a bucket.',
    params: { buckets, seed, as: { label: 'Result', help: 'Choose "index" if an Embedding layer follows.' } },
  },
  impute: {
    title: 'Fill in missing',
    about: 'Replaces missing values with the mean, the median, the most frequent value, or a constant.',
    params: {
      by: { label: 'Fill with' },
      value: { label: 'Constant', help: 'For numbers, used with "constant".' },
      word: { label: 'Category', help: 'For categories, used with "constant".' },
      flag: { label: 'Mark filled values', help: 'Adds a second number: 1 where the value was missing.' },
    },
    learned: (a: { fill: readonly number[] }) => `with ${perChannel(a.fill)}`,
  },
  index: {
    title: 'Index for embedding',
    about: 'Replaces each value with a number, starting at 1; 0 means missing or unseen. Add an Embedding layer next.',
  },
  log: {
    title: 'Logarithm',
    about:
      'For prices, counts, and sizes with a few very large values: 10, 100, and 1,000 end up almost equally spaced.',
    params: {
      form: {
        label: 'Form',
        help: '"log1p" is log(1 + x); negative numbers become 0. "signed" keeps the sign of negative numbers.',
      },
    },
  },
  minMax: {
    title: 'Min–max',
    about:
      'Scales the smallest value to one end of a range and the largest to the other. New values may be outside the range.',
    params: { low: { label: 'Smallest becomes' }, high: { label: 'Largest becomes' } },
    learned: (a: { least: readonly number[]; greatest: readonly number[] }) =>
      `from ${perChannel(a.least)} to ${perChannel(a.greatest)}`,
  },
  oneHot: {
    title: 'One-hot',
    about: 'One number per value: 1 for the value of the row, 0 for all others. Missing and new values are all zeros.',
    params: {
      most: {
        label: 'Max. values',
        help: 'Only the most frequent values get their own number; rarer values share one. With 0, every value gets its own.',
      },
    },
    /** `isGrouped` is set if all rarer values are encoded as the same number. */
    learned: (a: { values: number; isGrouped: boolean }) =>
      a.isGrouped
        ? plural(a.values, { one: '# value and the others', other: '# values and the others' })
        : plural(a.values, { one: '# value', other: '# values' }),
  },
  resize: {
    title: 'Resize',
    about:
      'Makes images smaller or larger. "area" averages pixels, which is best for shrinking; "bilinear" blends neighboring pixels.',
    params: { height, width, by: { label: 'Method' } },
  },
  crop: {
    title: 'Crop',
    about: 'Cuts a part out of every image, by default the center.',
    params: {
      height,
      width,
      middle: { label: 'Centered' },
      top: { label: 'From the top', help: 'Used if the crop is not centered.' },
      left: { label: 'From the left', help: 'Used if the crop is not centered.' },
    },
  },
  grayscale: {
    title: 'Grayscale',
    about: 'Replaces red, green, and blue with a single brightness channel (ITU-R BT.601).',
  },
  rescale: {
    title: 'Rescale pixels',
    about: 'Turns pixel values from 0 to 255 into numbers from 0 to 1, or from −1 to 1.',
    params: { to: { label: 'Range' } },
  },
  ordinal: {
    title: 'Ordinal',
    about: 'Turns ordered values such as small, medium, and large into 0, 1, 2, and so on.',
    params: {
      order: {
        label: 'Order',
        help: 'The values from lowest to highest, separated by commas. If empty, the column’s own order is used.',
      },
    },
  },
  robust: {
    title: 'Robust scale',
    about:
      'Subtracts the median and divides by the interquartile range, so a few extreme values hardly change the scaling.',
    params: { low: { label: 'From quantile' }, high: { label: 'To quantile' } },
    learned: (a: { median: readonly number[]; width: readonly number[] }) =>
      `median ${perChannel(a.median)}, range ${perChannel(a.width)}`,
  },
  window: {
    title: 'Window',
    about:
      'Combines the values of earlier rows into a series, in row order. To predict, enter a list of values, oldest first.',
    params: {
      length,
      horizon: {
        label: 'Offset (rows)',
        help: 'How many rows before the current row the window ends. With 0, the window includes the current row. With 1, it ends one row earlier, so you can predict the next value.',
      },
    },
  },
  timeWindow: {
    title: 'Window in time',
    about:
      'Combines the values of earlier rows of the same group into a series, in order of time. To predict, enter a list of values, oldest first.',
    params: {
      by: { label: 'Ordered by', help: 'A column with times, or with numbers that increase over time.' },
      within: { label: 'Group by', help: 'A column that identifies separate series, such as a store or a sensor.' },
      length,
      horizon: {
        label: 'Offset (rows)',
        help: 'How many rows before the current row the window ends. With 0, the window includes the current row. With 1, it ends one row earlier, so you can predict the next value.',
      },
      border: {
        label: 'Across sets',
        help: 'For validation and test rows: "past" lets a window use earlier training rows, as in real use. "apart" treats those values as missing.',
      },
    },
  },
  difference: {
    title: 'Difference',
    about: 'Subtracts an earlier value of a series from each value, so only changes remain.',
    params: { lag: { label: 'Steps back' } },
  },
  flatten: {
    title: 'Flatten',
    about: 'Puts all numbers of an array or image into one vector, for a Dense layer.',
  },
  standardize: {
    title: 'Standardize',
    about: 'Subtracts the mean and divides by the standard deviation. Most values end up between −2 and 2.',
    learned: (a: { mean: readonly number[]; deviation: readonly number[] }) =>
      `mean ${perChannel(a.mean)}, standard deviation ${perChannel(a.deviation)}`,
  },
  normalize: {
    title: 'Normalize colors',
    about: 'Subtracts the mean of each color channel and divides by its standard deviation.',
  },
  words: {
    title: 'Words as IDs',
    about:
      'Replaces each word with its number in a vocabulary. Every text ends up the same length. Add an Embedding layer next.',
    params: { most: { label: 'Vocabulary', help: 'The most frequent words.' }, length },
    learned: words,
  },
  characters: {
    title: 'Characters as IDs',
    about:
      'Replaces each character with its number in an alphabet. Every text ends up the same length. Add an Embedding layer next.',
    params: { most: { label: 'Alphabet', help: 'The most frequent characters.' }, length },
    learned: (a: Vocabulary) => `${plural(a.known, { one: '# character', other: '# characters' })}${examples(a)}`,
  },
  cyclic: {
    title: 'Cyclic time',
    about:
      'Places the hour, weekday, month, or day of the year on a circle (sine and cosine), so 23:59 is next to 00:00.',
    params: {
      hour: { label: 'Hour' },
      weekday: { label: 'Weekday' },
      month: { label: 'Month' },
      yearDay: { label: 'Day of the year' },
    },
  },
  timeParts: {
    title: 'Time parts',
    about: 'Splits a time into year, month, day, hour, and so on, each as its own number.',
    params: {
      days: { label: 'Days since 1970' },
      year: { label: 'Year' },
      month: { label: 'Month' },
      day: { label: 'Day of the month' },
      weekday: { label: 'Weekday (Monday is 0)' },
      weekend: { label: 'Weekend' },
      yearDay: { label: 'Day of the year' },
      hour: { label: 'Hour' },
    },
  },
})
