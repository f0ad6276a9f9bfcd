/** @file misfitOf: why a condition does not fit the rows, before it becomes a part of the filter. */
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { type Facts, maskOf } from '../../../../data/condition-mask'
import type { Dataset } from '../../../../data/dataset'
import { modelFactName } from '../../../../data/model-fact'

/** The sentence that says why; undefined where it fits. `asked` has what a model can say of a class, which is checked by its values. */
export function misfitOf(
  condition: Condition,
  dataset: Dataset,
  {
    facts,
    asked,
    trained,
  }: { readonly facts: Facts; readonly asked: readonly ColumnSchema[]; readonly trained: boolean },
): string | undefined {
  const known: Facts = (fact, model) => {
    const told = model === undefined ? facts(fact) : undefined
    if (told || fact === 'split' || fact === 'row' || fact === 'number') return told
    const name = model === undefined ? fact : modelFactName({ fact, model })
    const schema = asked.find((one) => one.name === name)
    return schema && { schema, column: { type: 'category', codes: new Int16Array(dataset.schema.rows).fill(-1) } }
  }
  const mask = maskOf(condition, dataset, known)
  if (mask.ok || mask.error.code === 'no-model-fact' || (mask.error.code === 'no-fact' && trained)) return undefined
  return mask.error.sentence
}
