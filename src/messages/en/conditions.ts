/**
 * @file English sentences of conditions ("age < 30 and not split = test"): what cannot be read, and what does not fit the columns.
 * They are loaded with the code that reads conditions, and reach a page as the sentence of `condition-wrong`.
 */
import { defineMessages } from '../define'
import { count, list } from '../format'
import { type ColumnType, columnTypesText } from './data/column-types'

/** Where in the text of a condition: characters are counted from 1. */
interface Spot {
  at: number
}
/** What was found there; null at the end of the text. */
interface Found extends Spot {
  found: string | null
}
interface Holding {
  column: string
  type: ColumnType
}

const found = (a: Found) => (a.found === null ? 'but the condition ends there' : `but found "${a.found}"`)
const holds = (a: Holding) => `"${a.column}" holds ${columnTypesText.holds[a.type]}`

export const conditions = defineMessages('conditions', {
  // Reading.
  empty: (_: Spot) => 'The condition is empty. Write one such as age < 30, or sex is missing.',
  'quote-open': (a: Spot & { quote: string }) =>
    `The ${a.quote} at character ${a.at} is never closed. End the name or text with another ${a.quote}.`,
  'wants-column': (a: Found) =>
    `Expected a column name at character ${a.at}, ${found(a)}. Write a condition such as age < 30.`,
  'wants-comparison': (a: Found & { column: string }) =>
    `Expected a comparison after "${a.column}" at character ${a.at}, ${found(a)}. Use =, !=, <, <=, >, >=, contains, in (...) or is missing. Put a name with spaces in quotes.`,
  'wants-value': (a: Found & { after: string }) =>
    `Expected a value after "${a.after}" at character ${a.at}, ${found(a)}. Write a number, a word, or text in quotes.`,
  'wants-list': (a: Found) =>
    `Expected values in parentheses after "in" at character ${a.at}, ${found(a)}. Write a list such as in (Adelie, Gentoo).`,
  'wants-close': (a: Found & { opened: number }) =>
    `The parenthesis at character ${a.opened} is not closed. Expected ) or a comma at character ${a.at}, ${found(a)}.`,
  'wants-end': (a: Found) =>
    `The condition could end at character ${a.at}, ${found(a)}. Join conditions with "and" or "or".`,
  'too-deep': (a: Spot & { most: number }) =>
    `At character ${a.at}, parentheses and nots are nested more than ${a.most} deep. Save parts of the condition as slices.`,
  // Fitting it to columns.
  'unknown-name': (a: { name: string; near: readonly string[]; columns: readonly string[] }) =>
    `There is no column "${a.name}". ${a.near.length > 0 ? `Did you mean ${list(a.near)}?` : `The columns are ${some(a.columns)}.`}`,
  'no-fact': (a: { name: string }) =>
    `"${a.name}" is only known for rows that a trained network has predicted. Train, or choose a run, then try again.`,
  'no-model-fact': (a: { name: string; model: string }) =>
    `The ${a.name} of the saved model "${a.model}" can only be used where rows are searched or scored.`,
  'unknown-value': (a: { column: string; value: string; near: readonly string[]; values: readonly string[] }) =>
    `"${a.column}" has no value "${a.value}". ${a.near.length > 0 ? `Did you mean ${list(a.near)}?` : `Its values are ${some(a.values)}.`}`,
  'no-number': (a: { column: string; value: string }) =>
    `"${a.column}" holds numbers, and "${a.value}" is not a number. Write one such as 30 or -1.5.`,
  'no-date': (a: { column: string; value: string }) =>
    `"${a.column}" holds dates or times, and "${a.value}" is neither. Write one such as 2024-03-01, 2024-03 or "2024-03-01 14:30".`,
  'no-order': (a: Holding & { is: string }) =>
    `${holds(a)}, which ${a.type === 'text' ? 'has' : 'have'} no order, so ${a.is} does not apply. Use =, !=, in (...) or contains.`,
  'no-letters': (a: Holding) => `${holds(a)}, so contains does not apply. Use =, <, > or in (...).`,
  'only-missing': (a: Holding) => `${holds(a)}. A condition can only check whether a value is missing.`,
  malformed: (a: { column: string; is: string }) => `The condition on "${a.column}" has no value to use with ${a.is}.`,
})

export type ConditionCode = keyof typeof conditions

/** The first names, and how many more there are. */
function some(names: readonly string[]): string {
  const most = 12
  return names.length <= most ? list(names) : list([...names.slice(0, most), `${count(names.length - most)} more`])
}
