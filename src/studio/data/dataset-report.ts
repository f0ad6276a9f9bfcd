/**
 * @file The data report and column profiles of the dataset in use. They are computed in the analysis worker; this file
 * applies the fixes.
 */
import { remedyText } from '../../messages/en/finding-remedies'
import { findingText } from '../../messages/en/findings'
import { offersText } from '../../messages/en/studio/offers'
import { refuse } from '../../messages/message'
import { callOf } from '../run-command'
import '../../messages/en/data/report'
import { datasetOf, predictedColumn } from '../../compile/dataset-of-project'
import type { DataStep } from '../../data/dataset-edit'
import { type Finding, findingKey, isApplied, type Remedy } from '../../data/findings/finding'
import { defaultSteps } from '../../data/transforms/default-steps'
import type { JobArgs, JobResult } from '../../protocol/analysis-messages'
import type { PlanPatch } from '../commands/plan'
import type { AppContext } from '../context'
import { analysisKey, type DataAnalysis } from './data-analysis'
import { analysisOf } from './analysis-worker'
import { dropEffects, offerToUndo } from './dataset-steps'

type Kind = 'report' | 'profile'

interface RunningAnalysis {
  readonly key: string
  readonly abort: AbortController
  readonly result: Promise<unknown>
}

const running = new WeakMap<AppContext['store'], Partial<Record<Kind, RunningAnalysis>>>()

/**
 * Starts an analysis, or joins one that is already running. If the dataset or split has changed, the old analysis is
 * canceled.
 */
export async function inspectFinding<K extends Kind>(studio: AppContext, kind: K): Promise<JobResult<K>> {
  const { dataset, split } = await studio.data.ready()
  const state = studio.store.getState()
  const key = analysisKey(state) ?? refuse('no-data', {})
  const shown = state.analysis[kind]
  if (shown?.tag === 'found' && shown.key === key) return shown.found as JobResult<K>
  const all = running.get(studio.store) ?? {}
  running.set(studio.store, all)
  const before = all[kind]
  if (before?.key === key && !before.abort.signal.aborted) return before.result as Promise<JobResult<K>>
  before?.abort.abort()
  const abort = new AbortController()
  const set = (one: DataAnalysis[Kind]) => {
    if (all[kind]?.abort === abort) show(studio, { [kind]: one })
  }
  const { features, split: pick } = state.project.plan
  const target = predictedColumn(state.project, dataset.schema)
  const args = {
    target,
    ...(kind === 'report' ? { split: pick, ...(features ? { features } : {}) } : {}),
  } as JobArgs<K>
  const result = analysisOf(studio)
    .ask(kind, { key, dataset, split }, args, {
      signal: abort.signal,
      onProgress: (done) => set({ tag: 'looking', key, done }),
    })
    .then(
      (found) => {
        set({ tag: 'found', key, found } as DataAnalysis[Kind])
        return found
      },
      (error: unknown) => {
        if (abort.signal.aborted) {
          set({ tag: 'stopped', key })
          return refuse('report-stopped', {})
        }
        set({ tag: 'failed', key, why: error instanceof Error ? error.message : String(error) })
        throw error
      },
    )
  all[kind] = { key, abort, result }
  set({ tag: 'looking', key, done: 0 })
  return result
}

function show({ store }: AppContext, part: Partial<DataAnalysis>): void {
  store.setState(({ analysis }) => ({ analysis: { ...analysis, ...part } }))
}

/** Cancels running analyses. */
export function stopLooking({ store }: AppContext): void {
  for (const one of Object.values(running.get(store) ?? {})) one.abort.abort()
}

/** A finding in the shape the console API returns. */
export interface FindingRow {
  readonly finding: string
  readonly severity: Finding['severity']
  readonly title: string
  readonly says: string
  readonly why: string
  readonly columns: readonly string[]
  readonly rows: readonly number[]
  readonly count: number
  readonly sampled?: number
  /** The column that the rows are split by, if a split by another column is therefore not offered. */
  readonly splitBy?: string
  readonly remedies: readonly string[]
  /**
   * Why the finding needs no attention: listed on a built-in dataset's card, accepted by the user, or handled by the
   * plan.
   */
  readonly quiet?: 'known' | 'accepted' | 'done'
}

/** Runs the report and returns the findings as plain JSON. */
export async function report(studio: AppContext): Promise<readonly FindingRow[]> {
  const [found] = await Promise.all([inspectFinding(studio, 'report'), readAccepted(studio)])
  const { analysis, project } = studio.store.getState()
  const known = new Set((datasetOf(project.data)?.known ?? []).map(knownFindingKey))
  return found.map((one) => {
    const key = findingKey(one)
    const { code: _code, args: _args, remedies, ...rest } = one
    // The report already uses the current split, so a finding that remains was not fixed by the split.
    const done = remedies.some((remedy) => remedy.do !== 'split' && isApplied(remedy, project.plan))
    const quiet = known.has(key) ? 'known' : analysis.accepted.includes(key) ? 'accepted' : done ? 'done' : undefined
    return {
      finding: key,
      ...rest,
      ...findingText(one),
      remedies: remedies.map((remedy) => remedyText(remedy).title),
      ...(quiet ? { quiet } : {}),
    }
  })
}

/** The key of a finding listed on a dataset card. */
export function knownFindingKey({
  code,
  columns,
}: {
  readonly code: string
  readonly columns: readonly string[]
}): string {
  return [code, ...columns].join(':')
}

