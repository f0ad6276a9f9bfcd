/**
 * @file Messages for problems between the columns of the data and the inputs and outputs of a network, keyed by code.
 */
import { defineMessages } from '../define'
import { dimensions, list } from '../format'

/** The shape of a column after its preparation steps; ids are integers that an embedding looks up. */
export interface ColumnShape {
  readonly axes: readonly number[]
  readonly isIds: boolean
}

export const binding = defineMessages('binding', {
  'unknown-column': (a: { node: string; column: string; columns: readonly string[] }) =>
    `"${a.node}" uses the column "${a.column}", which the data does not have. The columns are ${list(a.columns)}.`,
  'column-is-target': (a: { node: string; column: string }) =>
    `"${a.node}" reads "${a.column}", which is the target column. Remove it from the input.`,
  'column-no-target': (a: { column: string; type: string }) => {
    const content = { text: 'text', time: 'times', array: 'series' }[a.type] ?? a.type
    return `"${a.column}" contains ${content}, which cannot be predicted. Choose a number, category, or image column.`
  },
  'no-columns-left': (a: { node: string }) =>
    `"${a.node}" has no columns left: all are used by other inputs, are the target, or are excluded (see Data > Prepare). Choose its columns.`,
  'image-with-columns': (a: { node: string; image: string; others: readonly string[] }) =>
    `"${a.node}" combines the image "${a.image}" with ${list(a.others)}. Use a separate input for the image.`,
  'columns-apart': (a: { node: string; columns: readonly string[]; shapes: readonly ColumnShape[] }) =>
    `The columns of "${a.node}" have different shapes: ${list(a.columns.map((name, i) => `"${name}" (${shapeText(a.shapes[i])})`))}. Use a separate input for each column.`,
  'steps-not-here': 'The column preparation is still loading. Afterward, the network is checked again.',
  'label-twice': (a: { label: string }) =>
    `Two nodes are named "${a.label}". Inputs and outputs need unique names, so rename one.`,
})

function shapeText(shape: ColumnShape | undefined): string {
  if (!shape) return ''
  return shape.isIds ? `${dimensions(shape.axes)} IDs` : dimensions(shape.axes)
}
