/** @file RunSession: trains one run at a time, from the current drawing to saved weights. Owns the training worker. */
import type { StoreApi } from 'zustand/vanilla'
import { milderRate } from '../../formulas/optimizers'
import type { SplitName } from '../../data/dataset'
import { type EpochLog, type TrainingJob, withRateChanges } from '../../data/training-job'
import { list } from '../../messages/format'
import { formatMessage, type Message, message, Refusal, refuse } from '../../messages/message'
import type { Evaluation } from '../../metrics/evaluation'
import type { AnalysisClient } from '../../protocol/analysis-client'
import { next, type RunState } from '../../protocol/run-state'
import type { openTrainer, TrainerClient } from '../../protocol/trainer-client'
import type { EngineChoice, FromTrainer } from '../../protocol/trainer-messages'
import type { CheckpointRecord, RunRecord, Storage } from '../../storage/records'
import { loadMetrics } from '../console/loaded-metrics'
import type { DataSession, ReadyData } from '../data/data-session'
import { makeNewestWeights, type NewestWeights } from '../models/newest-weights'
import { type NewNotice, withoutOffers } from '../notice'
import { callOf } from '../run-command'
import type { AppState } from '../state'
import { makeRunLookup, type RunSnapshot } from './find-run'
import { makePace } from './frame-throttle'
import type { LiveRecorder } from './loss-series'
import type { Started, StartOptions } from './prepare-run'
import {
  CORRECTED,
  chosenBefore,
  FREQUENT,
  isDiverging,
  isOver,
  lossOf,
  nextStep,
  paceOf,
  resumedRecord,
  runReached,
  withUserLabels,
} from './run-lifecycle'
import { chosenOf, freshRecord, makeRunRecorder, type RunRecorder, toCheckpoint } from './run-recorder'
import { makeRecovery } from './run-recovery'
import { makeTrainerHandle } from './trainer-handle'
import { refuseUnsavedTab, storeInUse, withinEpoch } from './weights-in-use'

/** Loads what a run needs and the first page does not. */
const preparing = async () => (await Promise.all([import('./prepare-run'), loadMetrics()]))[0]
const fingerprintOf = async ({ dataset }: ReadyData) => (await import('../../data/fingerprint')).fingerprint(dataset)

export interface RunSession
  extends Pick<NewestWeights, 'predict' | 'layers' | 'loadable' | 'use'>,
    Pick<RunRecorder, 'written' | 'storeAgain'> {
  /** Starts a run. Resolves with its id after the first step, or once it is paused before it. */
  start(options: StartOptions): Promise<string>
  /** Resumes an earlier run under the same id, from its own content. `exactly` refuses if the result could differ. */
  continue(id: string, how: 'exactly' | 'nearly'): Promise<string>
  /** Starts a new run from a checkpoint, with the current plan. Resolves with its id after the first step. */
  branch(id: string, generation: number | undefined): Promise<string>
  /** Starts a new run from the newest weights, with their optimizer state if it is stored. */
  goOn(): Promise<string>
  /** Uses the weights of a checkpoint for predictions. */
  restore(id: string, generation: number | undefined): Promise<void>
  /** Requests a change to the run's state, and resolves when the change has happened. */
  steer(to: 'pause' | 'resume' | 'step' | 'stop'): Promise<void>
  setLearningRate(value: number): void
  /** Evaluates the newest weights on a set of their own run's split, and shows the result. */
  evaluate(split: SplitName): Promise<{ readonly evaluation: Evaluation; readonly ready: ReadyData }>
  /** The newest weights, from the worker or from a checkpoint, with everything needed to use them. */
  newest(): Promise<CheckpointRecord>
  /** Uses the last saved weights of a run, after a reload. */
  adopt(checkpoint: CheckpointRecord): void
  /** Shows the saved loss curve of a run in the chart. */
  draw(record: RunRecord): void
  /** The run that would start now. Refuses what `start` refuses. */
  prepared(): Promise<Started>
  /** The training job that would start now, with its rows sent to the worker. Refuses what `start` refuses. */
  present(): Promise<{ readonly started: Started; readonly trainer: TrainerClient }>
  /** Adds details to the record of this page's run. */
  note: RunRecorder['note']
  /** The training worker, opened on first use, for probing and measuring. */
  client(): TrainerClient
  /** Leaves the run: closes the worker and drops the weights. */
  leave(): void
}

