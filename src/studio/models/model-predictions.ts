/**
 * @file Predictions of saved models for the rows in use: computed once per model and dataset, for use in conditions.
 */
import { refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Condition } from '../../data/condition'
import { namesIn } from '../../data/evaluate-condition'
import { loadPagedRows } from '../../data/paged-columns'
import { type FindVirtualColumn, modelColumnName, parseModelColumn } from '../../data/virtual-columns'
import type { ModelRecord, ModelRow } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import { needColumns } from './evaluate'
import { answersOf, factsOf, type RowAnswers } from './row-predictions'

/** The names of the saved models that the conditions refer to. */
export function modelsIn(conditions: readonly Condition[], { dataset }: Pick<ReadyData, 'dataset'>): readonly string[] {
  const names = conditions.flatMap((condition) => [...namesIn(condition)])
  const requested = names.filter((name) => columnIndex(dataset.schema, name) < 0)
  return [...new Set(requested.flatMap((name) => parseModelColumn(name)?.model ?? []))]
}

/** The saved model with this name: "digits v3", or "digits" for its newest version. Refuses an unknown name. */
export function modelCalled(models: readonly ModelRow[], called: string): ModelRow {
  const newest = (all: readonly ModelRow[]) => all.toSorted((a, b) => b.version - a.version)[0]
  const [, name = called, version] = /^(.*\S)\s+v(\d+)$/.exec(called) ?? []
  const exact = version === undefined ? undefined : models.find((m) => m.name === name && m.version === Number(version))
  const found = exact ?? newest(models.filter((model) => model.name === called))
  return found ?? refuse('no-model', { name, version: Number(version ?? 0) })
}

/**
 * Cached per split, keyed by the number of rows and the weights. The number of rows differs while test rows are sealed.
 */
const known = new WeakMap<ReadyData['split'], Map<string, Promise<RowAnswers | undefined>>>()

/** A saved model's predictions for these rows, computed once per split. */
export async function answersOfModel(
  studio: AppContext,
  ready: ReadyData,
  called: string,
  rows: Uint32Array,
): Promise<RowAnswers | undefined> {
  const { name, version } = modelCalled(await studio.storage.models.list(), called)
  const answers = known.get(ready.split) ?? new Map<string, Promise<RowAnswers | undefined>>()
  known.set(ready.split, answers)
  const record = (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version })
  needColumns(record.pipeline, ready.dataset)
  const key = `${name}@${version}:${record.hash}`
  const requestKey = `${rows.length} ${key}`
  const before = answers.get(requestKey)
  if (before) return before
  const fault = record.practice && (await practiceFault(studio, record, ready, rows))
  const requested = answersOf(
    {
      ...studio,
      runs: {
        ...studio.runs,
        loadable: () => record,
        predict: (inputs, count) => studio.predictor.predict(key, record, inputs, count),
      },
    },
    ready,
    rows,
    fault,
  )
  answers.set(requestKey, requested)
  requested.catch(() => answers.delete(requestKey))
  return requested
}

/** The fault of a practice version, as the service adds it to the predictions. */
async function practiceFault(studio: AppContext, record: ModelRecord, ready: ReadyData, rows: Uint32Array) {
  const [{ servedRecord, serviceRows, slicesFor }, { faultOfRows }, { outputKindOf }] = await Promise.all([
    import('../operate/service-start'),
    import('../../serving/bad-models'),
    import('../../serving/request-rows'),
  ])
  const served = servedRecord(record)
  const within = serviceRows(ready, slicesFor(studio, record, ready))
  return faultOfRows(served, outputKindOf(served), { ...within, dataset: await loadPagedRows(ready.dataset, rows) })
}

/** The virtual columns of `facts`, plus those with predictions of saved models. */
export function withModels(
  facts: FindVirtualColumn,
  ready: ReadyData,
  models: ReadonlyMap<string, RowAnswers | undefined>,
): FindVirtualColumn {
  return (name, model) => {
    if (model === undefined) return facts(name)
    const fact = factsOf(ready, models.get(model))(name)
    if (!fact || name === 'split' || name === 'row' || name === 'number') return undefined
    return { ...fact, schema: { ...fact.schema, name: modelColumnName({ column: name, model }) } }
  }
}