/** Reads the accepted findings of the dataset in use. */
export async function readAccepted(studio: AppContext): Promise<readonly string[]> {
  const { dataset, schema } = studio.store.getState().project.data
  const kept = schema
    ? (await studio.storage.sets.get(dataset))?.accepted
    : await studio.storage.settings.get(settingOf(dataset)).catch(() => undefined)
  const accepted = Array.isArray(kept) ? kept.filter((key): key is string => typeof key === 'string') : []
  show(studio, { accepted })
  return accepted
}

/** The settings key for a built-in dataset. A custom dataset stores accepted findings in its record. */
function settingOf(dataset: string): string {
  return `accepted:${dataset}`
}

/** Marks a finding as accepted (the data is correct), or removes that mark. */
export async function accept(studio: AppContext, finding: string, is: boolean): Promise<readonly string[]> {
  const one = await findingNamed(studio, finding)
  const before = await readAccepted(studio)
  const accepted = is ? [...new Set([...before, findingKey(one)])] : before.filter((key) => key !== findingKey(one))
  const { dataset, schema } = studio.store.getState().project.data
  if (schema) {
    const { changeSet } = await import('./custom-dataset-session')
    await changeSet(studio, dataset, () => ({ accepted }))
  } else await studio.storage.settings.put(settingOf(dataset), accepted)
  show(studio, { accepted })
  return accepted
}

/** Applies the fix of a finding, and offers to undo it. */
export async function applyFix(studio: AppContext, finding: string, which: number): Promise<void> {
  const { remedies } = await findingNamed(studio, finding)
  const remedy = remedies[which] ?? refuse('no-remedy', { finding, remedies: remedies.length })
  const steps = stepsOf(studio, remedy)
  const { done } = remedyText(remedy)
  if (steps.length > 0) {
    const effects = dropEffects(studio.store.getState(), steps)
    await studio.run('dataset.edit', { steps })
    await studio.run('notice.show', offerToUndo(studio.store.getState(), steps.length, effects || done))
    return
  }
  const patch = planFor(studio, remedy)
  const { plan } = studio.store.getState().project
  const back =
    remedy.do === 'impute'
      ? { prepare: { [remedy.column]: plan.prepare?.[remedy.column] ?? null } }
      : Object.fromEntries(Object.keys(patch).map((part) => [part, plan[part as keyof typeof plan] ?? null]))
  await studio.run('plan.set', patch)
  await studio.run('notice.show', {
    tone: 'good',
    text: done,
    action: { title: offersText.undo, ...callOf('plan.set', back) },
  })
}

async function findingNamed(studio: AppContext, finding: string): Promise<Finding> {
  const found = await inspectFinding(studio, 'report')
  return (
    found.find((one) => findingKey(one) === finding) ??
    refuse('no-finding', { finding, findings: found.map(findingKey) })
  )
}

/** The dataset steps of a remedy; empty if it changes the plan instead. */
function stepsOf({ store }: AppContext, remedy: Remedy): readonly DataStep[] {
  const { data } = store.getState()
  const ignored = data.tag === 'ready' ? data.schema.ignore : []
  switch (remedy.do) {
    case 'exclude':
      return [{ kind: 'exclude', rows: remedy.rows }]
    case 'drop':
      return [{ kind: 'drop', columns: [remedy.column] }]
    case 'ignore':
      return [{ kind: 'roles', ignore: [...ignored, remedy.column] }]
    case 'map':
      return [{ kind: 'map', column: remedy.column, values: Object.entries(remedy.to) }]
    case 'removeClasses':
      return [{ kind: 'map', column: remedy.column, values: remedy.values.map((value) => [value, null]) }]
    case 'toNumber': {
      // The import leaves text out of the inputs; as numbers, the column can be an input again.
      const used = ignored.filter((name) => name !== remedy.column)
      const roles: DataStep[] = used.length < ignored.length ? [{ kind: 'roles', ignore: used }] : []
      return [{ kind: 'type', column: remedy.column, to: 'number' }, ...roles]
    }
    case 'toCategory':
      return [{ kind: 'type', column: remedy.column, to: 'category' }]
    case 'scale': {
      const { column, factor, offset, where } = remedy
      return [{ kind: 'scale', column, factor, ...(offset === 0 ? {} : { offset }), where }]
    }
    case 'clear':
      return [{ kind: 'set', column: remedy.column, rows: remedy.rows, value: null }]
    case 'split':
    case 'weigh':
    case 'impute':
      return []
    default:
      return remedy satisfies never
  }
}

/** The plan change of a remedy; empty if it changes the dataset instead. */
function planFor({ store }: AppContext, remedy: Remedy): PlanPatch {
  const { data, project } = store.getState()
  const { split } = project.plan
  if (remedy.do === 'weigh') return { classWeights: 'balanced' }
  if (remedy.do === 'impute') {
    const column = data.tag === 'ready' && data.schema.columns.find(({ name }) => name === remedy.column)
    if (!column) return refuse('no-data', {})
    const fill = { kind: 'impute', by: remedy.by }
    const usual = defaultSteps(column, data.schema.kind).filter(({ kind }) => kind !== 'impute')
    return { prepare: { [remedy.column]: [fill, ...usual] } }
  }
  if (remedy.do !== 'split') return {}
  const shares =
    split.test > 0
      ? { train: split.train, validation: split.validation, test: split.test }
      : { train: 0.7, validation: 0.15, test: 0.15 }
  const { by, column } = remedy
  return { split: { kind: by, ...shares, ...(column === undefined ? {} : { column }) } }
}
