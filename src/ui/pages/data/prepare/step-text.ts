/**
 * @file Text about preparation steps: what a step fills in for missing values, the vocabulary of a text column, and
 * what a step returns.
 */
import { expectDefined } from '../../../../base/assert'
import { invertTargetSteps } from '../../../../data/transforms/numeric-target'
import { chainOf } from '../../../../data/transforms/step-chain'
import { type FittedColumn, type Form, type Values, sizeOfForm } from '../../../../data/transforms/transform'
import { type MissingStage, prepareText, type ZeroMeaning } from '../../../../messages/en/data/prepare'
import { layer as embedding } from '../../../../catalog/layers/embedding'
import { defaultsOf } from '../../../../catalog/params'
import type { InputBinding } from '../../../../data/column-binding'
import type { Drawing, DrawnNode } from '../../../../graph/drawing'

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

/** Entries needed in addition to the vocabulary: padding and unknown. */
const EXTRA = 2

/**
 * The vocabulary step with its size and limit, and the number of entries that this size requires; undefined if no step
 * maps tokens to ids.
 */
export function vocabularyEntries({ steps }: FittedColumn) {
  const at = steps.findIndex(({ kind }) => kind === 'words' || kind === 'characters')
  const step = steps[at]
  if (!step || !Array.isArray(step.learned.known)) return undefined
  const known = Math.max(1, step.learned.known.length)
  return { at, known, most: Number(step.params.most), entries: known + EXTRA }
}

/** The Embedding layers directly after the inputs that read this column. */
export function embeddingsOf(drawing: Drawing, inputs: readonly InputBinding[], column: string): readonly DrawnNode[] {
  const reads = new Set(inputs.filter(({ columns }) => columns.includes(column)).map(({ node }) => node))
  const next = new Set(drawing.wires.filter(({ from }) => reads.has(from)).map(({ to }) => to))
  return drawing.nodes
    .filter(({ id, kind }) => kind === embedding.kind && next.has(id))
    .map((node) => ({ ...node, params: { ...defaultsOf(embedding.params), ...node.params } }))
}

const outputText = prepareText.form

export function formText({ type, shape, values, count: below }: Form): string {
  switch (type) {
    case 'number':
    case 'text':
    case 'time':
      return outputText[type]
    case 'category':
      return outputText.category({ values: values?.length ?? 0 })
    case 'ids':
      return outputText.ids({ shape, below: below ?? 0 })
    case 'image':
    case 'array':
      return outputText[type]({ shape })
    default:
      return type satisfies never
  }
}
