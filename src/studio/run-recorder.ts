/** @file RunRecorder: what is kept of a run while it goes on: its record, and where it stands. */
import type { StoreApi } from 'zustand/vanilla'
import { formatMessage } from '../messages/message'
import type { RunState } from '../protocol/run-state'
import type { FromTrainer } from '../protocol/trainer-messages'
import type { CheckpointRecord, RunRecord, Storage } from '../storage/records'
import { type Claim, claimRun } from '../storage/tabs'
import { keptCurve, type Live } from './loss-series'
import { answerFor } from './insight'
import type { Loadable } from './predictor'
import type { Started } from './prepare-run'
import { answering, type Standing } from './find-run'
import type { AppState, ChosenCheckpoint } from './state'

export interface RunRecorder {
  /** Records a new run, or one that is taken up from where it stands. */
  begin(standing: Standing): void
  /** Adds to the record what is known only later. */
  amend(part: Partial<Pick<RunRecord, 'data' | 'inexact'>>): void
  /** Adds to the record of the run recorded last, which may be over, and writes it down. Nothing for any other run. */
  note(run: string, part: Noted): void
  /** Writes down how the run stands now; returns the list of runs with it, to be shown together with its state. */
  keep(run: Exclude<RunState, { tag: 'idle' }>, runs: readonly RunRecord[]): readonly RunRecord[]
  keepCheckpoint(checkpoint: CheckpointRecord): void
  /** The run recorded last, with its newest checkpoint. */
  readonly standing: Standing | undefined
  /** The weights to answer with, of this run or of one before. */
  readonly checkpoint: CheckpointRecord | undefined
  /** Takes up the weights of a checkpoint. */
  adopt(checkpoint: CheckpointRecord | undefined): void
  /** Resolves when every checkpoint so far, and the end of the run, is on disk or cannot be. */
  written(): Promise<void>
  /** The page leaves the run as it is. */
  leave(): void
}

export type Noted = Pick<RunRecord, 'took' | 'profile' | 'data'>

/** At most this often is a running run written down, in ms: its history grows, and short epochs come ten times a second. */
const REST_MS = 1000

/** A recorder that shows what it keeps in the store's list of runs. A full disk costs the record, never the run. */
export function makeRunRecorder(store: StoreApi<AppState>, storage: Storage, live: Live): RunRecorder {
  let standing: Standing | undefined
  let checkpoint: CheckpointRecord | undefined
  let writtenAt = Number.NEGATIVE_INFINITY
  /** Tells other tabs that this run is trained here. */
  let claim: Promise<Claim> | undefined

  /** Not yet written. One follows another, as their generations do. */
  let unwritten: CheckpointRecord[] = []
  let writing: Promise<void> = Promise.resolve()

  async function writeNext(): Promise<void> {
    const fresh = unwritten.shift()
    if (!fresh) return
    await storage.runs
      .putCheckpoint(fresh)
      .then(() => showCheckpoints(store, storage, fresh.run))
      .catch(() => undefined)
  }
  function release(): void {
    void claim?.then((held) => held.release())
    claim = undefined
  }
  /** The page turns away from a run that is not over. */
  function interrupt(): void {
    if (standing?.record.tag === 'training' && claim) {
      const record: RunRecord = { ...standing.record, tag: 'interrupted' }
      store.setState(({ runs }) => ({ runs: withRun(record, runs) }))
      write(record)
    }
    release()
  }
  function write(record: RunRecord): void {
    writtenAt = performance.now()
    storage.runs.put(record).catch(() => undefined)
  }

  return {
    get standing() {
      return standing
    },
    get checkpoint() {
      return checkpoint && answering(checkpoint)
    },
    begin(fresh) {
      // One that goes on here after a fault was never let go.
      if (!claim || standing?.record.id !== fresh.record.id) {
        interrupt()
        claim = claimRun(fresh.record.id)
      }
      standing = fresh
      writtenAt = Number.NEGATIVE_INFINITY
      const { record } = fresh
      // A run taken up again is under way on disk too, before its worker is ready: a page that dies meanwhile offers it.
      if (record.steps > 0) writing = writing.then(() => storage.runs.put(record)).catch(() => undefined)
    },
    amend(part) {
      if (standing) standing = { ...standing, record: { ...standing.record, ...part } }
    },
    note(run, part) {
      const shown = store.getState().runs.find(({ id }) => id === run)
      // One that was removed meanwhile stays away.
      if (!shown || standing?.record.id !== run) return
      const record = { ...standing.record, name: shown.name, ...part }
      standing = { ...standing, record }
      store.setState(({ runs }) => ({ runs: runs.map((row) => (row.id === run ? record : row)) }))
      // Whatever of it has become newer by then is written.
      const newest = () => (standing?.record.id === run ? standing.record : record)
      writing = writing.then(() => storage.runs.put(newest())).catch(() => undefined)
    },
    keep(run, runs) {
      if (!standing || standing.record.id !== run.id) return runs
      const over = run.tag === 'done' || run.tag === 'failed'
      const due = over || performance.now() - writtenAt >= REST_MS
      const shown = runs.find(({ id }) => id === run.id)
      const { why: _before, ...record } = standing.record
      const kept: RunRecord = {
        ...record,
        // It may have been renamed meanwhile.
        name: shown?.name ?? record.name,
        tag: over ? run.tag : 'training',
        ...(run.tag === 'done' ? { why: run.why } : {}),
        ...(run.tag === 'failed' ? { why: formatMessage(run.said) } : {}),
        ...(run.chosen ? { chosen: run.chosen } : {}),
        ...(run.engine ? { engine: run.engine } : {}),
        step: run.step,
        steps: run.steps,
        history: run.history,
        ...(due ? { curve: keptCurve(live) } : {}),
        metrics: store.getState().metrics,
        ...(run.hash ? { hash: run.hash } : {}),
      }
      standing = { ...standing, record: kept }
      if (over) release()
      // A run is over on disk only when its last checkpoint is there: until then it would be offered again.
      if (over) writing = writing.then(() => storage.runs.put(kept)).catch(() => undefined)
      else if (due) write(kept)
      return withRun(kept, runs)
    },
    keepCheckpoint(fresh) {
      checkpoint = fresh
      if (standing?.record.id === fresh.run)
        standing = {
          ...standing,
          checkpoint: fresh,
          best: fresh.keep === 'best' ? answering(fresh).weights : standing.best,
        }
      // On a slow disk the newest is what counts: one that waits and is kept for nothing else makes way.
      unwritten = [...unwritten.filter(({ run, keep }) => run !== fresh.run || keep !== undefined), fresh]
      writing = writing.then(writeNext)
    },
    adopt(kept) {
      checkpoint = kept
    },
    written: () => writing,
    leave() {
      interrupt()
      standing = undefined
      checkpoint = undefined
    },
  }
}

