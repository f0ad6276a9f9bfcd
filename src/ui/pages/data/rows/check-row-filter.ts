/** @file conditionMisfit: checks that a condition applies to these rows before it becomes part of the filter. */
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { maskOf } from '../../../../data/evaluate-condition'
import { type FindVirtualColumn, modelColumnName } from '../../../../data/virtual-columns'
import type { Dataset } from '../../../../data/dataset'

/**
 * Why the condition does not apply; undefined if it does. `asked` also includes the columns of the models' class
 * predictions, so that class names in the condition are checked too.
 */
export function conditionMisfit(
  condition: Condition,
  dataset: Dataset,
  {
    facts,
    asked: requested,
    trained,
  }: { readonly facts: FindVirtualColumn; readonly asked: readonly ColumnSchema[]; readonly trained: boolean },
): string | undefined {
  const allFacts: FindVirtualColumn = (fact, model) => {
    const known = model === undefined ? facts(fact) : undefined
    if (known || fact === 'split' || fact === 'row' || fact === 'number') return known
    const name = model === undefined ? fact : modelColumnName({ column: fact, model })
    const schema = requested.find((one) => one.name === name)
    return schema && { schema, column: { type: 'category', codes: new Int16Array(dataset.schema.rows).fill(-1) } }
  }
  const mask = maskOf(condition, dataset, allFacts)
  if (mask.ok || mask.error.code === 'no-model-fact' || (mask.error.code === 'no-fact' && trained)) return undefined
  return mask.error.sentence
}
