/**
 * @file Makes the hand-in of the open lesson from the records of its runs: everything that is needed to train them
 * again, and no rows, weights, or pictures.
 */
import '../../messages/en/hand-ins'
import { knownDataset } from '../../catalog/datasets'
import type { LessonProgress, ProjectContent } from '../../compile/project'
import { fingerprint } from '../../data/fingerprint'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { type Change, diff } from '../../graph/diff'
import { Refusal, refuse } from '../../messages/message'
import { metricsOf } from '../../metrics/metrics-of'
import {
  type HandIn,
  type HandInAction,
  type HandInRun,
  readHandInName,
  type StatedScore,
} from '../../storage/hand-in-file'
import { HAND_IN_LIMITS } from '../../storage/hand-in-schema'
import type { RunRecord } from '../../storage/records'
import { loadMetrics } from '../console/loaded-metrics'
import type { AppContext } from '../context'
import { keyOf } from '../data/data-session'
import type { Evaluation } from '../../metrics/evaluation'
import { gradeRuns, type RunResult } from './grade-runs'

declare const __VERSION__: string | undefined

/** The version of Netloom, as the build has it. */
export const APP_VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : 'test' // not text: an id

/** The hand-in of the open lesson under a name. */
export async function makeHandIn(studio: AppContext, given: string): Promise<HandIn> {
  const name = readHandInName(given)
  if (!name.ok) throw new Refusal(name.error)
  const state = studio.store.getState()
  if (!state.project.lesson?.start) return refuse('handin-no-lesson', {})
  const { run } = state
  if (run.tag !== 'idle' && run.tag !== 'done' && run.tag !== 'failed')
    return refuse('handin-training', { run: state.runs.find(({ id }) => id === run.id)?.name ?? run.id })
  await Promise.all([loadMetrics(), loadPreparation()])
  const all = [...state.runs].sort((a, b) => a.startedAt.localeCompare(b.startedAt))
  const records = all.slice(-HAND_IN_LIMITS.runs)
  await Promise.all(records.map(({ content: { data } }) => knownDataset(data.dataset)))
  const content = handedIn(studio.projects.content())
  const { goal, score } = gradeRuns(content.lesson?.check, records.flatMap(resultOf), content)
  const created = await studio.storage.projects.get(state.project.id).catch(() => undefined)
  const drawings = [...state.history.past, state.project.drawing]
  return {
    ...{ app: APP_VERSION, name: name.value, made: new Date().toISOString(), content },
    runs: await Promise.all(records.map((record) => statedRun(studio, record))),
    ...(all.length > records.length ? { olderRuns: all.length - records.length } : {}),
    actions: [
      ...(created ? [{ does: 'open', at: created.createdAt } as const] : []),
      ...drawings.slice(1).flatMap((drawing, i) => editsOf(diff(drawings[i] ?? drawing, drawing))),
      ...answersOf(content.lesson?.progress),
      ...records.map(({ startedAt, name }): HandInAction => ({ does: 'run', at: startedAt, what: name })),
    ].slice(-HAND_IN_LIMITS.actions),
    claim: { goal, score: score && { metric: score.metric, value: score.value } },
  }
}

/** The project without its services, and without the way in which its dataset was made: edits can contain values. */
function handedIn({ services: _, ...content }: ProjectContent): ProjectContent {
  const { made: __, ...data } = content.data
  return { ...content, data }
}

/** A finished run with what was measured at its end. */
function resultOf(record: RunRecord): readonly RunResult[] {
  const { content, metrics, history, why, step = 0, tag, from } = record
  // What continues from other weights is not trained again, so it counts neither here nor in the check.
  if (tag !== 'done' || from) return []
  return [{ content, evaluation: validated(metrics), history, why, step }]
}

function validated(metrics: Evaluation | null): Evaluation | null {
  return metrics?.split === 'validation' ? metrics : null
}

async function statedRun(studio: AppContext, record: RunRecord): Promise<HandInRun> {
  const { id, name, startedAt, tag, why, content, chosen, engine, from, rateChanges, hash, metrics, took } = record
  const data = record.data ?? (await fingerprintInUse(studio, record))
  const { made: _, ...pick } = content.data
  const score = statedScore(metrics)
  return {
    ...{ id, name, startedAt, tag, step: record.step ?? 0 },
    content: { networks: content.networks.slice(0, 1), data: pick, plan: content.plan },
    ...(why === undefined ? {} : { why: why.slice(0, 1000) }),
    ...(chosen ? { backend: chosen.backend } : {}),
    ...(engine ? { engine: engine.name } : {}),
    ...(data === undefined ? {} : { data }),
    ...(from ? { from: from.run } : {}),
    ...(record.inexact === undefined ? {} : { inexact: true }),
    ...(rateChanges?.length ? { rateChanges } : {}),
    ...(hash === undefined ? {} : { hash }),
    ...(score && tag === 'done' ? { score } : {}),
    ...(took ? { seconds: took.seconds } : {}),
  }
}

/** The fingerprint of the rows in use, if the run was trained on them: that of a short run may not be noted yet. */
async function fingerprintInUse({ store }: AppContext, { content }: RunRecord): Promise<string | undefined> {
  const { data } = store.getState()
  return data.tag === 'ready' && data.key === keyOf(content.data) ? fingerprint(data.dataset) : undefined
}

/** The numbers of an evaluation on the validation set, to compare with those of the run that is trained again. */
export function statedScore(metrics: Evaluation | null | undefined): StatedScore | undefined {
  const [head] = metrics?.heads ?? []
  if (!metrics || !head || metrics.split !== 'validation') return undefined
  const values = metricsOf(head).flatMap(({ metric, value }) => (Number.isFinite(value) ? [[metric.id, value]] : []))
  if (!Number.isFinite(metrics.loss)) return undefined
  return { loss: metrics.loss, rows: metrics.rows, metrics: Object.fromEntries(values) }
}

function editsOf(changes: readonly Change[]): readonly HandInAction[] {
  return changes.map((change) => ({ does: 'edit', what: `${change.type} ${change.id}`.slice(0, 200) }))
}

function answersOf(progress: LessonProgress | undefined): readonly HandInAction[] {
  if (!progress) return []
  const restarts = Array.from({ length: Math.min(100, progress.restarts ?? 0) }, () => ({ does: 'restart' }) as const)
  return [
    ...restarts,
    ...progress.answers.flatMap(({ step, predicted, hint, why }): HandInAction[] => {
      const what = String(step + 1)
      return [
        ...(predicted === undefined ? [] : [{ does: 'predict', what: `${what}: ${String(predicted)}` } as const]),
        ...(hint ? [{ does: 'hint', what } as const] : []),
        ...(why === undefined ? [] : [{ does: 'answer', what: `${what}: ${why.slice(0, 1900)}` } as const]),
      ]
    }),
  ]
}
