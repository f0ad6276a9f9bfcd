/**
 * @file UI text for the remedies of the data report's findings: the label of the button, and the message after a remedy
 * was applied. Loaded with the code that shows the report.
 */
import { defineText } from '../define'
import { counted } from '../format'

const quoted = (text: string) => `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`

/** What the user can do about a finding. */
type Remedy =
  | { readonly do: 'exclude'; readonly count: number }
  | { readonly do: 'drop' | 'ignore' | 'removeClasses' | 'toNumber' | 'toCategory'; readonly column: string }
  | { readonly do: 'impute'; readonly column: string; readonly by: 'median' | 'mostFrequent' }
  | { readonly do: 'map'; readonly column: string; readonly to: Readonly<Record<string, string>> }
  | { readonly do: 'scale' | 'clear'; readonly column: string; readonly count: number }
  | { readonly do: 'split'; readonly by: 'random' | 'group' | 'time'; readonly column?: string }
  | { readonly do: 'weigh' }

const remedies = defineText('finding-remedies', {
  exclude: {
    title: (a: { rows: number }) => `Exclude ${counted(a.rows, 'row')}`,
    done: (a: { rows: number }) => `${counted(a.rows, 'row')} excluded.`,
  },
  drop: {
    title: 'Drop column',
    done: (a: { column: string }) => `${quoted(a.column)} was dropped.`,
  },
  ignore: {
    title: 'Do not use as input',
    done: (a: { column: string }) => `${quoted(a.column)} is no longer an input.`,
  },
  impute: {
    title: { median: 'Fill with the median', mostFrequent: 'Fill with the most common value' },
    done: {
      median: (a: { column: string }) =>
        `Missing values in ${quoted(a.column)} are filled with the median of the training set.`,
      mostFrequent: (a: { column: string }) =>
        `Missing values in ${quoted(a.column)} are filled with the most common value in the training set.`,
    },
  },
  map: {
    title: (a: { spellings: number }) => `Merge ${counted(a.spellings, 'spelling')}`,
    done: (a: { spellings: number; column: string }) =>
      `${counted(a.spellings, 'spelling')} merged in ${quoted(a.column)}.`,
  },
  removeClasses: {
    title: 'Remove empty classes',
    done: (a: { column: string }) => `Empty classes removed from ${quoted(a.column)}.`,
  },
  toNumber: {
    title: 'Convert to numbers',
    done: (a: { column: string }) => `${quoted(a.column)} is a number column now.`,
  },
  toCategory: {
    title: 'Convert to a category',
    done: (a: { column: string }) => `${quoted(a.column)} is a category now.`,
  },
  scale: {
    title: (a: { rows: number }) => `Convert ${counted(a.rows, 'value')}`,
    done: (a: { rows: number; column: string }) => `${counted(a.rows, 'value')} in ${quoted(a.column)} converted.`,
  },
  clear: {
    title: (a: { values: number }) => `Mark ${counted(a.values, 'value')} as missing`,
    done: (a: { values: number; column: string }) =>
      `${counted(a.values, 'value')} in ${quoted(a.column)} marked as missing.`,
  },
  split: {
    title: (a: { column: string }) => `Split by ${quoted(a.column)}`,
    done: (a: { column: string }) => `Rows are split by ${quoted(a.column)}.`,
  },
  splitAtRandom: { title: 'Split at random', done: 'Rows are split at random.' },
  weigh: { title: 'Balance class weights', done: 'Class weights are balanced.' },
})

/** The button label of a remedy, and the message after it was applied. */
export function remedyText(remedy: Remedy): { readonly title: string; readonly done: string } {
  switch (remedy.do) {
    case 'exclude': {
      const args = { rows: remedy.count }
      return { title: remedies.exclude.title(args), done: remedies.exclude.done(args) }
    }
    case 'drop':
    case 'ignore':
    case 'removeClasses':
    case 'toNumber':
    case 'toCategory':
      return { title: remedies[remedy.do].title, done: remedies[remedy.do].done({ column: remedy.column }) }
    case 'impute': {
      const { title, done } = remedies.impute
      return { title: title[remedy.by], done: done[remedy.by]({ column: remedy.column }) }
    }
    case 'map': {
      const args = { spellings: Object.keys(remedy.to).length, column: remedy.column }
      return { title: remedies.map.title(args), done: remedies.map.done(args) }
    }
    case 'scale': {
      const args = { rows: remedy.count, column: remedy.column }
      return { title: remedies.scale.title(args), done: remedies.scale.done(args) }
    }
    case 'clear': {
      const args = { values: remedy.count, column: remedy.column }
      return { title: remedies.clear.title(args), done: remedies.clear.done(args) }
    }
    case 'split': {
      if (remedy.by === 'random') return remedies.splitAtRandom
      const args = { column: remedy.column ?? remedy.by }
      return { title: remedies.split.title(args), done: remedies.split.done(args) }
    }
    case 'weigh':
      return remedies.weigh
    default:
      return remedy satisfies never
  }
}
