/** @file Display names of the options of parameters, for the inspector and for messages. */
import { defineText } from '../define'

/** Names of options that would be unclear as an ID. Other options, such as relu and same, are shown by their ID. */
const names: Readonly<Record<string, string>> = defineText('option-names', {
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
