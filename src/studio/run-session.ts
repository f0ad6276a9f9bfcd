/** @file RunSession: one run at a time, from the drawing as it stands to kept weights. Owns the trainer worker. */
import type { StoreApi } from 'zustand/vanilla'
import { type Message, Refusal, refuse, say } from '../base/messages/message'
import { forecastRefusal } from '../compile/cost'
import { toJob } from '../compile/to-job'
import type { WeightSet } from '../data/job'
import type { SplitName } from '../data/dataset'
import type { Evaluation } from '../metrics/evaluation'
import type { BackendChoice } from '../protocol/backend'
import { next, type RunState } from '../protocol/run-state'
import { openTrainer, type TrainerClient } from '../protocol/trainer-client'
import type { FromTrainer } from '../protocol/trainer-messages'
import type { CheckpointRecord, RunRecord, Storage } from '../storage/records'
import type { DataSession, ReadyData } from './data-session'
import { evaluateByPredicting } from './evaluate'
import type { LiveRecorder } from './live'
import { type Loadable, predictInParts } from './predictor'
import type { AppState } from './state'

type ActiveRun = Exclude<RunState, { tag: 'idle' }>

export interface StartOptions {
  readonly backend?: BackendChoice
  /** Go on from these weights. */
  readonly from?: { readonly weights: WeightSet; readonly epoch: number }
}