interface Session {
  readonly store: StoreApi<AppState>
  readonly batch: (changes: () => void) => void
  readonly storage: Storage
  readonly data: DataSession
  readonly live: LiveRecorder
  /** Called when newer weights can predict the trial input. */
  readonly onWeights: () => void
  readonly open: typeof openTrainer
  /** Opens the analysis worker, which fits the preparation steps for data that does not fit in memory. */
  readonly analysis: () => Promise<AnalysisClient>
  readonly showNotice: (notice: NewNotice) => void
}

/** Creates the run session for a store, its storage, and its data. */
export function makeRunSession(session: Session): RunSession {
  const { store, storage, data, live } = session
  const trainerHandle = makeTrainerHandle(session.open, receive, onTrainerLost, (quiet) => {
    if (store.getState().quiet !== quiet) store.setState({ quiet })
  })
  const recorder = makeRunRecorder(store, storage, live)
  const weights = makeNewestWeights(store, trainerHandle, recorder, session.onWeights)
  const runLookup = makeRunLookup(store, storage, recorder)
  /** Resolves when the run's rows are fingerprinted; a saved version stores the fingerprint. */
  let fingerprinting: Promise<void> = Promise.resolve()
  /** The run for which divergence was already reported. */
  let warned: string | undefined
  const recovery = makeRecovery({
    store,
    trainer: trainerHandle,
    recorder,
    showNotice: session.showNotice,
    settle,
    launch,
  })
  const waiting: FromTrainer[] = []
  const pace = makePace(handleWaiting)

  function onTrainerLost(reason: Message): void {
    const { run } = store.getState()
    if (run.tag === 'idle' || run.tag === 'done' || run.tag === 'failed') return
    receive({ type: 'failed', run: run.id, reason, step: run.step })
  }

  function showMetrics(evaluation: Evaluation | null, of: ReadyData | undefined): void {
    store.setState({ metrics: evaluation && of ? { ...evaluation, data: of.key } : evaluation, evaluated: of ?? null })
  }

  /** Frequent messages are handled together; any other message at once, after those that are already waiting. */
  function receive(received: FromTrainer): void {
    if (FREQUENT.has(received.type)) {
      waiting.push(received)
      pace.soon()
      return
    }
    handleWaiting()
    handle(received)
  }
  function handleWaiting(): void {
    session.batch(() => waiting.splice(0).forEach(handle))
  }

  function handle(given: FromTrainer): void {
    const { run } = store.getState()
    const record = recorder.snapshot?.record
    const received =
      record && CORRECTED.has(given.type)
        ? chosenBefore(withUserLabels(given, record.content, trainerHandle.held?.ready?.dataset), record.chosen)
        : given
    if (!('run' in received) || run.tag === 'idle' || received.run !== run.id) return
    if (received.type === 'began') onBegan(received.step, received.engine)
    if (received.type === 'progress') live.append(received.losses)
    if (received.type === 'epoch' && received.validation) showMetrics(received.validation, trainerHandle.held?.ready)
    if (received.type === 'epoch') warn(run.id, [...run.history, received.log])
    // Without an evaluation at the end of a stopped run, the newest scores would be those of earlier weights.
    if (received.type === 'done') showMetrics(received.evaluation ?? null, trainerHandle.held?.ready)
    const { held } = trainerHandle
    if (received.type === 'checkpoint' && held) {
      recorder.keepCheckpoint(toCheckpoint(received, held))
      void import('./run-histograms').then((all) => all.recordHistograms(held, trainerHandle.client(), recorder))
    }
    if (received.type === 'moments' && held) {
      const stored = recorder.snapshot?.checkpoint
      recorder.afterWrites(async () =>
        (await import('./run-histograms')).storeMoments(storage, stored, received.moments),
      )
    }
    if (received.type === 'failed' && lossOf(received.reason.code)) recovery.lost(run, received)
    else settle(run, received)
    if (received.type === 'began' && recovery.takePausedState(received.run))
      trainerHandle.client().send({ type: 'pause', run: received.run })
    if (received.type === 'progress' || received.type === 'checkpoint' || received.type === 'done') session.onWeights()
  }

  /** Applies a message to the run's state and its record. */
  function settle(run: RunState, received: FromTrainer): void {
    const after = next(run, received)
    const before = store.getState()
    const runs = after.tag === 'idle' ? before.runs : recorder.keep(after, before.runs, received.type)
    if (after !== run || runs !== before.runs) store.setState({ run: after, runs })
  }

  /** Reports divergence, once per run. */
  function warn(id: string, history: readonly EpochLog[]): void {
    const record = recorder.snapshot?.record
    const [[first], last] = [live.losses, history.at(-1)]
    if (warned === id || !record || !last || record.from || !isDiverging(history, first)) return
    warned = id
    const { learningRate: rate, optimizer } = record.content.plan
    const milder = milderRate(rate, optimizer.kind)
    const args = { run: record.name, first: first as number, loss: last.loss, epoch: last.epoch, rate }
    session.showNotice({
      tone: 'bad',
      message: message('run-blown-up', args),
      action: {
        title: formatMessage(message('start-with-rate', { rate: milder })),
        ...callOf('run.start', { learningRate: milder }),
      },
    })
  }

  /** When a run has begun in the worker: cuts the loss curve at its first step, and reports another engine. */
  function onBegan(step: number, engine: EngineChoice): void {
    live.rewind(step)
    const before = recorder.snapshot?.record
    if (!before?.engine?.device || step === 0) return
    const { name, device } = before.engine
    if (name === engine.name && device === engine.device) return
    const differs = message('differs-engine', {
      before: { name, device },
      now: { name: engine.name, device: engine.device },
    })
    recorder.amend({ inexact: formatMessage(differs) })
    session.showNotice({
      tone: 'info',
      message: message('run-resumes-inexactly', { run: before.name, why: formatMessage(differs) }),
    })
  }

  /** Starts a run, or resumes a run from a checkpoint. */
  async function launch(begun: Started, snapshot?: RunSnapshot, resume?: TrainingJob['resume']): Promise<string> {
    const { job, ready, drawingVersion, backend } = begun
    const record = snapshot?.record ?? freshRecord(store.getState(), begun)
    const { run: before, inUse } = store.getState()
    if (inUse) void storeInUse(store, storage, null)
    const trainer = trainerHandle.client()
    recovery.launched()
    trainerHandle.sendRows(ready)
    const { id } = record
    // Stop another active run, unless it was lost and so is not in this worker.
    if (before.tag !== 'idle' && before.id !== id && !isOver(before)) trainer.send({ type: 'stop', run: before.id })
    if (!snapshot) live.clear()
    else if (before.tag === 'idle' || before.id !== id) draw(record)
    recorder.begin({ ...snapshot, record: { ...record, tag: 'training' } })
    data.pin(record.content.data)
    trainerHandle.setLoaded({ run: id, model: job.model, pipeline: job.pipeline, ready })
    const mark = snapshot?.checkpoint?.mark
    store.setState(({ notices }) => ({
      metrics: record.metrics,
      inUse: null,
      notices: withoutOffers(notices),
      run: {
        tag: 'preparing',
        id,
        drawingVersion,
        step: mark?.step ?? 0,
        steps: record.steps,
        epoch: mark?.epoch ?? 0,
        history: mark?.history ?? [],
      },
    }))
    trainer.send({
      type: 'start',
      run: id,
      dataKey: ready.key,
      job: withRateChanges(resume ? { ...job, resume } : job, record.rateChanges),
      ...{ backend, ...paceOf(store.getState()), ...(begun.paused ? { paused: true } : {}) },
    })
    fingerprinting = fingerprintOf(ready)
      .then((data) => {
        if (recorder.snapshot?.record.id === id) recorder.amend({ data })
        // Add the fingerprint to the record afterwards, because a short run may end before it is known.
        recorder.note(id, { data })
      })
      .catch(() => undefined)
    const began = await runReached(
      store,
      (run) => run.tag !== 'idle' && (run.id !== id || nextStep(run) || run.tag === 'paused' || isOver(run)),
    )
    if (began.tag === 'failed' && began.id === id) throw new Refusal(began.reason)
    return id
  }

  async function current() {
    const [{ fitPaged, sourceOf, ...preparation }, ready] = await Promise.all([preparing(), data.ready()])
    const source = sourceOf(store.getState())
    return { ...preparation, source, ready: await fitPaged(session.analysis, source, ready) }
  }

  async function prepared(options: StartOptions = {}): Promise<Started> {
    const { prepareRun, source, ready } = await current()
    return prepareRun(source, options, ready)
  }

  async function start(options: StartOptions): Promise<string> {
    const begun = await prepared(options)
    if (options.from && !begun.from) session.showNotice({ tone: 'info', message: message('run-starts-fresh', {}) })
    recovery.begin(begun)
    return launch(options.paused ? { ...begun, paused: true } : begun)
  }

  async function branch(checkpoint: CheckpointRecord): Promise<string> {
    const { content } = runLookup.recordOf(checkpoint.run)
    const { prepareBranch, source, ready } = await current()
    const begun = prepareBranch(source, checkpoint, content, ready)
    recovery.begin(begun)
    return launch(begun)
  }

  async function newest(): Promise<CheckpointRecord> {
    await fingerprinting
    return weights.copy()
  }

  function draw({ curve }: RunRecord): void {
    live.restore(curve ?? { steps: [], losses: [] })
  }

  return {
    ...{ ...weights, client: trainerHandle.client, newest, prepared, start, draw },
    ...{ note: recorder.note, written: recorder.written, storeAgain: recorder.storeAgain, adopt: recorder.adopt },
    async present() {
      const started = await prepared()
      trainerHandle.sendRows(started.ready)
      return { started, trainer: trainerHandle.client() }
    },
    async continue(id, how) {
      refuseUnsavedTab(store.getState(), id)
      const snapshot = await runLookup.snapshotOf(id)
      const { record } = snapshot
      const ready = await data.of(record.content)
      const probed = await trainerHandle.client().ask({ type: 'probe' })
      const { planResume } = await import('./resume-run')
      const offers = probed.type === 'offers' ? probed.offers : []
      const { started, resume, differences } = await planResume(snapshot, ready, offers, session.analysis)
      const why = list(differences.map(formatMessage))
      if (how === 'exactly' && why !== '') return refuse('run-not-exact', { run: record.name, why })
      recovery.begin(started)
      // If the checkpoint contains only weights, the run cannot be continued, so start a new one.
      if (snapshot.checkpoint && !resume) return launch(started)
      const resumed = resumedRecord(record, store.getState().run, snapshot.checkpoint?.step ?? 0)
      const known = why === '' ? resumed : { ...resumed, inexact: why }
      return launch(started, { ...snapshot, record: known }, resume)
    },
    branch: async (id, generation) => branch(await runLookup.checkpointOf(id, generation)),
    async goOn() {
      const from = await newest()
      const { run } = store.getState()
      // The optimizer state may be what made the loss grow without bound.
      const isDiverged = run.tag === 'failed' && run.reason.code === 'not-finite'
      const stored = isDiverged ? undefined : await runLookup.checkpointWith(from)
      // Epochs count on from the last one: counted from the best one, the same epochs would be trained again.
      return stored ? branch({ ...stored, step: from.step, epoch: from.epoch }) : start({ from })
    },
    async restore(id, generation) {
      const record = runLookup.recordOf(id)
      const checkpoint = await runLookup.checkpointOf(id, generation)
      const inUse = chosenOf(checkpoint)
      await storeInUse(store, storage, inUse)
      trainerHandle.clearLoaded()
      recorder.adopt(checkpoint)
      draw(record)
      store.setState({ run: { tag: 'idle' }, metrics: null, answer: null, inUse })
      const place = { run: record.name, epoch: inUse.epoch, step: inUse.step, within: withinEpoch(record, inUse) }
      session.showNotice({ tone: 'good', message: message('checkpoint-in-use', place) })
      session.onWeights()
    },
    async steer(to) {
      const { run } = store.getState()
      if (run.tag !== 'training' && run.tag !== 'paused' && run.tag !== 'preparing') return refuse('no-run', {})
      const { id, step } = run
      if (to === 'stop') recovery.stopping(id)
      trainerHandle.client().send({ type: to, run: id })
      const settled = await runReached(store, (now) => {
        if (now.tag === 'idle' || now.id !== id || isOver(now)) return true
        if (to === 'stop') return false
        // A report of progress comes before the state with the hash of the new weights.
        if (to === 'step') return now.tag === 'paused' && now.step > step && now.hash !== undefined
        return now.tag === (to === 'pause' ? 'paused' : 'training')
      })
      if (settled.tag === 'failed') throw new Refusal(settled.reason)
    },
    setLearningRate(value) {
      const { run } = store.getState()
      if (run.tag !== 'idle' && !isOver(run)) trainerHandle.client().send({ type: 'learningRate', run: run.id, value })
    },
    async evaluate(split) {
      const { evaluatedData } = await import('../models/evaluated-split')
      const { inUse } = store.getState()
      const ready = await evaluatedData(store.getState(), data, trainerHandle.held)
      const evaluation = await weights.evaluate(split, ready)
      // Other weights may be in use by now.
      if (store.getState().inUse === inUse) showMetrics(evaluation, ready)
      return { evaluation, ready }
    },
    leave() {
      trainerHandle.close()
      recorder.leave()
      recovery.forget()
      live.clear()
      store.setState(({ notices }) => ({
        ...{ run: { tag: 'idle' }, metrics: null, inUse: null, trial: null, answer: null, runs: [], checkpoints: {} },
        notices: withoutOffers(notices),
      }))
    },
  }
}
