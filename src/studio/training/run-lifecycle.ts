/** @file The state of a run: waiting for it, the interruptions that its record stores, and the messages of the trainer. */
import type { StoreApi } from 'zustand/vanilla'
import { layerNamesOf } from '../../compile/layer-names'
import type { ProjectContent } from '../../compile/project'
import { type Dataset, rowNumber } from '../../data/dataset'
import type { EpochLog } from '../../data/training-job'
import { formatMessage, isMessage, message } from '../../messages/message'
import type { BackendChosen } from '../../protocol/backend'
import type { RunState } from '../../protocol/run-state'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { RunRecord, Setback } from '../../storage/records'
import type { AppState } from '../state'

/** Maximum number of interruptions stored per run. */
const MOST = 12

const LOST = ['device-lost', 'worker-gone', 'worker-silent'] as const

/** The kind of interruption that a new worker can recover from, by message code; undefined for any other. */
export function lossOf(code: string): (typeof LOST)[number] | undefined {
  return LOST.find((one) => one === code)
}

/** Adds an interruption to the record. */
export function withSetback(record: RunRecord, setback: Omit<Setback, 'at'>): RunRecord {
  const all = [...(record.setbacks ?? []), { ...setback, at: new Date().toISOString() }]
  return { ...record, setbacks: all.slice(-MOST) }
}

/**
 * The record of a run that the user resumes, with the interruption added. A run that the user stopped was not
 * interrupted.
 */
export function resumedRecord(record: RunRecord, run: RunState, from: number): RunRecord {
  const step = Math.max(record.step ?? 0, from)
  if (record.tag === 'interrupted') return withSetback(record, { kind: 'interrupted', step, from })
  if (record.tag !== 'failed') return record
  const code = run.tag === 'failed' && run.id === record.id ? run.reason.code : ''
  return withSetback(record, { kind: lossOf(code) ?? 'failed', step, from })
}

/** Whether the run has ended, with success or not. */
export function isOver(run: RunState): boolean {
  return run.tag === 'done' || run.tag === 'failed'
}

/** The limit of the speed, as the trainer takes it. */
export function paceOf({ pace }: Pick<AppState, 'pace'>): { readonly stepsPerSecond?: number } {
  return pace === null ? {} : { stepsPerSecond: pace }
}

/** Message types that come many times a second; batching them leaves the page time for input during short epochs. */
export const FREQUENT = new Set<string>(['progress', 'epoch'] satisfies FromTrainer['type'][])

/** Message types whose text or reason depends on the run's record. */
export const CORRECTED = new Set<string>(['began', 'failed'] satisfies FromTrainer['type'][])

/** Message types after which the run's record is updated. */
export const RECORDED = new Set<string>([
  'began',
  'epoch',
  'checkpoint',
  'state',
  'rateChanges',
  'done',
  'failed',
] satisfies FromTrainer['type'][])

/** Whether no run is active. */
export function isFree(run: RunState): boolean {
  return run.tag === 'idle' || isOver(run)
}

/** Whether the run has completed a step since it started or resumed. */
export function nextStep(run: RunState): boolean {
  return run.tag !== 'idle' && run.begunAt !== undefined && run.step > run.begunAt
}

/** Resolves with the first run state that passes the test. */
export function runReached(store: StoreApi<AppState>, test: (run: RunState) => boolean): Promise<RunState> {
  return new Promise((resolve) => {
    const { run } = store.getState()
    if (test(run)) return resolve(run)
    const close = store.subscribe((state) => {
      if (!test(state.run)) return
      close()
      resolve(state.run)
    })
  })
}

/**
 * Replaces the reason in a `began` message with the reason in `before`, the backend choice of the earlier part of the
 * run. Other messages are unchanged.
 */
export function chosenBefore(received: FromTrainer, before: BackendChosen | undefined): FromTrainer {
  if (received.type !== 'began' || !before || before.backend !== received.chosen.backend) return received
  const { chosen } = received
  const reason =
    before.adapter === chosen.adapter
      ? before.reason
      : formatMessage(message('backend-as-before', { backend: chosen.backend }))
  return { ...received, chosen: { ...chosen, reason } }
}

/** The message for the user; `content` is the run's project, `dataset` its data. */
export function withUserLabels(
  received: FromTrainer,
  content: ProjectContent,
  dataset: Pick<Dataset, 'origin'> = {},
): FromTrainer {
  if (received.type !== 'failed') return received
  const { reason } = received
  if (!isMessage(reason, 'not-finite')) return received
  const { args } = reason
  const layer = layerNamesOf(content).get(args.layer)?.label ?? args.layer
  const rowNumbers = (rows: readonly number[]) => rows.map((row) => rowNumber(dataset, row))
  const { fix } = args
  const labeledFix = fix.kind === 'input' ? { ...fix, rows: rowNumbers(fix.rows) } : fix
  return {
    ...received,
    reason: message('not-finite', { ...args, layer, rows: rowNumbers(args.rows), fix: labeledFix }),
  }
}

/** A run diverges if the mean loss of every epoch is more than this many times the loss of the first batch. */
const TIMES = 3

/** Whether every epoch so far is much worse than the untrained network. `first` is the loss of the first batch. */
export function isDiverging(history: readonly EpochLog[], first: number | undefined): boolean {
  if (first === undefined || !(first > 0) || history.length === 0) return false
  return history.every(({ loss }) => loss > TIMES * first)
}
