/**
 * @file The run whose weights are used, and the checkpoint that the user chose for a project, which is stored so that it
 * stays in use after a reload.
 */
import type { Pipeline } from '../../data/pipeline'
import type { EpochLog } from '../../protocol/trainer-messages'
import { offersText, type WithinEpoch } from '../../messages/en/studio/offers'
import { type Message, Refusal } from '../../messages/message'
import type { CheckpointRecord, CheckpointRow, RunOrigin, RunRecord, Storage } from '../../storage/records'
import type { AppState, ChosenCheckpoint } from '../state'

type Used = Pick<AppState, 'run' | 'runs' | 'inUse'>

/** The record of the run whose weights are used: the current run, the run that the user chose, or else the newest. */
export function runInUse({ run, runs, inUse }: Used): RunRecord | undefined {
  const id = run.tag === 'idle' ? inUse?.run : run.id
  const record = runs.find((one) => one.id === id)
  return run.tag === 'idle' ? (record ?? newestOwn(runs)) : record
}

/** The newest run of the tabs that save the project. */
export function newestOwn(runs: readonly RunRecord[]): RunRecord | undefined {
  return newestFirst(runs).find(({ isFromUnsavedTab }) => !isFromUnsavedTab)
}

/** Whether models saved from a run decide by a calibration or a threshold. */
export function hasDecisions(decisions: RunRecord['decisions'] = {}): boolean {
  return Object.values(decisions).some(({ calibration, threshold }) => calibration || threshold !== undefined)
}

/**
 * A pipeline with the calibrations, thresholds, and input guards that models saved from a run decide by. All predictions of its weights
 * have them, so that a number, an example, and a saved model agree; those of the network alone are `ofNetworkAlone`.
 */
export function decidedPipeline(pipeline: Pipeline, decisions: RunRecord['decisions']): Pipeline {
  if (!decisions || !(hasDecisions(decisions) || Object.values(decisions).some(({ guard }) => guard))) return pipeline
  return {
    ...pipeline,
    outputs: pipeline.outputs.map((output) => {
      const own = decisions[output.label]
      if (output.kind !== 'classes' || !own) return output
      const { calibration, positive, threshold, costs, groups, guard } = own
      const at = positive === undefined ? -1 : output.labels.indexOf(positive)
      return {
        ...output,
        ...(calibration ? { calibration } : {}),
        ...(at >= 0 && threshold !== undefined
          ? { decision: { positive: at, threshold, ...(costs && { costs }), ...(groups && { groups }) } }
          : {}),
        ...(guard ? { guard } : {}),
      }
    }),
  }
}

/** Whether a run was stopped before its first step, so that its weights are the initial ones. */
export function isUntrained({ tag, step, from }: Pick<RunRecord, 'tag' | 'step' | 'from'>): boolean {
  return tag === 'done' && step === 0 && !from
}

