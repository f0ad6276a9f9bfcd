/**
 * @file missingValueText: explains what a missing value becomes after each step and at the end, even if no visible row
 * has a missing value.
 */
import { expectDefined } from '../../../../base/assert'
import { invertTargetSteps } from '../../../../data/transforms/numeric-target'
import { chainOf } from '../../../../data/transforms/step-chain'
import type { FittedColumn, Form, Values } from '../../../../data/transforms/transform'
import { sizeOfForm } from '../../../../data/transforms/transform'
import { type MissingStage, prepareText, type ZeroMeaning } from '../../../../messages/en/data/prepare'

const text = prepareText.missingValue

/** Maximum length of a list of numbers in the text. */
const MAX_LISTED = 6

/** The explanation as a sentence; undefined for images, which have no missing values. */
export function missingValueText(fitted: FittedColumn): string | undefined {
  const { defs, forms, reach } = chainOf(fitted)
  const [from] = forms
  if (!from || from.type === 'image') return undefined
  let now: Values =
    from.type === 'text'
      ? ['']
      : new Float64Array((reach?.length ?? 1) * sizeOfForm(from)).fill(from.type === 'category' ? -1 : Number.NaN)
  let missing = true
  const stages = defs.map((def, i): MissingStage => {
    now = def.apply(now, expectDefined(fitted.steps[i], 'a step'), expectDefined(forms[i], 'its form'))
    const after = expectDefined(forms[i + 1], 'its form')
    missing = isMissing(now, after)
    return { step: def.title, ...(missing ? {} : { becomes: valueText(now, after) }) }
  })
  return missing ? text.toZero({ stages, zero: zeroMeaning(fitted) }) : text.path({ stages })
}

function isMissing(values: Values, { type }: Form): boolean {
  if (!(values instanceof Float64Array)) return values.every((one) => one === '')
  return values.every((value) => (type === 'category' ? value < 0 : Number.isNaN(value)))
}

function valueText(values: Values, form: Form): string {
  if (!(values instanceof Float64Array)) return text.text
  const [first = 0] = values
  if (form.type === 'category') return text.category({ value: form.values?.[first] ?? '' })
  if (values.length > 1 && values.every((value) => value === first)) return text.everywhere({ value: first })
  const listed = Array.from(values.subarray(0, MAX_LISTED), (value) => (Number.isNaN(value) ? 0 : value))
  return (values.length > MAX_LISTED ? text.firstNumbers : text.numbers)({ values: listed })
}

/** The meaning, in the column's units, of the 0 that replaces a missing value; undefined if this cannot be computed. */
function zeroMeaning(fitted: FittedColumn): ZeroMeaning | undefined {
  const { defs, forms } = chainOf(fitted)
  const isPlain = forms.every(({ type, shape }) => type === 'number' && shape.length === 0)
  if (!isPlain || defs.length === 0 || defs.some(({ inverse }) => !inverse)) return undefined
  const value = invertTargetSteps(fitted, 0)
  const only = defs.length === 1 ? defs[0]?.kind : undefined
  return { is: only === 'standardize' ? 'mean' : only === 'robust' ? 'median' : 'value', value }
}
