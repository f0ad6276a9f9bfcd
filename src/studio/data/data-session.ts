/** @file DataSession: loads the project's dataset and splits it by the plan. The newest request wins. */
import type { DatasetDef } from '../../catalog/dataset-def'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { findDataset, knownDataset } from '../../catalog/datasets'
import type { Plan } from '../../catalog/training-plan'
import { datasetOf, schemaOf as schemaOfPick } from '../../compile/dataset-of-project'
import { defaultPlan } from '../../compile/default-plan'
import type { DataPick, ProjectContent } from '../../compile/project'
import type { DataPreview } from '../../data/data-preview'
import type { Dataset, Split } from '../../data/dataset'
import type { DataStep } from '../../data/dataset-edit'
import { loadSplitStrategies } from '../../data/load-split-strategies'
import type { Pipeline } from '../../data/pipeline'
import { makeSplit, makeSplitInSlices } from '../../data/split'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { needsPreparation } from '../../data/transforms/loaded-transforms'
import { type Message, message, Refusal, refuse } from '../../messages/message'
import type { SetRecord } from '../../storage/dataset-records'
import { loadDataset } from '../../storage/load-dataset'
import type { Storage } from '../../storage/records'
import type { BoardStore } from '../network/canvas-board'
import { changeProject } from '../project/project-document'
import type { AppState } from '../state'

export interface ReadyData {
  readonly dataset: Dataset
  readonly split: Split
  /** Identifies the rows: equal keys mean equal rows. */
  readonly key: string
  /** The fitted preparation pipeline, if the rows do not fit in memory and a worker fitted the pipeline. */
  readonly fitted?: Pipeline
}

export interface DataSession {
  /** Switches the project to a dataset and loads it; the newest call wins. */
  use(pick: DataPick, plan: Plan): Promise<ReadyData>
  /** Resolves with the dataset in use once it is loaded. */
  ready(): Promise<ReadyData>
  /** The data that a project's content trains on, even if it is not the data in use; `loaded` may have the same rows. */
  of(content: Pick<ProjectContent, 'data' | 'plan'>, loaded?: ReadyData): Promise<ReadyData>
  /** Splits the rows again after the plan has changed. */
  resplit(): void
  /** The state after the loaded rows are split by a plan whose split strategy is loaded; empty without loaded rows. */
  splitBy(plan: Plan): Pick<AppState, 'data'> | Record<string, never>
  /** Loads a dataset without using it. */
  load(pick: DataPick): Promise<Dataset>
  /** The rows of a custom dataset after applying these steps, which need not be saved. */
  after(set: Pick<SetRecord, 'id' | 'title' | 'base'>, steps: readonly DataStep[]): Promise<Dataset>
  /** Switches to rows that are already in memory, for example after an edit. The plan does not change. */
  take(pick: DataPick, dataset: Dataset): void
  /** Saves the version of a custom dataset that a run trains on. */
  pin(pick: DataPick): void
  /** Loads a dataset without using it yet, and shows the progress. */
  fetch(pick: DataPick): Promise<void>
  cancel(): void
  /** A small picture of a dataset, without loading all of its rows; null if there is none. */
  preview(dataset: string): Promise<DataPreview | null>
}

/**
 * The schema that the drawing is checked against: the schema of the loaded dataset or, until a dataset is loaded, the
 * one in the catalog.
 */
export function schemaOf(state: Pick<AppState, 'project' | 'data'>): DatasetSchema | undefined {
  return state.data.tag === 'none' ? schemaOfPick(state.project.data) : state.data.schema
}

/** The arguments of data.use for a dataset as a project names it. */
export function dataUseArgs({ dataset, version, samples, seed, bias }: DataPick) {
  return { dataset, version, samples, seed, bias }
}

const MANY_ROWS = 100_000

/** Returns the definition of a built-in dataset. Throws a refusal if there is none with this id. */
export function datasetNamed(id: string): DatasetDef {
  return findDataset(id) ?? refuse('unknown-dataset', { dataset: id })
}

/** Returns the definition of the dataset that a pick refers to. Throws a refusal if there is none. */
export function setNamed(pick: DataPick): DatasetDef {
  return datasetOf(pick) ?? datasetNamed(pick.dataset)
}

