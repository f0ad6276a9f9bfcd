/** @file Text of parameter values, and of the parameters that every block has. */
import { defineText } from '../../define'
import { count } from '../../format'

export const paramsText = defineText('catalog/params', {
  wholeNumber: 'a whole number',
  number: 'a number',
  flag: 'true or false',
  wholeNumbers: 'whole numbers',
  window: (a: { axes: number }) => `one whole number or ${count(a.axes)}`,
  list: (a: { most: number }) => `up to ${count(a.most)} whole numbers`,
  text: (a: { most: number }) => `text of up to ${count(a.most)} characters`,
  columns: 'column names',
  nothing: 'nothing',
  /** How often a block is repeated. */
  repeat: {
    label: 'Repeat',
    help: 'How many copies of the block run one after another. Expressions inside can use i, which counts the copies from 0.',
  },
  /** The parameter of a block that has the index of the copy of the block around it. */
  outerCopy: 'Outer copy',
  // Values that a fix sets, where the parameter is left empty.
  remainingColumns: 'all remaining columns',
  datasetTarget: 'the target of the dataset',
})
