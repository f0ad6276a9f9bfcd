/** @file UI text for parameter values, and for the parameters that every block has. */
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
  /** The parameter for how many times a block is repeated. */
  repeat: {
    label: 'Repeat',
    help: 'How many copies of the block run one after another. Expressions inside can use i, the copy number, which starts at 0.',
  },
  /** A block parameter that contains the copy index of the surrounding block. */
  outerCopy: 'Outer copy number',
  // Names of the values that apply when a fix leaves a parameter empty.
  remainingColumns: 'all remaining columns',
  datasetTarget: 'the dataset’s target',
})

/** Names of options that would be unclear as an ID. Other options, such as relu and same, are shown by their ID. */
const names: Readonly<Record<string, string>> = defineText('catalog/params/option-names', {
  hardSigmoid: 'hard sigmoid',
  logSoftmax: 'log softmax',
  glorotUniform: 'Glorot uniform',
  glorotNormal: 'Glorot normal',
  heUniform: 'He uniform',
  heNormal: 'He normal',
  leCunUniform: 'LeCun uniform',
  leCunNormal: 'LeCun normal',
  randomUniform: 'random uniform',
  randomNormal: 'random normal',
  truncatedNormal: 'truncated normal',
  minMax: 'min-max',
})

/** The display name of an option: "He normal" for heNormal. */
export function optionName(option: string): string {
  return (Object.hasOwn(names, option) ? names[option] : undefined) ?? option
}
