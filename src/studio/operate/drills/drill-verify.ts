/**
 * @file verifyDrill: replays a drill result from its file, and reports whether the log is the same, where it first
 * differs, and the score.
 */
import '../../../messages/en/drills'
import { stableJson } from '../../../base/stable-json'
import { findDrill } from '../../../gallery/drills'
import { drillFaults as faults } from '../../../messages/en/studio/drills'
import { Refusal, refuse } from '../../../messages/message'
import type { DrillResult } from '../../../ops/drill-grade'
import type { AppContext } from '../../context'
import { lowerService, userActionsIn } from './drill-actions'
import { readDrillFile, rejectFile } from './drill-file'
import { type DrillModels, drillAliases, drillModelContent, drillTraining } from './drill-models'
import { firstDifference, replayDrill } from './drill-replay'
import { bestActions, drillConditions, drillServiceStart, gradeDrill } from './drill-session'

export interface Verified {
  readonly same: boolean
  readonly drill: string
  /** The first simulated minute in which the log differs; absent if it does not. */
  readonly differsInMinute?: number
  /** The parts of the file that differ from the replay. */
  readonly differs: readonly ('file' | 'log' | 'actions' | 'score')[]
  readonly result: DrillResult
}

/** What the Drills tab shows of a verification. */
export interface VerifiedScore extends Omit<Verified, 'result'> {
  readonly result: Pick<DrillResult, 'score'>
}

/** Replays a file. Refuses a file that is not a drill result. */
export async function verifyDrill(studio: AppContext, bytes: Uint8Array): Promise<Verified> {
  const read = readDrillFile(bytes, findDrill)
  if (!read.ok) throw new Refusal(read.error)
  const { drill, file } = read.value
  const records = await recordsOf(studio, read.value)
  const begin = { spec: lowerService(drill.service), aliases: drillAliases(drill, records) }
  const { timing, laterMs, seed } = file
  const start = { ...(await drillServiceStart(studio, begin, records, { timing, laterMs })), seed }
  const replayed = await replayDrill(start, drillConditions(drill), file)
  const nothing = await replayDrill(start, drillConditions(drill), { changes: [], labels: [] })
  const best = await replayDrill(start, drillConditions(drill), bestActions(drill, records, begin))
  // The log does not record when the user reported or acknowledged a problem, so these actions come from the file; all
  // others come from the log.
  const fromLog = [
    ...userActionsIn(replayed.changes),
    ...file.labels.map(({ at, request }) => ({ at, kind: 'label' as const, what: `request ${request}` })),
  ]
  const seen = file.acts.filter(({ kind }) => kind === 'see' || kind === 'take')
  const acts = [...seen, ...fromLog].sort((a, b) => a.at - b.at)
  const result = gradeDrill(drill, replayed, acts, { nothing, best })
  const minute = firstDifference(replayed.minutes, file.minutes)
  const differs = [
    ...(file.isUnchanged ? [] : ['file' as const]),
    ...(replayed.hash === file.hash && minute === undefined ? [] : ['log' as const]),
    ...(stableJson(acts) === stableJson(file.acts) ? [] : ['actions' as const]),
    ...(gradeOf(result) === gradeOf(file.result) ? [] : ['score' as const]),
  ]
  return {
    ...{ same: differs.length === 0, drill: drill.id, differs, result },
    ...(minute === undefined ? {} : { differsInMinute: minute }),
  }
}

/**
 * A result as text for comparison. It omits sentences and minutes, which do not affect the grade: older files store a
 * sentence for each part (`said`), but not the minutes that these sentences are now generated from.
 */
function gradeOf(result: unknown): string {
  const { overMinutes: _, changedMinutes: __, parts, ...graded } = result as Partial<DrillResult>
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
