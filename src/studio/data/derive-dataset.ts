/**
 * @file Derives a dataset from rows of another dataset. It records its parent, shares the parent's chunks, and copies
 * no rows.
 */
import { knownDataset } from '../../catalog/datasets'
import { printCondition } from '../../data/condition-text'
import { applyStep } from '../../data/edit-steps'
import { keepRows, rangesOf } from '../../data/edit-steps/row-steps'
import { maskOf, namesIn, rowsOfMask } from '../../data/evaluate-condition'
import { count, counted } from '../../messages/format'
import { message, Refusal, refuse } from '../../messages/message'
import { versionOf } from '../../storage/dataset-versions'
import type { AppContext } from '../context'
import { datasetAtVersionInUse, newSetId, titleOf } from './custom-dataset-session'
import { inTurn, keepSet } from './dataset-change-queue'
import { conditionOf, rowsMeeting } from './slices'

export interface Derive {
  /** Defaults to the dataset in use. */
  readonly dataset?: string | undefined
  readonly title?: string | undefined
  /** Row numbers from 0, in any order; the derived dataset keeps the parent's row order. */
  readonly rows?: Iterable<number> | undefined
  readonly where?: unknown
}

/**
 * Creates a dataset from the given rows, the rows that meet a condition, or the given rows that also meet it. Resolves
 * with its id.
 */
export function deriveSet(studio: AppContext, { dataset: set, title, rows, where }: Derive): Promise<string> {
  return inTurn(async () => {
    const inUse = studio.store.getState().project.data.dataset
    const from = set ?? inUse
    const parent = await datasetAtVersionInUse(studio, from)
    const dataset = await studio.data.after(parent, parent.steps)
    const met = where === undefined ? undefined : await meeting(studio, dataset, where, from === inUse)
    const named = rows === undefined ? undefined : risingRows(rows, dataset.schema.rows)
    const chosen = named ? (met ? named.filter((row) => met[row] === 1) : named) : met && [...rowsOfMask(met)]
    if (!chosen) return refuse('dataset-derive-which', {})
    if (chosen.length === 0) return refuse('step-no-rows', { rows: dataset.schema.rows })
    const why = where === undefined ? undefined : printCondition(conditionOf(where))
    const step = {
      kind: keepRows.kind,
      rows: rangesOf(chosen),
      ...(why === undefined ? {} : { why }),
      at: new Date().toISOString(),
    }
    const after = applyStep(dataset, step, new Map())
    if (!after.ok) throw new Refusal(after.error)
    const of = (await knownDataset(from)) ? from : parent.id
    const called = titleOf(title ?? (await derivedTitle(studio, of, parent.title, why, chosen.length)))
    const id = newSetId()
    const { slices, card, base } = parent
    await keepSet(studio, {
      ...{ id, title: called, slices, card, base, versions: [], undone: [] },
      schema: { ...after.value.schema, id, title: called },
      steps: [...parent.steps, step],
      parent: { set: of, version: versionOf(parent) },
      ...{ revision: 0, createdAt: new Date().toISOString(), updatedAt: '' },
    })
    return id
  })
}

/**
 * A mask of the rows that meet a condition, one byte per row. Conditions on model predictions only work for the dataset
 * in use.
 */
async function meeting(
  studio: AppContext,
  dataset: Parameters<typeof maskOf>[1],
  where: unknown,
  isInUse: boolean,
): Promise<Uint8Array> {
  const condition = conditionOf(where)
  const { columns } = dataset.schema
  const asksMore = [...namesIn(condition)].some((name) => !columns.some((column) => column.name === name))
  if (isInUse && asksMore) return rowsMeeting(studio, condition)
  const mask = maskOf(condition, dataset)
  return mask.ok ? mask.value : refuse('condition-wrong', { sentence: mask.error.sentence })
}

function risingRows(rows: Iterable<number>, of: number): number[] {
  const all = [...new Set(rows)].sort((a, b) => a - b)
  const wrong = all.find((row) => row < 0 || row >= of)
  if (wrong !== undefined) throw new Refusal(message('no-such-row', { row: wrong, rows: of }))
  return all
}

async function derivedTitle(studio: AppContext, id: string, title: string, why: string | undefined, rows: number) {
  const { findDataset } = await import('../../catalog/datasets')
  const of = findDataset(id)?.schema.title ?? title
  const taken = new Set(studio.store.getState().sets.sets.map((set) => set.title))
  const whole = `${of.slice(0, 60)}: ${(why ?? counted(rows, 'row')).slice(0, 50)}`
  for (let nth = 2, name = whole; ; nth++) {
    if (!taken.has(name)) return name
    name = `${whole} (${count(nth)})`
  }
}