/** Lists in the store what is kept of a run. */
export async function showCheckpoints(store: StoreApi<AppState>, storage: Storage, run: string): Promise<void> {
  const rows = await storage.runs.checkpoints(run)
  if (!store.getState().runs.some(({ id }) => id === run)) return
  store.setState(({ checkpoints }) => ({ checkpoints: { ...checkpoints, [run]: rows } }))
}

function withRun(record: RunRecord, runs: readonly RunRecord[]): readonly RunRecord[] {
  return [record, ...runs.filter((row) => row.id !== record.id)]
}

/** The record of a run that begins now. */
export function freshRecord(state: AppState, { content, drawingVersion, from, backend }: Started): RunRecord {
  const { project, runs, insight, machine } = state
  const forecast = machine.choice === backend ? answerFor(insight.forecast, state) : undefined
  return {
    id: newRunId(),
    project: project.id,
    name: nextRunName(runs),
    startedAt: new Date().toISOString(),
    tag: 'training',
    content,
    drawingVersion,
    ...(from ? { from } : {}),
    ...(forecast ? { forecast } : {}),
    steps: 0,
    history: [],
    metrics: null,
  }
}

/** What the worker sent to be kept, with the model its weights are of. */
export function toCheckpoint(
  { run, mark, state, hash, keep }: Extract<FromTrainer, { type: 'checkpoint' }>,
  { model, pipeline }: Omit<Loadable, 'weights'>,
): CheckpointRecord {
  const { weights, ...rest } = state
  const { step, epoch } = mark
  const savedAt = new Date().toISOString()
  return { run, step, epoch, model, pipeline, weights, hash, savedAt, ...(keep ? { keep } : {}), mark, state: rest }
}

/** What the page tells of a checkpoint whose weights were chosen. */
export function chosenOf({ run, step, epoch, savedAt, mark }: CheckpointRecord): ChosenCheckpoint {
  const { loss, validationLoss } = mark?.history.at(-1) ?? {}
  return {
    ...{ run, step, epoch },
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(loss === undefined ? {} : { loss }),
    ...(validationLoss === undefined ? {} : { validationLoss }),
  }
}

/** "Run 3" after "Run 2", whatever others are called. */
function nextRunName(runs: readonly RunRecord[]): string {
  return `Run ${runs.reduce((most, { name }) => Math.max(most, Number(/^Run (\d+)$/.exec(name)?.[1] ?? 0)), 0) + 1}`
}

/** Run ids sort by time and do not collide between tabs. */
function newRunId(): string {
  const random = new Uint32Array(1)
  globalThis.crypto.getRandomValues(random)
  return `run-${Date.now().toString(36)}-${(random[0] as number).toString(36)}`
}
