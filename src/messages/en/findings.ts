/**
 * @file UI text for the data report: each finding with its numbers, why it matters, and what the user can do. Loaded
 * with the code that shows the report.
 */
import { defineText, visible } from '../define'
import { cellNumber, count, counted, list, precisePercent, percent } from '../format'

/** The sets of a split that are held out from training. */
type Held = 'validation' | 'test'

/** Units that a column may mix, by id. */
const units = defineText('findings/units', {
  centimeter: 'centimeters',
  inch: 'inches',
  foot: 'feet',
  meter: 'meters',
  kilometer: 'kilometers',
  mile: 'miles',
  pound: 'pounds',
  kilogram: 'kilograms',
  gram: 'grams',
  ounce: 'ounces',
  liter: 'liters',
  gallon: 'gallons',
  joule: 'joules',
  calorie: 'calories',
  second: 'seconds',
  minute: 'minutes',
  hour: 'hours',
  day: 'days',
  millimeter: 'millimeters',
  hundredth: 'hundredths',
  thousandth: 'thousandths',
  millionth: 'millionths',
  whole: 'whole units',
  fahrenheit: 'degrees Fahrenheit',
  celsius: 'degrees Celsius',
})
export type MixedUnit = keyof typeof units

const share = (part: number, whole: number) => precisePercent(part / Math.max(1, whole))
const quoted = (text: string) => `"${visible(text.length > 40 ? `${text.slice(0, 39)}…` : text)}"`

/** What to do if a class has hardly any rows except copies. */
const differMore = ({ few }: { few?: string }) =>
  few === undefined ? '' : ` ${quoted(few)} has hardly any other examples. Add examples that differ more.`

/** Classes with too few rows: the smallest by name, and how many more there are. */
interface SmallClasses {
  column: string
  classes: readonly { value: string; rows: number }[]
  more: number
}

const allOf = ({ classes, more }: SmallClasses) => classes.length + more
const onlyOf = (a: SmallClasses) => (allOf(a) === 1 ? a.classes[0] : undefined)
const namedClasses = ({ classes, more }: SmallClasses) =>
  list([
    ...classes.map(({ value, rows }) => `${quoted(value)} (${counted(rows, 'row')})`),
    ...(more > 0 ? [counted(more, 'other')] : []),
  ])

interface Spellings {
  column: string
  count: number
  groups: readonly (readonly string[])[]
  more: number
  typos: readonly (readonly [typo: string, meant: string])[]
}

