/** @file RunRecorder: writes the record and the checkpoints of a run while it trains. */
import type { StoreApi } from 'zustand/vanilla'
import { runNamesText } from '../../messages/en/studio/offers'
import { formatMessage } from '../../messages/message'
import type { RunState } from '../../protocol/run-state'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { CheckpointRecord, RunRecord, Storage } from '../../storage/records'
import { type Claim, claimRun } from '../../storage/tab-locks'
import { keptCurve, type Live } from './loss-series'
import { answerFor } from './training-analysis-results'
import type { Loadable } from '../models/predictor'
import type { Started } from './prepare-run'
import { RECORDED } from './run-lifecycle'
import { makeUnstoredRuns } from './unstored-runs'
import { isUnsavedTab } from './weights-in-use'
import { answering, bestWeightsOf, type RunSnapshot } from './find-run'
import type { AppState, ChosenCheckpoint } from '../state'

export interface RunRecorder {
  /** Starts recording a new run or a resumed run. */
  begin(snapshot: RunSnapshot): void
  /** Adds details to the record that become known only later. */
  amend(part: Partial<Pick<RunRecord, 'data' | 'inexact'>>): void
  /** Updates and writes the record of the last recorded run, even if it has ended. Does nothing for other runs. */
  note(run: string, part: RecordDetails): void
  /**
   * Records the run's current state. Returns the list of runs including it, so that both can be set in the store
   * together. After a checkpoint, a pause, or a new learning rate the record is written at once: a run that resumes needs
   * all losses up to there, and the rate.
   */
  keep(
    run: Exclude<RunState, { tag: 'idle' }>,
    runs: readonly RunRecord[],
    after: FromTrainer['type'],
  ): readonly RunRecord[]
  keepCheckpoint(checkpoint: CheckpointRecord): void
  /** Stores something else of the run, in turn. */
  afterWrites(work: () => Promise<void>): void
  /** The last recorded run, with its newest checkpoint. */
  readonly snapshot: RunSnapshot | undefined
  /** The checkpoint with the weights for predictions, from this run or an earlier one. */
  readonly checkpoint: CheckpointRecord | undefined
  /** Uses the weights of this checkpoint from now on. */
  adopt(checkpoint: CheckpointRecord | undefined): void
  /** Resolves when all checkpoints so far and the end of the run are stored, or storing them has failed. */
  written(): Promise<void>
  /** Stores what could not be stored before, if there is anything. */
  storeAgain(): Promise<void>
  /** Closes the recording; a run still in progress is recorded as interrupted. */
  leave(): void
}

export type RecordDetails = Pick<RunRecord, 'took' | 'profile' | 'data' | 'histograms'>

/**
 * Minimum time between writes of an active run without a checkpoint, in ms, because its growing history is written each
 * time and short epochs end ten times a second.
 */
const WRITE_INTERVAL_MS = 1000

/**
 * A recorder that also updates the store's list of runs. If the disk is full, the run continues, and what could not be
 * stored is stored later.
 */
