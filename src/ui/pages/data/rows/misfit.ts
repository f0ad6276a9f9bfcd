/** @file misfitOf: checks that a condition fits the rows before it becomes part of the filter. */
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { type Facts, maskOf } from '../../../../data/condition-mask'
import type { Dataset } from '../../../../data/dataset'
import { modelFactName } from '../../../../data/model-fact'

/** Why it does not fit; undefined where it fits. `asked` includes facts of models about a class, which are checked by their values. */
export function misfitOf(
  condition: Condition,
  dataset: Dataset,
  {
    facts,
    asked,
    trained,
  }: { readonly facts: Facts; readonly asked: readonly ColumnSchema[]; readonly trained: boolean },
): string | undefined {
  const allFacts: Facts = (fact, model) => {
    const known = model === undefined ? facts(fact) : undefined
    if (known || fact === 'split' || fact === 'row' || fact === 'number') return known
    const name = model === undefined ? fact : modelFactName({ fact, model })
    const schema = asked.find((one) => one.name === name)
    return schema && { schema, column: { type: 'category', codes: new Int16Array(dataset.schema.rows).fill(-1) } }
  }
  const mask = maskOf(condition, dataset, allFacts)
  if (mask.ok || mask.error.code === 'no-model-fact' || (mask.error.code === 'no-fact' && trained)) return undefined
  return mask.error.sentence
}
