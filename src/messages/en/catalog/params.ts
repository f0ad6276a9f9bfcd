/** @file Text of parameter values: what a parameter takes, named in a problem. */
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
})