export function makeRunRecorder(store: StoreApi<AppState>, storage: Storage, live: Live): RunRecorder {
  let snapshot: RunSnapshot | undefined
  let checkpoint: CheckpointRecord | undefined
  let writtenAt = Number.NEGATIVE_INFINITY
  /** The runs that this tab has trained. */
  const trained = new Set<string>()
  const unstored = makeUnstoredRuns(store, storage)
  /** The claim that tells other tabs that this tab is training the run. */
  let claim: Promise<Claim> | undefined

  /** Checkpoints that wait to be written one at a time, in order. */
  let unwritten: CheckpointRecord[] = []
  let writing: Promise<void> = Promise.resolve()

  async function writeNext(): Promise<void> {
    const fresh = unwritten.shift()
    if (!fresh) return
    if (await unstored.putCheckpoint(fresh)) await showCheckpoints(store, storage, fresh.run).catch(() => undefined)
  }
  function release(): void {
    void claim?.then((claimed) => claimed.release())
    claim = undefined
  }
  /** Records an active run as interrupted. */
  function interrupt(): void {
    if (snapshot?.record.tag === 'training' && claim) {
      const record: RunRecord = { ...snapshot.record, tag: 'interrupted' }
      store.setState(({ runs }) => ({ runs: withRun(record, runs) }))
      write(record)
    }
    release()
  }
  function write(record: RunRecord): void {
    writtenAt = performance.now()
    void unstored.put(record)
  }
  /** The record of a run that this tab trains; other tabs do not use its weights while this tab saves nothing else. */
  function ofTab({ isFromUnsavedTab: _, ...record }: RunRecord): RunRecord {
    trained.add(record.id)
    return isUnsavedTab(store.getState()) ? { ...record, isFromUnsavedTab: true } : record
  }
  // Once the tab saves the project, its runs are like all others.
  store.subscribe((now, before) => {
    if (now.saving === before.saving || isUnsavedTab(now)) return
    const runs = now.runs.map((row) => (row.isFromUnsavedTab && trained.has(row.id) ? ofTab(row) : row))
    const changed = runs.filter((row, i) => row !== now.runs[i])
    if (changed.length === 0) return
    const mine = changed.find(({ id }) => id === snapshot?.record.id)
    if (snapshot && mine) snapshot = { ...snapshot, record: mine }
    store.setState({ runs })
    for (const row of changed) write(row)
  })

  return {
    get snapshot() {
      return snapshot
    },
    get checkpoint() {
      return checkpoint && answering(checkpoint)
    },
    begin(fresh) {
      // A run that resumes in this tab after a failure still has its claim.
      if (!claim || snapshot?.record.id !== fresh.record.id) {
        interrupt()
        claim = claimRun(fresh.record.id)
      }
      const record = ofTab(fresh.record)
      snapshot = { ...fresh, record }
      writtenAt = Number.NEGATIVE_INFINITY
      // Mark a resumed run as training before its worker is ready: if the page dies meanwhile, the run is offered
      // again.
      if (record.steps > 0) writing = writing.then(() => unstored.put(record))
    },
    amend(part) {
      if (snapshot) snapshot = { ...snapshot, record: { ...snapshot.record, ...part } }
    },
    note(run, part) {
      const shown = store.getState().runs.find(({ id }) => id === run)
      // A run that was removed in the meantime must not reappear.
      if (!shown || snapshot?.record.id !== run) return
      const record = ofTab({ ...snapshot.record, name: shown.name, ...part })
      snapshot = { ...snapshot, record }
      store.setState(({ runs }) => ({ runs: runs.map((row) => (row.id === run ? record : row)) }))
      // Write whichever record is the newest at that time.
      const newest = () => (snapshot?.record.id === run ? snapshot.record : record)
      writing = writing.then(() => unstored.put(newest()))
    },
    keep(run, runs, after) {
      if (!snapshot || snapshot.record.id !== run.id || !RECORDED.has(after)) return runs
      const over = run.tag === 'done' || run.tag === 'failed'
      const isSaved = after === 'checkpoint' || after === 'rateChanges' || run.tag === 'paused'
      const due = over || isSaved || performance.now() - writtenAt >= WRITE_INTERVAL_MS
      const shown = runs.find(({ id }) => id === run.id)
      const { why: _before, rateChanges, ...record } = snapshot.record
      const changes = run.rateChanges ?? rateChanges
      const kept = ofTab({
        ...record,
        // The run may have been renamed in the meantime.
        name: shown?.name ?? record.name,
        tag: over ? run.tag : 'training',
        ...(run.tag === 'done' ? { why: run.why } : {}),
        ...(run.tag === 'failed' ? { why: formatMessage(run.reason) } : {}),
        ...(run.chosen ? { chosen: run.chosen } : {}),
        ...(run.engine ? { engine: run.engine } : {}),
        ...(changes?.length ? { rateChanges: changes } : {}),
        step: run.step,
        steps: run.steps,
        history: run.history,
        ...(due ? { curve: keptCurve(live) } : {}),
        metrics: store.getState().metrics,
        ...(run.hash ? { hash: run.hash } : {}),
      })
      snapshot = { ...snapshot, record: kept }
      if (over) release()
      // Record the end only after the last checkpoint is stored; until then, a reload should offer the run again.
      if (over) writing = writing.then(() => unstored.put(kept))
      else if (due) write(kept)
      return withRun(kept, runs)
    },
    keepCheckpoint(fresh) {
      checkpoint = fresh
      if (snapshot?.record.id === fresh.run)
        snapshot = {
          ...snapshot,
          checkpoint: fresh,
          best: fresh.keep === 'best' ? bestWeightsOf(fresh) : snapshot.best,
        }
      // On a slow disk only the newest waiting checkpoint matters: drop older ones unless they are marked to be kept.
      unwritten = [...unwritten.filter(({ run, keep }) => run !== fresh.run || keep !== undefined), fresh]
      writing = writing.then(writeNext)
    },
    afterWrites(work) {
      writing = writing.then(work).catch(() => undefined)
    },
    adopt(kept) {
      checkpoint = kept
    },
    written: () => writing,
    storeAgain() {
      writing = writing.then(unstored.storeAgain)
      return writing
    },
    leave() {
      interrupt()
      snapshot = undefined
      checkpoint = undefined
    },
  }
}

