/** @file gapWords: what becomes of a missing value behind each step and at the end, told whether or not a row that is shown has one. */
import { present } from '../../../../base/assert'
import { takenBack } from '../../../../data/transforms/answer'
import { chainOf } from '../../../../data/transforms/chain'
import type { FittedColumn, Form, Values } from '../../../../data/transforms/transform'
import { sizeOfForm } from '../../../../data/transforms/transform'
import { numberWords } from '../../../charts/row-words'

/** Numbers told one by one. */
const TOLD = 6

/** A sentence; nothing of pictures, which have no gaps. */
export function gapWords(fitted: FittedColumn): string | undefined {
  const { defs, forms, reach } = chainOf(fitted)
  const [from] = forms
  if (!from || from.type === 'image') return undefined
  let now: Values =
    from.type === 'text'
      ? ['']
      : new Float64Array((reach?.length ?? 1) * sizeOfForm(from)).fill(from.type === 'category' ? -1 : Number.NaN)
  let missing = true
  const told = defs.map((def, i) => {
    now = def.apply(now, present(fitted.steps[i], 'a step'), present(forms[i], 'its form'))
    const after = present(forms[i + 1], 'its form')
    const was = missing
    missing = isMissing(now, after)
    if (missing) return `stays missing behind ${def.title}`
    return was ? `becomes ${valueWords(now, after)} by ${def.title}` : `${valueWords(now, after)} by ${def.title}`
  })
  const end = missing ? [`reaches the network as ${zeroWords(fitted)}`] : []
  return `A gap ${[...told, ...end].join(', then ')}.`
}

function isMissing(values: Values, { type }: Form): boolean {
  if (!(values instanceof Float64Array)) return values.every((text) => text === '')
  return values.every((value) => (type === 'category' ? value < 0 : Number.isNaN(value)))
}

function valueWords(values: Values, form: Form): string {
  if (!(values instanceof Float64Array)) return 'a text'
  const [first = 0] = values
  if (form.type === 'category') return `“${form.values?.[first] ?? ''}”`
  if (values.length > 1 && values.every((value) => value === first)) return `${numberWords(first)} everywhere`
  const some = Array.from(values.subarray(0, TOLD), (value) => (Number.isNaN(value) ? '0' : numberWords(value)))
  return `${some.join(', ')}${values.length > TOLD ? ', …' : ''}`
}

/** What the 0 that stands for what is missing means in the column's own unit, where it can be told. */
function zeroWords(fitted: FittedColumn): string {
  const { defs, forms } = chainOf(fitted)
  const plain = forms.every(({ type, shape }) => type === 'number' && shape.length === 0)
  if (!plain || defs.length === 0 || defs.some(({ inverse }) => !inverse)) return '0'
  const meant = numberWords(takenBack(fitted, 0))
  const only = defs.length === 1 ? defs[0]?.kind : undefined
  if (only === 'standardize') return `0, which is the mean of the training rows, ${meant}`
  if (only === 'robust') return `0, which is the median of the training rows, ${meant}`
  return `0, which stands for ${meant}`
}
