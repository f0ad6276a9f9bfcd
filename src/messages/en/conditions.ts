/**
 * @file English sentences of conditions ("age < 30 and not split = test"): what does not read, and what does not fit the columns.
 * Not among those of the page: they come with what reads conditions, and reach the page as the sentence of `condition-wrong`.
 */
import { defineMessages } from '../define'
import { list } from '../format'

/** Letters are counted from 1. */
interface Spot {
  at: number
}

export const conditions = defineMessages('conditions', {
  // Reading.
  empty: (_: Spot) => 'A condition is missing; write one such as age < 30, or sex is missing.',
  'quote-open': (a: Spot & { quote: string }) =>
    `The ${a.quote} at letter ${a.at} is never closed; end the name or text with another ${a.quote}.`,
  'wants-column': (a: Spot & { found: string }) =>
    `At letter ${a.at} the name of a column is expected, and ${a.found} stands there; write it as in age < 30.`,
  'wants-comparison': (a: Spot & { column: string; found: string }) =>
    `At letter ${a.at}, after "${a.column}", a comparison is expected, and ${a.found} stands there; use =, !=, <, <=, >, >=, contains, in (...) or is missing. A name with spaces goes in quotes.`,
  'wants-value': (a: Spot & { after: string; found: string }) =>
    `At letter ${a.at}, after ${a.after}, a value is expected, and ${a.found} stands there; write a number, a word, or a text in quotes.`,
  'wants-list': (a: Spot & { found: string }) =>
    `At letter ${a.at}, after in, values in parentheses are expected, and ${a.found} stands there; write in (Adelie, Gentoo).`,
  'wants-close': (a: Spot & { found: string; opened: number }) =>
    `The parenthesis opened at letter ${a.opened} is not closed: at letter ${a.at} stands ${a.found}, where ) or a comma would do.`,
  'wants-end': (a: Spot & { found: string }) =>
    `At letter ${a.at} the condition could end, and ${a.found} stands there; join conditions with and or or.`,
  'too-deep': (a: Spot & { most: number }) =>
    `At letter ${a.at} parentheses and nots stand more than ${a.most} deep; keep parts of it as slices of their own.`,
  // Fitting it to columns.
  'unknown-name': (a: { name: string; near: readonly string[]; columns: readonly string[] }) =>
    `No column is called "${a.name}"${a.near.length > 0 ? `; did you mean ${list(a.near)}?` : `; there are ${some(a.columns)}.`}`,
  'no-fact': (a: { name: string }) =>
    `"${a.name}" is known only of rows a trained network has answered for; train, or choose a run, and ask again.`,
  'no-model-fact': (a: { name: string; model: string }) =>
    `What the saved model "${a.model}" says (${a.name}) is asked of it where rows are searched or scored.`,
  'unknown-value': (a: { column: string; value: string; near: readonly string[]; values: readonly string[] }) =>
    `"${a.column}" has no value "${a.value}"${a.near.length > 0 ? `; did you mean ${list(a.near)}?` : `; it has ${some(a.values)}.`}`,
  'no-number': (a: { column: string; value: string }) =>
    `"${a.column}" holds numbers, and "${a.value}" is none; write one such as 30 or -1.5.`,
  'no-date': (a: { column: string; value: string }) =>
    `"${a.column}" holds times, and "${a.value}" is none; write one such as 2024-03-01, 2024-03 or "2024-03-01 14:30".`,
  'no-order': (a: { column: string; is: string; type: string }) =>
    `"${a.column}" holds ${a.type}, which have no order, so ${a.is} does not apply; use =, !=, in (...) or contains.`,
  'no-letters': (a: { column: string; type: string }) =>
    `"${a.column}" holds ${a.type}, so contains does not apply; use =, <, > or in (...).`,
  'only-missing': (a: { column: string; type: string }) =>
    `"${a.column}" holds ${a.type}; of those a condition can only ask whether one is missing.`,
  malformed: (a: { column: string; is: string }) =>
    `The condition on "${a.column}" has no value that ${a.is} could use.`,
})

export type ConditionCode = keyof typeof conditions

/** The first names, and how many there are beside them. */
function some(names: readonly string[]): string {
  const most = 12
  return names.length <= most ? list(names) : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}