/** Creates the data session for a store and its storage; `base` is the URL of the bundled data files. */
export function makeDataSession(
  store: BoardStore<AppState>,
  storage: Storage,
  base: string,
  loadBuiltIn = loadDataset,
): DataSession {
  let abort = new AbortController()
  let current: Promise<ReadyData> | undefined

  function load(pick: DataPick, signal = new AbortController().signal, onProgress = noProgress): Promise<Dataset> {
    if (!pick.schema) return shipped(pick, signal, onProgress)
    return import('../../storage/load-stored-rows').then(({ loadStoredRows: loadKept }) =>
      loadKept(pick, keptOptions(signal, onProgress)),
    )
  }

  async function shipped(pick: DataPick, signal: AbortSignal, onProgress: typeof noProgress): Promise<Dataset> {
    await knownDataset(pick.dataset)
    return loadBuiltIn(datasetNamed(pick.dataset), {
      chunks: storage.chunks,
      fetch: globalThis.fetch.bind(globalThis),
      base,
      ...(pick.seed === undefined ? {} : { seed: pick.seed }),
      ...(pick.bias === undefined ? {} : { bias: pick.bias }),
      onProgress,
      signal,
    })
  }

  const keptOptions = (signal: AbortSignal, onProgress: typeof noProgress) => ({
    storage,
    shipped: async (dataset: string, seed?: number, bias?: number) => {
      const pick = { dataset, ...(seed === undefined ? {} : { seed }), ...(bias === undefined ? {} : { bias }) }
      // A built-in dataset that is edited for the first time is in use, so it is already in memory.
      const { data } = store.getState()
      return data.tag === 'ready' && data.key === keyOf(pick) ? data.dataset : shipped(pick, signal, onProgress)
    },
    onProgress,
    signal,
  })

  async function begin(pick: DataPick, plan: Plan): Promise<ReadyData> {
    const { schema } = setNamed(pick)
    abort.abort()
    const mine = new AbortController()
    abort = mine
    changeProject(store, { data: pick, plan }, { data: { tag: 'loading', schema, done: 0, total: 0 } })
    try {
      await loadSplitStrategies(plan.split)
      const dataset = await load(pick, mine.signal, ({ done, total }) => {
        if (!mine.signal.aborted) store.setState({ data: { tag: 'loading', schema, done, total } })
      })
      if (needsPreparation(schema, plan)) await loadPreparation()
      mine.signal.throwIfAborted()
      const split = await splitNow(dataset, pick)
      mine.signal.throwIfAborted()
      const key = keyOf(pick)
      changeProject(store, {}, { data: { tag: 'ready', schema: dataset.schema, dataset, split, key } })
      return { dataset, split, key }
    } catch (error) {
      if (mine !== abort) throw new Refusal(message('data-replaced', { dataset: schema.title }))
      const why: Message = mine.signal.aborted
        ? message('data-cancelled', { dataset: schema.title })
        : error instanceof Refusal
          ? error.reason
          : message('data-failed', { dataset: schema.title, why: String(error) })
      changeProject(store, {}, { data: { tag: 'failed', schema, why } })
      throw error instanceof Refusal ? error : new Refusal(why)
    }
  }

  /**
   * Splits the rows by the current plan, and again if the plan changes in the meantime. Large datasets are split in
   * time slices of a few milliseconds.
   */
  async function splitNow(dataset: Dataset, pick: DataPick): Promise<Split> {
    const { plan } = store.getState().project
    if (dataset.schema.rows < MANY_ROWS) return splitFor(dataset, pick, plan)
    const { runInSlices } = await import('../../base/yield-to-main')
    const split = await runInSlices(makeSplitInSlices(...toSplit(dataset, pick, plan)))
    return plan === store.getState().project.plan ? split : splitNow(dataset, pick)
  }

  return {
    async preview(dataset) {
      await knownDataset(dataset)
      const [{ datasetPreview }, { loadSteps }] = await Promise.all([
        import('./dataset-preview'),
        import('../../storage/load-stored-rows'),
      ])
      const options = { ...keptOptions(new AbortController().signal, noProgress), isOnce: true }
      const load = (set: SetRecord) => loadSteps(set, set.steps, options)
      return datasetPreview(dataset, { storage, load, fetch: globalThis.fetch.bind(globalThis), base })
    },
    load: (pick) => load(pick),
    async after(set, steps) {
      const { loadSteps } = await import('../../storage/load-stored-rows')
      return loadSteps(set, steps, keptOptions(new AbortController().signal, noProgress))
    },
    take(pick, dataset) {
      abort.abort()
      abort = new AbortController()
      const split = splitFor(dataset, pick, store.getState().project.plan)
      const key = keyOf(pick)
      current = Promise.resolve({ dataset, split, key })
      changeProject(store, { data: pick }, { data: { tag: 'ready', schema: dataset.schema, dataset, split, key } })
    },
    pin(pick) {
      if (pick.version === undefined) return
      // If pinning fails, only the version's entry in the list is missing; the run continues.
      void import('./dataset-change-queue')
        .then(({ pinVersion }) => pinVersion({ store, storage }, pick))
        .catch(() => undefined)
    },
    async fetch(pick) {
      const { id } = setNamed(pick).schema
      const show = ({ done, total }: Progress) => store.setState({ fetching: { dataset: id, done, total } })
      show({ done: 0, total: 0 })
      await load(pick, undefined, show).finally(() => store.setState({ fetching: null }))
    },
    use(pick, plan) {
      const mine = begin(pick, plan)
      current = mine
      // A failed load is shown in the state, and callers that await it get the error. This catch avoids an unhandled
      // rejection.
      mine.catch(() => undefined)
      return mine
    },
    async ready() {
      const before = current
      if (!before) return refuse('no-data', {})
      try {
        await before
      } catch (error) {
        if (current === before) throw error
      }
      const { data } = store.getState()
      if (current !== before || data.tag !== 'ready') return this.ready()
      return { dataset: data.dataset, split: data.split, key: data.key }
    },
    async of({ data: pick, plan }, loaded) {
      const { data } = store.getState()
      const key = keyOf(pick)
      const here = loaded?.key === key ? loaded : data.tag === 'ready' && data.key === key ? data : undefined
      const dataset = here?.dataset ?? (await load(pick))
      await loadSplitStrategies(plan.split)
      return { dataset, split: splitFor(dataset, pick, plan), key }
    },
    resplit() {
      const { data, project } = store.getState()
      if (data.tag !== 'ready') return
      const loading = loadSplitStrategies(project.plan.split)
      if (loading) void loading.then(() => this.resplit())
      else store.setState(this.splitBy(project.plan))
    },
    splitBy(plan) {
      const { data, project } = store.getState()
      return data.tag === 'ready' ? { data: { ...data, split: splitFor(data.dataset, project.data, plan) } } : {}
    },
    cancel() {
      abort.abort()
    },
  }
}

