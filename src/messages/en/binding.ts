/** @file English sentences of how the columns of the data meet the ends of a drawing: one function a code. */
import { defineMessages } from '../define'
import { list } from '../format'

export const binding = defineMessages('binding', {
  'unknown-column': (a: { node: string; column: string; columns: readonly string[] }) =>
    `"${a.node}" asks for a column "${a.column}"; the data have ${list(a.columns)}.`,
  'column-is-target': (a: { node: string; column: string }) =>
    `"${a.node}" reads "${a.column}", which is what the network is to predict.`,
  'column-no-target': (a: { column: string; type: string }) =>
    `"${a.column}" holds ${{ text: 'texts', time: 'times', array: 'series' }[a.type] ?? a.type}, which no output predicts; predict a number, a category or an image.`,
  'no-columns-left': (a: { node: string }) =>
    `No column is left for "${a.node}"; the other inputs or the plan take them all.`,
  'image-with-columns': (a: { node: string; image: string; others: readonly string[] }) =>
    `"${a.node}" takes the image "${a.image}" together with ${list(a.others)}; give them an input of their own.`,
  'columns-apart': (a: { node: string; columns: readonly string[]; shapes: readonly string[] }) =>
    `"${a.node}" takes columns that cannot lie side by side: ${list(a.columns.map((name, i) => `"${name}" (${a.shapes[i] ?? ''})`))}; give each an input of its own.`,
  'steps-not-here': (_: object) =>
    'The steps of the columns are still on their way; this is checked again in a moment.',
  'label-twice': (a: { label: string }) => `Two nodes are called "${a.label}"; inputs and outputs go by their names.`,
})