/** Sorts the runs, newest first. */
export function newestFirst(runs: readonly RunRecord[]): readonly RunRecord[] {
  return [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
}

/**
 * The number of the last epoch of a run. A run that starts after all planned epochs are done trains for that number of
 * epochs again.
 */
export function lastEpoch(before: number, planned: number): number {
  return before < planned ? planned : before + planned
}

/** The number of epochs completed before a run; a run that continues another run also continues its epoch numbering. */
export function epochsBefore([first]: readonly EpochLog[], from: RunOrigin | undefined): number {
  return first ? Math.max(0, first.epoch - 1) : (from?.epoch ?? 0)
}

/**
 * Whether these weights of a run are from within an epoch: the losses of its last complete epoch, number `epoch`, are
 * then not theirs.
 */
export function isWithinEpoch(
  { history, from, steps, content }: Pick<RunRecord, 'history' | 'from' | 'steps' | 'content'>,
  { step, epoch }: Pick<CheckpointRow, 'step' | 'epoch'>,
): boolean {
  return step > epoch * epochsAndSteps(steps, content.plan.epochs, epochsBefore(history, from)).stepsPerEpoch
}

/** The number of the last epoch, and the steps of each; `before` is the number of epochs completed before the run. */
export function epochsAndSteps(
  steps: number,
  planned: number,
  before: number,
): { readonly epochs: number; readonly stepsPerEpoch: number; readonly before: number } {
  const epochs = lastEpoch(before, planned)
  return { epochs, stepsPerEpoch: Math.max(1, Math.round(steps / Math.max(1, epochs))), before }
}

/** Where weights within an epoch come from: the step at which the run stopped, or another one; undefined for others. */
export function withinEpoch(
  run: Parameters<typeof isWithinEpoch>[0] & Pick<RunRecord, 'tag' | 'step'>,
  at: Pick<CheckpointRow, 'step' | 'epoch'>,
): WithinEpoch | undefined {
  if (!isWithinEpoch(run, at)) return undefined
  return run.tag === 'done' && run.step === at.step ? 'stopped' : 'running'
}

/** Names the weights that make a prediction, such as "your last run". */
export function weightsName({ run, runs, inUse }: Used): string {
  if (run.tag !== 'idle') return offersText.runOf({ version: run.drawingVersion })
  const record = runs.find(({ id }) => id === inUse?.run)
  if (!inUse || !record) return offersText.lastRun
  const { epoch, step, edits } = inUse
  const within = withinEpoch(record, inUse)
  return offersText.chosenRun({ run: record.name, epoch, step, within, isEdited: edits !== undefined })
}

/** The epoch whose weights a run restored at its end; undefined if it ended with those of its last epoch. */
export function bestRestored(
  { tag, why, content }: Pick<RunRecord, 'tag' | 'why' | 'content'>,
  checkpoints: readonly CheckpointRow[] = [],
): number | 'best' | undefined {
  if (tag !== 'done' || why === 'stopped' || !content.plan.earlyStopping?.restoreBest) return undefined
  // A long history keeps only some epochs, the checkpoint of the best one is exact.
  return checkpoints.findLast(({ keep }) => keep === 'best')?.epoch ?? 'best'
}

/** Why a tab that does not save the project does not, because another tab has it or has changed it. */
const UNSAVED_TAB: ReadonlySet<string> = new Set(['open-elsewhere', 'project-conflict'] satisfies Message['code'][])

/** Whether this tab does not save the project, because another tab has it or has changed it. */
export function isUnsavedTab({ saving }: Pick<AppState, 'saving'>): boolean {
  return saving.tag === 'unsaved' && UNSAVED_TAB.has(saving.why.code)
}

/** Whether another tab has the project open: that tab serves it, and writes its logs. */
export function isOpenElsewhere({ saving }: Pick<AppState, 'saving'>): boolean {
  return saving.tag === 'unsaved' && saving.why.code === 'open-elsewhere'
}

/** Refuses, while another tab has the project open, what that tab would find changed. */
export function refuseOpenElsewhere({ saving }: Pick<AppState, 'saving'>): void {
  if (saving.tag === 'unsaved' && isOpenElsewhere({ saving })) throw new Refusal(saving.why)
}

/** Refuses to change a stored run of the tab that has the project open, in a tab that does not save it. */
export function refuseUnsavedTab({ saving, runs }: Pick<AppState, 'saving' | 'runs'>, run: string): void {
  const isOfOtherTab = !runs.find(({ id }) => id === run)?.isFromUnsavedTab
  if (isOfOtherTab && saving.tag === 'unsaved' && isUnsavedTab({ saving })) throw new Refusal(saving.why)
}

const keyOf = (project: string) => `weights-in-use:${project}`

/** Stores which checkpoint is in use; null if the newest weights are. A tab that does not save the project leaves it. */
export async function storeInUse(
  store: { getState(): Pick<AppState, 'saving' | 'project'> },
  { settings }: Storage,
  inUse: ChosenCheckpoint | null,
) {
  const { saving, project } = store.getState()
  if (isUnsavedTab({ saving })) return
  // If storage is not available, the choice lasts until the page closes.
  await settings.put(keyOf(project.id), inUse).catch(() => undefined)
}

/** The checkpoint that the user chose for the project, if it still exists. */
export async function loadInUse({ settings, runs }: Storage, project: string): Promise<CheckpointRecord | undefined> {
  const stored = (await settings.get(keyOf(project)).catch(() => undefined)) as ChosenCheckpoint | null | undefined
  if (typeof stored?.run !== 'string') return undefined
  const rows = await runs.checkpoints(stored.run).catch(() => [])
  const row = rows.find(({ step, savedAt }) => step === stored.step && savedAt === stored.savedAt)
  return row && (await runs.checkpoint(row.run, row.generation).catch(() => undefined))
}