export interface RunSession {
  /** Resolves with the run's id once its first step is done. */
  start(options: StartOptions): Promise<string>
  /** Asks for a change of state and resolves when it is so. */
  steer(to: 'pause' | 'resume' | 'step' | 'stop'): Promise<void>
  setLearningRate(value: number): void
  evaluate(split: SplitName): Promise<Evaluation>
  /** The newest weights there are, live or kept, and what is needed to use them. */
  newest(): Promise<CheckpointRecord>
  predict(inputs: readonly Float32Array<ArrayBuffer>[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** What `predict` answers with, or undefined before the first run. */
  loadable(): Omit<Loadable, 'weights'> | undefined
  /** Takes up the last kept weights of a run after a reload. */
  adopt(checkpoint: CheckpointRecord | undefined): void
  /** The worker, opened if need be: for probing and measuring. */
  client(): TrainerClient
  /** Leaves the run: closes the worker and forgets the weights. */
  leave(): void
}

interface Session {
  readonly store: StoreApi<AppState>
  readonly storage: Storage
  readonly data: DataSession
  readonly live: LiveRecorder
  /** Called when newer weights can answer the trial. */
  readonly onWeights: () => void
  /** Called when the device was lost or the worker died: the run can go on from its last good weights. */
  readonly onLost: (said: Message) => void
}

/** The session over a store, its storage and its data. */
export function makeRunSession(session: Session): RunSession {
  const { store, storage, data, live } = session
  let client: TrainerClient | undefined
  let sentData: string | undefined
  let checkpoint: CheckpointRecord | undefined
  /** The model the worker holds: a run's, or a checkpoint's loaded again. */
  let held: (Omit<Loadable, 'weights'> & { readonly run: string; readonly ready?: ReadyData }) | undefined
  let record: RunRecord | undefined

  function opened(): TrainerClient {
    client ??= openTrainer({ onMessage: receive, onGone: gone })
    return client
  }
  function dropWorker(): void {
    client?.close()
    client = undefined
    sentData = undefined
    held = undefined
  }
  function gone(said: Message): void {
    const { run } = store.getState()
    dropWorker()
    if (run.tag === 'idle' || run.tag === 'done' || run.tag === 'failed') return
    receive({ type: 'failed', run: run.id, said, step: run.step })
  }

  function showMetrics(evaluation: Evaluation, of: ReadyData | undefined): void {
    store.setState({ metrics: of ? { ...evaluation, data: of.key } : evaluation })
  }

  function receive(said: FromTrainer): void {
    const { run } = store.getState()
    if (!('run' in said) || run.tag === 'idle' || said.run !== run.id) return
    if (said.type === 'progress') live.append(said.losses)
    if (said.type === 'epoch' && said.validation) showMetrics(said.validation, held?.ready)
    if (said.type === 'done' && said.evaluation) showMetrics(said.evaluation, held?.ready)
    if (said.type === 'checkpoint') keepCheckpoint(said)
    const after = next(run, said)
    if (after !== run) store.setState({ run: after })
    if (said.type === 'progress' || said.type === 'checkpoint' || said.type === 'done') session.onWeights()
    if (said.type === 'epoch' || said.type === 'done' || said.type === 'failed' || said.type === 'began')
      keepRun(after as ActiveRun)
    if (said.type === 'failed' && LOST.has(said.said.code)) {
      dropWorker()
      session.onLost(said.said)
    }
  }

  function keepCheckpoint(said: Extract<FromTrainer, { type: 'checkpoint' }>): void {
    if (!held) return
    const { model, pipeline } = held
    checkpoint = { run: said.run, step: said.step, epoch: said.epoch, model, pipeline, weights: said.weights, hash: '' }
    storage.runs.putCheckpoint(checkpoint).catch(() => undefined)
  }

  function keepRun(run: ActiveRun): void {
    if (!record || record.id !== run.id) return
    const over = run.tag === 'done' || run.tag === 'failed'
    record = {
      ...record,
      tag: run.tag === 'done' || run.tag === 'failed' ? run.tag : 'training',
      ...(run.chosen ? { chosen: run.chosen } : {}),
      ...(run.engine ? { engine: run.engine } : {}),
      steps: over ? run.step : run.steps,
      history: run.history,
      metrics: store.getState().metrics,
      ...(run.hash ? { hash: run.hash } : {}),
    }
    const kept = record
    store.setState(({ runs }) => ({ runs: [kept, ...runs.filter((row) => row.id !== kept.id)] }))
    storage.runs.put(kept).catch(() => undefined)
  }

  async function begin(options: StartOptions, ready: ReadyData): Promise<string> {
    const { report, project, machine, run: before, runs } = store.getState()
    const problem = report.diagnostics.find(({ severity }) => severity === 'error')
    if (problem) return refuse('drawing-wrong', { problem: problem.said.code, sentence: say(problem.said) })
    if (!report.checked) return refuse('no-data', {})
    const tooLarge = forecastRefusal(report.checked, project.plan)
    if (tooLarge) throw new Refusal(tooLarge)
    const { job } = toJob(report, project.plan, ready.dataset, ready.split)
    if (job.split.train.length === 0) return refuse('no-rows', { split: 'training' })

    const trainer = opened()
    if (before.tag === 'training' || before.tag === 'paused' || before.tag === 'preparing') {
      trainer.send({ type: 'stop', run: before.id })
    }
    if (sentData !== ready.key) {
      trainer.send({ type: 'data', key: ready.key, dataset: ready.dataset })
      sentData = ready.key
    }
    const id = newRunId()
    const number = runs.reduce((most, row) => Math.max(most, Number(/^Run (\d+)$/.exec(row.name)?.[1] ?? 0)), 0) + 1
    held = { run: id, model: job.model, pipeline: job.pipeline, ready }
    live.clear()
    record = {
      id,
      project: project.id,
      name: `Run ${number}`,
      startedAt: new Date().toISOString(),
      tag: 'training',
      content: {
        name: project.name,
        networks: [{ name: project.network, drawing: project.drawing }],
        data: project.data,
        plan: project.plan,
      },
      drawingVersion: project.drawingVersion,
      steps: 0,
      history: [],
      metrics: null,
    }
    store.setState({
      metrics: null,
      run: { tag: 'preparing', id, drawingVersion: project.drawingVersion, step: 0, steps: 0, epoch: 0, history: [] },
    })
    trainer.send({
      type: 'start',
      run: id,
      dataKey: ready.key,
      job: options.from ? { ...job, weights: options.from.weights, fromEpoch: options.from.epoch } : job,
      backend: options.backend ?? machine.choice,
    })
    const began = await reached(store, (run) => run.tag !== 'idle' && (run.id !== id || run.step > 0 || isOver(run)))
    if (began.tag === 'failed' && began.id === id) throw new Refusal(began.said)
    return id
  }

  async function loadCheckpoint(): Promise<TrainerClient> {
    const trainer = opened()
    if (held) return trainer
    if (!checkpoint) return refuse('nothing-trained', {})
    const { model, pipeline, weights, run } = checkpoint
    await trainer.ask({ type: 'load', model, pipeline, weights, backend: store.getState().machine.choice })
    held = { run, model, pipeline }
    return trainer
  }

  async function predict(
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    return predictInParts(await loadCheckpoint(), inputs, count)
  }

  return {
    client: opened,
    predict,
    loadable: () => held ?? checkpoint,
    adopt(kept) {
      checkpoint = kept
    },
    async start(options) {
      return begin(options, await data.ready())
    },
    async steer(to) {
      const { run } = store.getState()
      if (run.tag !== 'training' && run.tag !== 'paused' && run.tag !== 'preparing') return refuse('no-run', {})
      const { id, step } = run
      opened().send({ type: to, run: id })
      const wanted = await reached(store, (now) => {
        if (now.tag === 'idle' || now.id !== id || isOver(now)) return true
        if (to === 'stop') return false
        if (to === 'step') return now.tag === 'paused' && now.step > step
        return now.tag === (to === 'pause' ? 'paused' : 'training')
      })
      if (wanted.tag === 'failed') throw new Refusal(wanted.said)
    },
    setLearningRate(value) {
      const { run } = store.getState()
      if (run.tag === 'training' || run.tag === 'paused') client?.send({ type: 'learningRate', run: run.id, value })
    },
    async evaluate(split) {
      const ready = await data.ready()
      const trainer = await loadCheckpoint()
      if (!held) return refuse('nothing-trained', {})
      // The worker knows the rows its run began with; other rows, or the same split anew, are predicted from here.
      const asTrained = held.ready?.key === ready.key && held.ready.split === ready.split
      const evaluation = asTrained
        ? await askEvaluation(trainer, split)
        : await evaluateByPredicting(held.pipeline, ready, split, predict)
      showMetrics(evaluation, ready)
      return evaluation
    },
    async newest() {
      if (held && client) {
        const answer = await client.ask({ type: 'weights' })
        if (answer.type === 'weights') {
          const { run } = store.getState()
          const epoch = run.tag === 'idle' ? 0 : run.epoch
          const { model, pipeline } = held
          return {
            run: held.run,
            step: answer.step,
            epoch,
            model,
            pipeline,
            weights: answer.weights,
            hash: answer.hash,
          }
        }
      }
      return checkpoint ?? refuse('nothing-trained', {})
    },
    leave() {
      dropWorker()
      checkpoint = undefined
      record = undefined
      live.clear()
      store.setState({ run: { tag: 'idle' }, metrics: null, trial: null, answer: null, runs: [] })
    },
  }
}

/** Reasons after which a fresh worker can go on. */
const LOST = new Set<string>(['device-lost', 'worker-gone', 'worker-silent'])

function isOver(run: RunState): boolean {
  return run.tag === 'done' || run.tag === 'failed'
}

/** Resolves with the first run state that passes. */
function reached(store: StoreApi<AppState>, test: (run: RunState) => boolean): Promise<RunState> {
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

async function askEvaluation(trainer: TrainerClient, split: SplitName): Promise<Evaluation> {
  const answer = await trainer.ask({ type: 'evaluate', split })
  return answer.type === 'evaluation' ? answer.evaluation : refuse('nothing-trained', {})
}

/** Run ids sort by time and do not collide between tabs. */
function newRunId(): string {
  const random = new Uint32Array(1)
  globalThis.crypto.getRandomValues(random)
  return `run-${Date.now().toString(36)}-${(random[0] as number).toString(36)}`
}
