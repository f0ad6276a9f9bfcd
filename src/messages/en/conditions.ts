/**
 * @file Syntax and type errors of conditions such as "age < 30 and not split = test". Loaded with the code that parses
 * conditions, and shown in the sentence of `condition-wrong`.
 */
import { defineMessages } from '../define'
import { count, list, listOr } from '../format'
import { type ColumnType, columnTypesText } from './data/columns'

/** A position in the text of a condition, starting from 1. */
interface Position {
  at: number
}
/** The unexpected text at a position; null at the end of the condition. */
interface Unexpected extends Position {
  found: string | null
}
interface ColumnContent {
  column: string
  type: ColumnType
}

const foundText = (a: Unexpected) => (a.found === null ? 'but the condition ends there' : `but found "${a.found}"`)
const holds = (a: ColumnContent) => `"${a.column}" contains ${columnTypesText.holds[a.type]}`

export const conditions = defineMessages('conditions', {
  // Syntax errors.
  empty: (_: Position) => 'The condition is empty. Write a condition such as "age < 30" or "sex is missing".',
  'quote-open': (a: Position & { quote: string }) =>
    `The ${a.quote} at character ${a.at} is never closed. End the name or text with another ${a.quote}.`,
  'wants-column': (a: Unexpected) =>
    `Expected a column name at character ${a.at}, ${foundText(a)}. Write a condition such as "age < 30".`,
  'wants-comparison': (a: Unexpected & { column: string }) =>
    `Expected a comparison after "${a.column}" at character ${a.at}, ${foundText(a)}. Use =, !=, <, <=, >, >=, "contains", "in (...)", or "is missing". Put a name with spaces in quotes.`,
  'wants-value': (a: Unexpected & { after: string }) =>
    `Expected a value after "${a.after}" at character ${a.at}, ${foundText(a)}. Write a number, a word, or text in quotes.`,
  'wants-list': (a: Unexpected) =>
    `Expected values in parentheses after "in" at character ${a.at}, ${foundText(a)}. Write a list such as "in (Adelie, Gentoo)".`,
  'wants-close': (a: Unexpected & { opened: number }) =>
    `The parenthesis at character ${a.opened} is not closed. Expected ) or a comma at character ${a.at}, ${foundText(a)}.`,
  'wants-end': (a: Unexpected) =>
    `Expected the condition to end at character ${a.at}, ${foundText(a)}. Join conditions with "and" or "or".`,
  'too-deep': (a: Position & { most: number }) =>
    `At character ${a.at}, parentheses and "not" are nested more than ${a.most} levels deep. Save parts of the condition as slices.`,
  // Errors about names and types.
  'unknown-name': (a: { name: string; near: readonly string[]; columns: readonly string[] }) =>
    `There is no column "${a.name}". ${a.near.length > 0 ? `Did you mean ${listOr(a.near)}?` : `The columns are ${some(a.columns)}.`}`,
  'no-fact': (a: { name: string }) =>
    `"${a.name}" is known only after a trained network has made predictions for the rows. Train a network or choose a run, then try again.`,
  'no-model-fact': (a: { name: string; model: string }) =>
    `The ${a.name} of the saved model "${a.model}" cannot be used here. Use it in a row search, or in a slice that is used for evaluation.`,
  'unknown-value': (a: { column: string; value: string; near: readonly string[]; values: readonly string[] }) =>
    `"${a.column}" has no value "${a.value}". ${a.near.length > 0 ? `Did you mean ${listOr(a.near)}?` : `Its values are ${some(a.values)}.`}`,
  'no-number': (a: { column: string; value: string }) =>
    `"${a.column}" contains numbers, and "${a.value}" is not a number. Write a number such as 30 or -1.5.`,
  'no-date': (a: { column: string; value: string }) =>
    `"${a.column}" contains dates or times, and "${a.value}" is neither. Write a date such as 2024-03-01, 2024-03, or "2024-03-01 14:30".`,
  'no-order': (a: ColumnContent & { is: string }) =>
    `${holds(a)}, which ${a.type === 'text' ? 'has' : 'have'} no order, so "${a.is}" does not apply. Use =, !=, "in (...)", or "contains".`,
  'no-letters': (a: ColumnContent) => `${holds(a)}, so "contains" does not apply. Use =, <, >, or "in (...)".`,
  'only-missing': (a: ColumnContent) => `${holds(a)}. A condition can only check whether a value is missing.`,
  malformed: (a: { column: string; is: string }) =>
    `The condition on "${a.column}" has no value to use with "${a.is}".`,
})

export type ConditionCode = keyof typeof conditions

/** Lists the first names, and the number of further names. */
function some(names: readonly string[]): string {
  const most = 12
  return names.length <= most ? list(names) : list([...names.slice(0, most), `${count(names.length - most)} more`])
}
