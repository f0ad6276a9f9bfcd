/**
 * @file Grades a model by the true labels of generated data whose recorded labels are biased. The truth is generated
 * again from the seed, so no column has it and nothing can be trained on it.
 */
import '../../messages/en/evaluate/label-bias'
import { rng } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import { findDataset, knownDataset } from '../../catalog/datasets'
import type { PlantedBias } from '../../catalog/dataset-def'
import type { DataPick } from '../../compile/project'
import type { Dataset } from '../../data/dataset'
import { refuse } from '../../messages/message'
import { type BiasGrade, gradeBias } from '../../metrics/label-bias'
import { DEFAULT_SEED } from '../../storage/load-dataset'
import type { SetBase } from '../../storage/dataset-records'
import type { AppContext } from '../context'
import { predictionsOf } from './prediction-table'
import type { SetPredictions } from './predictions'

export interface LabelBiasReport extends BiasGrade, Pick<PlantedBias, 'column' | 'from' | 'to' | 'rate'> {
  readonly split: SetPredictions['split']
  /** The name of the biased group. */
  readonly name: string
  readonly target: string
  readonly testLooks?: number
}

/** The planted bias of a dataset before any edit; undefined if it is not generated, or has none. */
export function plantedBiasOf({ schema, origin }: Pick<Dataset, 'schema' | 'origin'>): PlantedBias | undefined {
  const rows = findDataset((origin?.base.schema ?? schema).id)?.rows
  return rows?.kind === 'generated' ? rows.bias : undefined
}

/** The grade of predictions. Refuses data without a known truth, another target, and rows that cannot be graded. */
export async function labelBiasOf(
  studio: AppContext,
  predictions: SetPredictions,
  label: string | undefined,
): Promise<LabelBiasReport> {
  const { dataset } = predictions.ready
  const base = dataset.origin?.base ?? dataset
  await knownDataset(base.schema.id)
  const bias = plantedBiasOf(dataset) ?? refuse('bias-not-known', {})
  const { seed, rate = bias.rate } = generatedWith(studio, predictions)
  if (rate === 0) return refuse('bias-none', {})
  const { column, group, from, to } = bias
  const { target } = base.schema
  const decoded = predictionsOf(predictions, label)
  const output = predictions.pipeline.outputs.find((one) => label === undefined || one.label === label)
  if (decoded.kind !== 'classes' || output?.column !== target) return refuse('bias-other-target', { target })
  const { labels, predicted, rows } = decoded
  const classes = valuesOf(base, target)
  const truth = bias.truth(rng(seed, { kind: 'generate' }), base.schema.rows)
  const [recorded, groups] = [codesOf(base, target), codesOf(base, column)]
  const groupCode = valuesOf(base, column).indexOf(group)
  const favorable = classes.indexOf(from)
  // A row that was added later is in no generated data, so its truth is not known.
  const graded = [...rows.keys()].flatMap((i) => {
    const row = dataset.origin?.rows?.[rows[i] as number] ?? (rows[i] as number)
    return row < base.schema.rows ? [{ row, decided: classes.indexOf(labels[predicted[i] as number] ?? '') }] : []
  })
  const is = (of: (one: (typeof graded)[number]) => boolean) => graded.map((one) => (of(one) ? 1 : 0))
  const grade = gradeBias({
    decided: is(({ decided }) => decided === favorable),
    recorded: is(({ row }) => recorded[row] === favorable),
    truth: is(({ row }) => truth[row] === favorable),
    inGroup: is(({ row }) => groups[row] === groupCode),
    correct: is(({ row, decided }) => decided === truth[row]),
    asRecorded: is(({ row, decided }) => decided === recorded[row]),
  })
  const { split, testLooks } = predictions
  return {
    ...(grade ?? refuse('bias-few-rows', { group, column, split })),
    ...{ split, name: group, column, target, from, to, rate },
    ...(testLooks === undefined ? {} : { testLooks }),
  }
}

/** The seed that the rows were generated with, and the rate of the bias, if it is not the usual one. */
function generatedWith({ store }: AppContext, { content }: SetPredictions): { seed: number; rate: number | undefined } {
  const { project, sets } = store.getState()
  const pick: DataPick = content?.data ?? project.data
  const base: SetBase | DataPick | undefined = pick.schema
    ? sets.sets.find(({ id }) => id === pick.dataset)?.base
    : pick
  const made = pick.made?.base
  const [known = {}] = [base, made].flatMap((one): Pick<DataPick, 'seed' | 'bias'>[] =>
    one && 'dataset' in one ? [one] : [],
  )
  return { seed: known.seed ?? DEFAULT_SEED, rate: known.bias }
}

function valuesOf({ schema }: Dataset, name: string): readonly string[] {
  const column = schema.columns[columnIndex(schema, name)]
  return column?.type === 'category' ? column.values : []
}

function codesOf({ schema, columns }: Dataset, name: string): Int16Array {
  const column = columns[columnIndex(schema, name)]
  return column?.type === 'category' ? column.codes : new Int16Array(schema.rows)
}
