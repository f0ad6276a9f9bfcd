/**
 * @file verifyDrill: verifies a drill result from its file. The models are trained again, the drill is replayed, and
 * everything in the file is compared with the outcome.
 */
import '../../../messages/en/drills'
import { stableJson } from '../../../base/stable-json'
import { findDrill } from '../../../gallery/drills'
import { drillFaults as faults, drillStepsText as steps } from '../../../messages/en/studio/drills'
import { Refusal, refuse } from '../../../messages/message'
import type { DrillResult } from '../../../ops/drill-grade'
import type { AppContext } from '../../context'
import { sliceOf } from '../../state-slice'
import { perStudio } from '../per-studio'
import type { DrillVerification } from '../state'
import { lowerService, userActionsIn } from './drill-actions'
import { readDrillFile, rejectFile } from './drill-file'
import { type DrillModels, drillAliases, drillModelContent, drillTraining, trainDrillModels } from './drill-models'
import { firstDifference } from './drill-replay'
import { drillServiceStart, fixedTimes, gradeDrill, runDrill } from './drill-runs'

/** The parts of a file that can differ from the replay. */
const DRILL_FILE_PARTS = [
  ...(['file', 'title', 'service', 'seed', 'models', 'timing', 'log', 'actions', 'score'] as const),
] as const
export type DrillFilePart = (typeof DRILL_FILE_PARTS)[number]

export interface Verified {
  readonly same: boolean
  readonly drill: string
  /** Which rules graded the drill. */
  readonly grading: 1 | 2
  /** The first simulated minute in which the log differs; absent if it does not. */
  readonly differsInMinute?: number
  readonly differs: readonly DrillFilePart[]
  readonly result: DrillResult
}

/** What the Drills tab shows of a verification. */
export interface VerifiedScore extends Omit<Verified, 'result'> {
  readonly result: Pick<DrillResult, 'score'>
}

/** The verification in progress. */
const running = perStudio((_: AppContext) => ({ abort: undefined as AbortController | undefined }))

/** Stops the verification in progress, if there is one; it then refuses. */
export function cancelVerification(studio: AppContext): void {
  running(studio).abort?.abort()
}

/** Verifies a file, one at a time. Refuses a file that is not a drill result. */
export async function verifyDrill(studio: AppContext, bytes: Uint8Array): Promise<Verified> {
  const state = running(studio)
  if (state.abort) return refuse('drill-busy', {})
  const abort = new AbortController()
  const store = sliceOf(studio.store, 'operate')
  const show = (verification: DrillVerification | null) => store.setState({ verification })
  state.abort = abort
  try {
    return await verify(studio, bytes, abort.signal, (what, share) => show({ what, share }))
  } finally {
    state.abort = undefined
    show(null)
  }
}

async function verify(
  studio: AppContext,
  bytes: Uint8Array,
  signal: AbortSignal,
  onStep: (what: string, share: number) => void,
): Promise<Verified> {
  const read = readDrillFile(bytes, findDrill)
  if (!read.ok) throw new Refusal(read.error)
  const { drill, file } = read.value
  onStep(steps.preparing.data, 0)
  const records = await recordsOf(studio, read.value)
  const trained = await trainDrillModels(studio, drill, (model, share) =>
    onStep(steps.preparing.training({ model }), share),
  )
  const begin = { spec: lowerService(drill.service), aliases: drillAliases(drill, records) }
  const { timing, laterMs } = file
  // Before fixed times, each result had those of the device that made it; nothing can prove them.
  const fixed = drill.grading === 1 ? timing : fixedTimes(begin, records).timing
  const start = await drillServiceStart(studio, begin, records, { timing: fixed, laterMs })
  const runs = await runDrill({ drill, records, begin, start }, file, { signal, onStep })
  const { replayed } = runs
  // The log does not record when the user reported or acknowledged a problem, so these actions come from the file; all
  // others come from the log.
  const fromLog = [
    ...userActionsIn(replayed.changes),
    ...file.labels.map(({ at, request }) => ({ at, kind: 'label' as const, what: `request ${request}` })),
  ]
  const seen = file.acts.filter(({ kind }) => kind === 'see' || kind === 'take')
  const acts = [...seen, ...fromLog].sort((a, b) => a.at - b.at)
  const result = gradeDrill(drill, acts, runs)
  const minute = firstDifference(replayed.minutes, file.minutes)
  const isSame: Readonly<Record<DrillFilePart, boolean>> = {
    file: file.isUnchanged,
    title: file.title === drill.title,
    service: stableJson(file.service) === stableJson(begin.spec),
    seed: file.seed === start.seed,
    models: file.models.every(({ hash }, i) => hash === trained[i]?.hash),
    timing: stableJson(timing) === stableJson(fixed),
    log: replayed.hash === file.hash && minute === undefined,
    actions: stableJson(acts) === stableJson(file.acts),
    score: gradeOf(result) === gradeOf(file.result),
  }
  const differs = DRILL_FILE_PARTS.filter((part) => !isSame[part])
  return {
    ...{ same: differs.length === 0, drill: drill.id, grading: drill.grading, differs, result },
    ...(minute === undefined ? {} : { differsInMinute: minute }),
  }
}

/**
 * A result as text for comparison. It omits sentences and minutes, which do not affect the grade: older files store a
 * sentence for each part (`said`), but not the minutes that these sentences are now generated from.
 */
function gradeOf(result: unknown): string {
  const { overMinutes: _, changedMinutes: __, limits: ____, parts, ...graded } = result as Partial<DrillResult>
  if (!Array.isArray(parts)) return stableJson(graded)
  return stableJson({ ...graded, parts: parts.map(({ said: ___, ...part }: { readonly said?: unknown }) => part) })
}

/** The weights in the file, loaded into the networks of the drill; refuses weights of a different network. */
async function recordsOf(
  studio: AppContext,
  { drill, file }: Extract<ReturnType<typeof readDrillFile>, { ok: true }>['value'],
): Promise<DrillModels> {
  if (file.models.length !== drill.models.length) return rejectFile(faults.otherModels)
  const records = await Promise.all(
    drill.models.map(async (model, i) => {
      const given = file.models[i] ?? rejectFile(faults.otherModels)
      if (given.model !== model.name) return rejectFile(faults.otherModel({ model: given.model }))
      const content = await drillModelContent(model)
      const { job } = await drillTraining(studio, content)
      return {
        ...{ name: model.name, version: given.version, createdAt: '', hash: '', metrics: null },
        ...{ model: job.model, pipeline: job.pipeline, weights: given.weights, content },
      }
    }),
  )
  const [first, ...others] = records
  return first ? [first, ...others] : refuse('project-empty', {})
}