const english = {
  'missing-values': {
    title: (a: { column: string }) => `${quoted(a.column)} has missing values`,
    says: (a: { column: string; missing: number; rows: number }) =>
      `${counted(a.missing, 'row')} of ${count(a.rows)} (${share(a.missing, a.rows)}) ${a.missing === 1 ? 'has' : 'have'} no value for ${quoted(a.column)}.`,
    why: 'A network needs numbers. Fill in the missing values, or exclude their rows or the column. The choice affects what the network learns.',
  },
  'constant-column': {
    title: (a: { column: string }) => `${quoted(a.column)} never changes`,
    /** `value` is null if every value is missing. */
    says: (a: { column: string; value: string | number | null; rows: number }) =>
      a.value === null
        ? `None of the ${counted(a.rows, 'row')} has a value for ${quoted(a.column)}.`
        : `All ${counted(a.rows, 'row')} have the value ${typeof a.value === 'number' ? cellNumber(a.value) : quoted(a.value)} in ${quoted(a.column)}.`,
    why: 'A column that never changes contains no information. It adds weights, and scaling it would divide by zero.',
  },
  'duplicate-rows': {
    title: (_: object) => 'Duplicate rows',
    says: (a: { copies: number; groups: number; rows: number; few?: string }) =>
      `${counted(a.copies, 'row')} of ${count(a.rows)} (${share(a.copies, a.rows)}) ${a.copies === 1 ? 'is an exact copy' : 'are exact copies'} of ${a.groups === 1 ? 'another row' : `${count(a.groups)} other rows`}, target included.${differMore(a)}`,
    why: 'Duplicates count twice in the loss. If one copy is in the training set and another in the test set, the test results look too good.',
  },
  'near-duplicate-rows': {
    title: (_: object) => 'Near-duplicate rows',
    says: (a: { copies: number; groups: number; rows: number; few?: string }) =>
      `${counted(a.copies, 'row')} of ${count(a.rows)} (${share(a.copies, a.rows)}) nearly ${a.copies === 1 ? 'matches' : 'match'} another row. Every number is within ${percent(0.001, 1)} of its column's range, and texts differ only in case and spaces.${differMore(a)}`,
    why: 'Usually, one measurement was stored twice, then rounded or corrected. Such rows count twice. If one is in the training set and another in the test set, the test results look too good.',
  },
  'conflicting-rows': {
    title: (_: object) => 'Same inputs, different labels',
    says: (a: { rows: number; groups: number; target: string }) =>
      `${counted(a.rows, 'row')} each have the same inputs as another row, but a different ${quoted(a.target)}.`,
    why: 'No network can learn two labels for the same inputs. Either a label is wrong, or a column that would explain the difference is missing.',
  },
  'copies-across-parts': {
    title: (a: { what: 'rows' | 'pictures'; test: number }) =>
      `${a.test > 0 ? 'Test' : 'Validation'} ${a.what === 'rows' ? 'rows' : 'images'} also in the training set`,
    says: (a: {
      what: 'rows' | 'pictures'
      validation: number
      test: number
      ofValidation: number
      ofTest: number
    }) => {
      const examples = a.what === 'rows' ? 'rows' : 'images'
      const sets = [
        ...(a.test > 0 ? [`${count(a.test)} of ${count(a.ofTest)} test ${examples}`] : []),
        ...(a.validation > 0 ? [`${count(a.validation)} of ${count(a.ofValidation)} validation ${examples}`] : []),
      ]
      return `${list(sets)} ${a.test + a.validation === 1 ? 'has' : 'have'} an exact or near copy in the training set.`
    },
    why: 'Validation and test results should show how the network performs on data it has never seen. The network has already seen these examples, so the results look too good.',
  },
  'duplicate-pictures': {
    title: (_: object) => 'Duplicate images',
    says: (a: { column: string; copies: number; groups: number; rows: number; few?: string }) =>
      `${counted(a.copies, 'image')} of ${count(a.rows)} (${share(a.copies, a.rows)}) ${a.copies === 1 ? 'looks' : 'look'} the same as another image, even if the brightness or compression differs.${differMore(a)}`,
    why: 'Duplicates count twice in the loss. If one copy is in the training set and another in the test set, the test results look too good.',
  },
  'mixed-backgrounds': {
    title: (_: object) => 'Dark and light backgrounds',
    says: (a: { column: string; light: number; dark: number; rows: number }) =>
      `${count(a.light)} of ${counted(a.rows, 'image')} ${a.light === 1 ? 'has' : 'have'} a light background, and ${count(a.dark)} a dark one, as on the drawing pad.`,
    why: 'The network may tell classes by their background instead of their shape. Add the light images again, and choose to invert them.',
  },
  'leaks-target': {
    title: (a: { column: string }) => `${quoted(a.column)} alone predicts the target`,
    says: (a: { column: string; target: string; score: number; classes: boolean }) =>
      a.classes
        ? `Using only ${quoted(a.column)} to predict ${quoted(a.target)}, a simple model avoids ${precisePercent(a.score)} of the mistakes that guessing makes, as measured on unseen rows.`
        : `Using only ${quoted(a.column)}, a simple model explains ${precisePercent(a.score)} of how ${quoted(a.target)} varies, as measured on unseen rows.`,
    why: 'If you know this value before you predict, it is simply a good input: keep it. If it is recorded after the outcome, or is the outcome in another form, real use does not have it, and the network then predicts badly.',
  },
  'gaps-leak-target': {
    title: (a: { column: string }) => `Missing values in ${quoted(a.column)} give away the target`,
    says: (a: { column: string; target: string; score: number; classes: boolean }) =>
      a.classes
        ? `Knowing only whether ${quoted(a.column)} has a value, a simple model avoids ${precisePercent(a.score)} of the mistakes that guessing ${quoted(a.target)} makes, as measured on unseen rows.`
        : `Knowing only whether ${quoted(a.column)} has a value, a simple model explains ${precisePercent(a.score)} of how ${quoted(a.target)} varies, as measured on unseen rows.`,
    why: 'Such a column is usually filled in after the outcome is known. In real use, its values are then always missing.',
  },
  'identifier-feature': {
    title: (a: { column: string }) => `${quoted(a.column)} looks like an identifier`,
    says: (a: { column: string; rows: number }) =>
      `${quoted(a.column)} is one of the inputs, and it is different in nearly all of the ${counted(a.rows, 'row')}, like an ID or a name.`,
    why: 'The network can use this column to memorize rows, which does not help with new rows. If the rows are sorted by class, or if the target changes over time, the column also leaks the target.',
  },
  'date-feature': {
    title: (a: { column: string }) => `${quoted(a.column)} is a date`,
    says: (a: { column: string; target: string }) =>
      a.target === ''
        ? `${quoted(a.column)} is a date, and it is one of the inputs.`
        : `${quoted(a.column)} is a date, and it is one of the inputs that predict ${quoted(a.target)}.`,
    why: 'The network will be used on later dates, and past dates do not return. Use parts of the date that repeat (month, weekday, hour), or split by time so that the test rows come last.',
  },
  imbalance: {
    title: (a: { column: string }) => `Classes in ${quoted(a.column)} are imbalanced`,
    says: (a: { column: string; most: string; mostRows: number; least: string; leastRows: number }) =>
      `${quoted(a.most)} has ${counted(a.mostRows, 'row')} and ${quoted(a.least)} has ${count(a.leastRows)}: ${count(a.mostRows / a.leastRows)} times as many.`,
    why: 'A network that always predicts the most common class looks accurate but is useless. Balance the class weights, and check the metrics for each class.',
  },
  'one-class': {
    title: (a: { column: string }) => `${quoted(a.column)} has only one class`,
    says: (a: { column: string; value: string }) => `Every row with a label is ${quoted(a.value)}.`,
    why: 'There is nothing to learn: a network that always predicts this class is 100% correct, so accuracy says nothing. Add rows of another class, or choose another target.',
  },
  'empty-classes': {
    title: (a: { column: string }) => `${quoted(a.column)} has classes without rows`,
    says: (a: { column: string; values: readonly string[]; more: number }) =>
      `No row has ${list([...a.values.map(quoted), ...(a.more > 0 ? [counted(a.more, 'other')] : [])])} in ${quoted(a.column)}.`,
    why: 'The network needs an output for each class, even for one it can never learn. Remove these classes, or add rows for them.',
  },
  'few-in-class': {
    title: (a: SmallClasses) =>
      onlyOf(a)
        ? `${quoted(onlyOf(a)?.value ?? '')} has few rows`
        : `${quoted(a.column)} has ${count(allOf(a))} classes with few rows`,
    says: (a: SmallClasses & { wanted: number }) => {
      const only = onlyOf(a)
      return only
        ? `${quoted(only.value)} in ${quoted(a.column)} appears in only ${counted(only.rows, 'row')}. Use at least ${count(a.wanted)}.`
        : `${count(allOf(a))} classes of ${quoted(a.column)} have fewer than ${count(a.wanted)} rows each: ${namedClasses(a)}.`
    },
    why: 'The network memorizes these few rows, and a metric based on one or two test rows means little. Add rows of this class, or merge it with a similar class.',
  },
  'class-not-learned': {
    title: (a: SmallClasses) =>
      onlyOf(a)
        ? `${quoted(onlyOf(a)?.value ?? '')} is missing from the training set`
        : `${count(allOf(a))} classes of ${quoted(a.column)} are missing from the training set`,
    says: (a: SmallClasses) => {
      const only = onlyOf(a)
      if (!only)
        return `${count(allOf(a))} classes of ${quoted(a.column)} have no row in the training set: ${namedClasses(a)}.`
      return only.rows === 1
        ? `The only row with ${quoted(only.value)} in ${quoted(a.column)} is not in the training set.`
        : `None of the ${counted(only.rows, 'row')} with ${quoted(only.value)} in ${quoted(a.column)} is in the training set.`
    },
    why: 'A network cannot predict a class it has never seen. Add rows of this class, or change the split so that every set contains some.',
  },
  'few-rows': {
    title: (_: object) => 'Few rows for this many columns',
    says: (a: { rows: number; columns: number; wanted: number }) =>
      `There ${a.rows === 1 ? 'is' : 'are'} ${counted(a.rows, 'training row')} for ${counted(a.columns, 'input column')}. Use at least five rows per column (${count(a.wanted)}); ten is typical.`,
    why: 'With few rows, some columns match the target by chance, and the network learns those matches. Add rows, or use fewer columns or a smaller network. Do not trust the results too much.',
  },
  'few-to-judge': {
    title: (a: { parts: readonly { part: Held }[] }) =>
      `Too few rows to ${list(a.parts.map(({ part }) => (part === 'test' ? 'test' : 'validate')))}`,
    /** `allRight` is the lower end of the 95% interval of accuracy for a model that predicts every row correctly. */
    says: (a: {
      parts: readonly { part: Held; rows: number; allRight: number }[]
      off: number
      classes: boolean
      wanted: number
    }) => {
      const sets = list(a.parts.map((one) => `${counted(one.rows, 'row')} in the ${one.part} set`))
      const [fewest] = [...a.parts].sort((x, y) => x.rows - y.rows)
      const rows = count(fewest?.rows ?? 0)
      return a.classes
        ? `With only ${sets}, your accuracy could be off by up to ${count(100 * a.off)} percentage points. Even ${rows} of ${rows} correct could be ${percent(fewest?.allRight, 0)} on new data. Use ${count(a.wanted)} rows to be within 10 percentage points.`
        : `With only ${sets}, a single row can change the mean absolute error considerably. Use at least ${count(a.wanted)} rows.`
    },
    why: 'A metric depends on which rows happen to be in the set. With so few rows, you cannot tell which of two networks is better, or whether a network is better than guessing. Add rows, or give these sets a larger share in Split, and check the interval next to each metric.',
  },
  'few-in-all': {
    title: (_: object) => 'Too few rows',
    says: (a: { rows: number; wanted: number }) =>
      `The training, validation, and test sets have ${counted(a.rows, 'row')} in total. With fewer than ${count(a.wanted)}, there is little to learn from.`,
    why: 'With few rows, coincidences look like rules. Add rows first. "Would more data help?" in Overview estimates how much additional rows would help.',
  },
  outliers: {
    title: (a: { column: string }) => `${quoted(a.column)} has outliers`,
    says: (a: { column: string; count: number; worst: number; median: number; low: number; high: number }) =>
      `${counted(a.count, 'value')} in ${quoted(a.column)} ${a.count === 1 ? 'is' : 'are'} far from all others, such as ${cellNumber(a.worst)}. Most values are between ${cellNumber(a.low)} and ${cellNumber(a.high)}, with a median of ${cellNumber(a.median)}.`,
    why: 'A mistyped value can be a hundred times too large. It then dominates the scaling and the squared errors, and all other values are squeezed together.',
  },
  'stand-in-values': {
    title: (a: { column: string }) => `${quoted(a.column)} uses a number for "missing"`,
    says: (a: { column: string; value: number; count: number; from: number; to: number }) =>
      `${counted(a.count, 'value')} in ${quoted(a.column)} ${a.count === 1 ? 'is' : 'are'} ${cellNumber(a.value)}, while all others are between ${cellNumber(a.from)} and ${cellNumber(a.to)}. This number seems to mean "missing".`,
    why: 'The network treats this number as a measurement, and it distorts the scaling. If you mark it as missing, it can be filled in.',
  },
  'numbers-as-text': {
    title: (a: { column: string }) => `${quoted(a.column)} is text, but contains numbers`,
    /** `example` is a value that is not a number. */
    says: (a: { column: string; numbers: number; values: number; example?: string }) => {
      const others = a.values - a.numbers
      const rest =
        a.example === undefined
          ? ''
          : others === 1
            ? `, and only ${quoted(a.example)} is not`
            : `, and ${count(others)} are not, such as ${quoted(a.example)}`
      return `${a.numbers === a.values ? `All ${counted(a.values, 'value')}` : `${count(a.numbers)} of ${counted(a.values, 'value')}`} in ${quoted(a.column)} are numbers${rest}. The column is text, so a network cannot compare its values.`
    },
    why: 'A few values that are not numbers, such as "12 cm" or "unknown", are enough to make a column text. Fix them first, or convert the column: those values become missing.',
  },
  'classes-as-numbers': {
    title: (a: { column: string }) => `${quoted(a.column)} has only two values`,
    says: (a: { column: string; low: number; high: number }) =>
      `Every value of the target ${quoted(a.column)} is ${cellNumber(a.low)} or ${cellNumber(a.high)}, but the column is a number. A network predicts numbers in between and is measured by its error, not by its accuracy.`,
    why: 'If the two values are the answers no and yes, convert the column to a category. A network then predicts the probability of each class, and you see its accuracy and its mistakes.',
  },
  'mixed-units': {
    title: (a: { column: string }) => `${quoted(a.column)} may mix two units`,
    says: (a: {
      column: string
      count: number
      around: number
      others: number
      factor: number
      offset: number
      unit: MixedUnit
      otherUnit: MixedUnit
    }) =>
      `${counted(a.count, 'value')} in ${quoted(a.column)} ${a.count === 1 ? 'is' : 'are'} around ${cellNumber(a.around)}, the others around ${cellNumber(a.others)}. They look like ${units[a.unit]} and ${units[a.otherUnit]} (a factor of ${cellNumber(a.factor)}${a.offset === 0 ? '' : `, plus ${cellNumber(a.offset)}`}).`,
    why: 'If these are two units, the same measurement appears as two different numbers, and the network may learn which unit was used. If they are two kinds of things, such as cats and dogs, keep the values.',
  },
  spellings: {
    title: (a: Spellings) =>
      a.groups.length > 0
        ? `${quoted(a.column)} has inconsistent spellings`
        : `Did you mean ${list([...new Set(a.typos.map(([, meant]) => quoted(meant)))])} in ${quoted(a.column)}?`,
    says: (a: Spellings) => {
      const groups = a.groups.map(([into = '', ...from]) => `${list(from.slice(0, 4).map(quoted))} for ${quoted(into)}`)
      const typos = a.typos.map(([typo, meant]) => `probable typo ${quoted(typo)} for ${quoted(meant)}`)
      return `${counted(a.count, 'row')} in ${quoted(a.column)} ${a.count === 1 ? 'uses' : 'use'} another spelling of the same value: ${[...groups, ...typos].join('; ')}${a.more > 0 ? `; and ${count(a.more)} more` : ''}.`
    },
    why: 'The network treats each spelling as a different value. It learns each one from fewer rows, and in a target column, each spelling becomes its own class.',
  },
  'parts-differ': {
    title: (a: { column: string }) => `${quoted(a.column)} differs between training and test`,
    /** `train` and `test` are the fractions of rows with `value` in a category column, and medians in other columns. */
    says: (a: {
      column: string
      value?: string
      unit?: 'bytes' | 'brightness'
      train: number
      test: number
      apart: number
      p: number
    }) => {
      const unit = a.unit === 'bytes' ? ' bytes' : ''
      const difference =
        a.value === undefined
          ? `The median ${a.unit === 'brightness' ? 'brightness of ' : a.unit === 'bytes' ? 'length of ' : 'of '}${quoted(a.column)} is ${cellNumber(a.train)}${unit} in the training set and ${cellNumber(a.test)}${unit} in the test set.`
          : `${quoted(a.value)} makes up ${percent(a.train)} of ${quoted(a.column)} in the training set and ${percent(a.test)} in the test set.`
      return `${difference} By chance, such a difference occurs ${a.p < 1e-6 ? 'less than once in a million cases' : `once in ${count(1 / a.p)} cases`}.`
    },
    why: 'The network is then tested on data that differs from its training data. This may be intended, for example if the test rows come later. Otherwise, it is a mistake in the split.',
  },
  'group-across-parts': {
    title: (a: { column: string }) => `The same ${quoted(a.column)} is in several sets`,
    says: (a: {
      column: string
      torn: number
      groups: number
      rows: number
      example: string
      alike?: { readonly column: string; readonly share: number }
    }) =>
      `${count(a.torn)} of ${count(a.groups)} values of ${quoted(a.column)} (such as ${quoted(a.example)}) are in the training set and also in ${counted(a.rows, 'validation or test row')}.${a.alike ? ` ${quoted(a.column)} alone explains ${precisePercent(a.alike.share)} of how ${quoted(a.alike.column)} varies.` : ''}`,
    why: 'Rows of one group are similar in ways unrelated to the target. The network recognizes the group, so the results look better than they would for a new group.',
  },
  'time-across-parts': {
    title: (a: { column: string }) => `Test rows lie between training rows in ${quoted(a.column)}`,
    says: (a: {
      column: string
      rows: number
      all: number
      alike: { readonly column: string; readonly share: number; readonly within?: string }
    }) =>
      `${count(a.rows)} of ${counted(a.all, 'validation or test row')} ${a.rows === 1 ? 'has' : 'have'} earlier and later rows in the training set, and rows close in time are similar: time alone explains ${precisePercent(a.alike.share)} of how ${quoted(a.alike.column)} varies${a.alike.within === undefined ? '' : ` within each ${quoted(a.alike.within)}`}.`,
    why: 'A row between two training rows is easy to predict from its neighbors. In real use, there are no later rows yet. A split by time tests the network under these real conditions: trained on earlier rows, tested on later ones.',
  },
}

const findings = defineText('findings', english)

export type FindingCode = keyof typeof english
export type FindingArgs<C extends FindingCode> = Parameters<(typeof english)[C]['title']>[0] &
  Parameters<(typeof english)[C]['says']>[0]

/** The text of a finding. */
export function findingText({ code, args }: { readonly code: FindingCode; readonly args: object }): {
  readonly title: string
  readonly says: string
  readonly why: string
} {
  const { title, says, why } = findings[code] as {
    title(args: object): string
    says(args: object): string
    why: string
  }
  return { title: title(args), says: says(args), why }
}
