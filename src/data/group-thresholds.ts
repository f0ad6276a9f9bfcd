/** @file Thresholds of groups, for rows of a dataset and for raw samples: which one decides each row. */
import { columnIndex } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import { isList, isRecord } from './describe-value'
import { number, significant } from '../messages/format'
import { type GroupThresholds, thresholdOfGroup } from './output-decision'
import type { FittedOutput, Pipeline } from './pipeline'
import type { Form } from './transforms/transform'

/** The threshold of each of these rows; undefined if an output has none by group. */
export function thresholdsOfRows(output: FittedOutput, dataset: Dataset, rows: Uint32Array): Float64Array | undefined {
  const decision = output.kind === 'classes' ? output.decision : undefined
  if (!decision?.groups) return undefined
  const at = columnIndex(dataset.schema, decision.groups.column)
  const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
  const groupAt = (row: number) =>
    column?.type === 'category' && schema?.type === 'category'
      ? schema.values[column.codes[row] as number]
      : column?.type === 'number'
        ? column.values[row]
        : undefined
  return Float64Array.from(rows, (row) => thresholdOfGroup(decision, groupAt(row)))
}

/** The same for raw samples: records keyed by column name, or a list of them for each input. */
export function thresholdsOfSamples(output: FittedOutput, samples: unknown, count: number): Float64Array | undefined {
  const decision = output.kind === 'classes' ? output.decision : undefined
  const { groups } = decision ?? {}
  if (!decision || !groups) return undefined
  const lists = isList(samples) ? [samples] : isRecord(samples) ? Object.values(samples).filter(isList) : []
  const groupAt = (row: number) =>
    lists
      .map((list) => list[row])
      .flatMap((one) =>
        !isList(one) && isRecord(one) && Object.hasOwn(one, groups.column) ? [one[groups.column]] : [],
      )
      .at(0)
  return Float64Array.from({ length: count }, (_, row) => thresholdOfGroup(decision, groupAt(row)))
}

/** An output that decides as for this row, for what has only its encoded inputs. */
export function outputForRow(output: FittedOutput, dataset: Dataset, row: number): FittedOutput {
  const [threshold] = thresholdsOfRows(output, dataset, Uint32Array.of(row)) ?? []
  if (output.kind !== 'classes' || !output.decision || threshold === undefined) return output
  const { groups: _, ...decision } = output.decision
  return { ...output, decision: { ...decision, threshold } }
}

/** The names of groups: values, or ranges between cuts. */
export function groupNames({ values, cuts = [] }: Pick<GroupThresholds, 'values' | 'cuts'>): readonly string[] {
  if (values) return values.map((value) => (typeof value === 'number' ? number(value) : value))
  const texts = cuts.map((cut) => significant(cut))
  return texts.map((text, i) => (i === 0 ? `< ${text}` : `${texts[i - 1]} – ${text}`)).concat(`≥ ${texts.at(-1)}`)
}

/** The columns with groups that decisions read, each with the form of its values. */
export function groupColumns({ outputs }: Pick<Pipeline, 'outputs'>): readonly { name: string; form: Form }[] {
  return outputs.flatMap((output) => {
    const groups = output.kind === 'classes' ? output.decision?.groups : undefined
    if (!groups) return []
    const texts = groups.values?.filter((value) => typeof value === 'string') ?? []
    const form: Form = texts.length > 0 ? { type: 'category', values: texts, shape: [] } : { type: 'number', shape: [] }
    return [{ name: groups.column, form }]
  })
}