/** Loads the list of a run's stored checkpoints into the store. */
export async function showCheckpoints(store: StoreApi<AppState>, storage: Storage, run: string): Promise<void> {
  const rows = await storage.runs.checkpoints(run)
  if (!store.getState().runs.some(({ id }) => id === run)) return
  store.setState(({ checkpoints }) => ({ checkpoints: { ...checkpoints, [run]: rows } }))
}

function withRun(record: RunRecord, runs: readonly RunRecord[]): readonly RunRecord[] {
  return [record, ...runs.filter((row) => row.id !== record.id)]
}

/** The record of a run that starts now. */
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

/** A checkpoint message as a record, with the model its weights belong to. */
export function toCheckpoint(
  { run, mark, state, hash, keep }: Extract<FromTrainer, { type: 'checkpoint' }>,
  { model, pipeline }: Omit<Loadable, 'weights'>,
): CheckpointRecord {
  const { weights, ...rest } = state
  const { step, epoch } = mark
  const savedAt = new Date().toISOString()
  return { run, step, epoch, model, pipeline, weights, hash, savedAt, ...(keep ? { keep } : {}), mark, state: rest }
}

/** A summary of a checkpoint whose weights are in use. */
export function chosenOf({ run, step, epoch, savedAt, mark }: CheckpointRecord): ChosenCheckpoint {
  const { loss, validationLoss } = mark?.history.at(-1) ?? {}
  return {
    ...{ run, step, epoch },
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(loss === undefined ? {} : { loss }),
    ...(validationLoss === undefined ? {} : { validationLoss }),
  }
}

/** Names a new run with the number after the highest "Run N" in English or the language of the page. */
function nextRunName(runs: readonly RunRecord[]): string {
  const numbers = runs.map(({ name }) => {
    const number = Number(/\d+/.exec(name)?.[0] ?? 0)
    return name === `Run ${number}` || name === runNamesText.name({ number }) ? number : 0
  })
  return runNamesText.name({ number: Math.max(0, ...numbers) + 1 })
}

/** Creates a run id. Ids sort by time and do not collide between tabs. */
function newRunId(): string {
  const random = new Uint32Array(1)
  globalThis.crypto.getRandomValues(random)
  return `run-${Date.now().toString(36)}-${(random[0] as number).toString(36)}`
}