/**
 * The plan after a data change: unchanged for the same dataset, adapted for a similar dataset, otherwise the defaults.
 */
export function planForData(before: DatasetDef | undefined, after: DatasetDef, plan: Plan): Plan {
  const fresh = defaultPlan(after)
  if (before?.schema.id === after.schema.id) return plan
  if (!before || !sameTask(before, after)) return fresh
  const { target: _target, features: _features, prepare: _prepare, ...kept } = plan
  const { split, prepare } = fresh
  return { ...kept, split, ...(prepare ? { prepare } : {}) }
}

/**
 * Whether a network for dataset `a` also fits dataset `b`: both have the same kind, target type, and number of classes.
 * Always false for tables.
 */
export function sameTask(a: DatasetDef, b: DatasetDef): boolean {
  const target = (def: DatasetDef) => def.schema.columns.find((column) => column.name === def.schema.target)
  const [from, to] = [target(a), target(b)]
  if (a.schema.kind !== b.schema.kind || !from || !to || from.type !== to.type) return false
  if (from.type === 'category' && to.type === 'category' && from.values.length !== to.values.length) return false
  return a.schema.kind !== 'table'
}

/** The split of a dataset; the split strategy of the plan is loaded. */
export function splitFor(dataset: Dataset, pick: DataPick, plan: Plan): Split {
  return makeSplit(...toSplit(dataset, pick, plan))
}

function toSplit(dataset: Dataset, pick: DataPick, plan: Plan): Parameters<typeof makeSplit> {
  const cap = pick.samples === undefined ? undefined : { samples: pick.samples, seed: pick.seed ?? plan.seed }
  return [dataset, plan.split, plan.seed, plan.target ?? dataset.schema.target, cap]
}

/** Identifies the rows of a pick: equal keys mean equal rows. */
export function keyOf(pick: DataPick): string {
  if (pick.version !== undefined) return `${pick.dataset}@${pick.version}`
  const seeded = pick.seed === undefined ? pick.dataset : `${pick.dataset}:${pick.seed}`
  return pick.bias === undefined ? seeded : `${seeded} bias ${pick.bias}`
}

function noProgress(_progress: Progress): void {}

interface Progress {
  readonly done: number
  readonly total: number
}
