/** @file RunSession: one run at a time, from the drawing as it stands to kept weights. Owns the trainer worker. */
import type { StoreApi } from 'zustand/vanilla'
import { list } from '../messages/format'
import { type Message, message, Refusal, refuse, formatMessage } from '../messages/message'
import type { SplitName } from '../data/dataset'
import type { EpochLog, TrainingJob } from '../data/training-job'
import type { Evaluation } from '../metrics/evaluation'
import type { AnalysisClient } from '../protocol/analysis-client'
import { next, type RunState } from '../protocol/run-state'
import type { openTrainer, TrainerClient } from '../protocol/trainer-client'
import type { EngineChoice, FromTrainer } from '../protocol/trainer-messages'
import type { CheckpointRecord, RunRecord, Storage } from '../storage/records'
import { blownUp, milderRate } from './divergence'
import type { DataSession, ReadyData } from './data-session'
import type { LiveRecorder } from './loss-series'
import { chosenBefore } from './keep-backend-reason'
import { named } from './with-user-labels'
import { withoutOffers } from './offers'
import { makePace } from './frame-throttle'
import { makeNewestWeights, type NewestWeights } from './newest-weights'
import type { Started, StartOptions } from './prepare-run'
import { chosenOf, freshRecord, makeRunRecorder, type RunRecorder, toCheckpoint } from './run-recorder'
import { makeRecovery } from './recovery'
import { goneOn, lossOf } from './interruptions'
import { makeStandings, type Standing } from './find-run'
import type { GivenNotice } from './notice'
import type { AppState } from './state'
import { isOver, reached, stepped } from './run-reached'
import { makeTrainerDesk } from './trainer-handle'

/** What makes a run knows every step of a column: it comes when somebody trains. */
const preparing = () => import('./prepare-run')
const fitting = () => import('./fit-paged')
const summed = async ({ dataset }: ReadyData) => (await import('../data/fingerprint')).fingerprint(dataset)

export interface RunSession extends Pick<NewestWeights, 'predict' | 'loadable'> {
  /** Resolves with the run's id once its first step is done. */
  start(options: StartOptions): Promise<string>
  /** Goes on with a run of before, under its own id and from its own content. Refuses where it would not be bit for bit. */
  continue(id: string, how: 'exactly' | 'nearly'): Promise<string>
  /** A new run from a checkpoint of another, with the plan as it is now. Resolves with its id once its first step is done. */
  branch(id: string, generation: number | undefined): Promise<string>
  /** Takes the weights of a checkpoint as the present ones. */
  restore(id: string, generation: number | undefined): Promise<void>
  /** Resolves when every checkpoint so far, and the end of the run, is on disk or cannot be. */
  written(): Promise<void>
  /** Asks for a change of state and resolves when it is so. */
  steer(to: 'pause' | 'resume' | 'step' | 'stop'): Promise<void>
  setLearningRate(value: number): void
  evaluate(split: SplitName): Promise<Evaluation>
  /** The newest weights there are, live or kept, and what is needed to use them. */
  newest(): Promise<CheckpointRecord>
  /** Takes up the last kept weights of a run after a reload. */
  adopt(checkpoint: CheckpointRecord): void
  /** Draws the kept curve of a run. */
  draw(record: RunRecord): void
  /** The training that would begin now, its rows with the worker. Refuses what `start` refuses. */
  present(): Promise<{ readonly started: Started; readonly trainer: TrainerClient }>
  /** Adds to the record of the run of this page. */
  note: RunRecorder['note']
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
  readonly open: typeof openTrainer
  /** The worker that looks at data: it fits what is larger than memory. */
  readonly analysis: () => Promise<AnalysisClient>
  readonly tell: (notice: GivenNotice) => void
}

/** The session over a store, its storage and its data. */
export function makeRunSession(session: Session): RunSession {
  const { store, storage, data, live } = session
  const desk = makeTrainerDesk(session.open, receive, gone, (quiet) => {
    if (store.getState().quiet !== quiet) store.setState({ quiet })
  })
  const recorder = makeRunRecorder(store, storage, live)
  const weights = makeNewestWeights(store, desk, recorder)
  const standings = makeStandings(store, storage, () => recorder.standing)
  /** The fingerprint of the rows that the run learns from: a version that is saved keeps it. */
  let summing: Promise<void> = Promise.resolve()
  /** The run that was warned of. */
  let warned: string | undefined
  const recovery = makeRecovery({ store, desk, recorder, tell: session.tell, settle, launch })
  const waiting: FromTrainer[] = []
  const pace = makePace(workOff)

  function gone(said: Message): void {
    const { run } = store.getState()
    if (run.tag === 'idle' || run.tag === 'done' || run.tag === 'failed') return
    receive({ type: 'failed', run: run.id, said, step: run.step })
  }

  function showMetrics(evaluation: Evaluation, of: ReadyData | undefined): void {
    store.setState({ metrics: of ? { ...evaluation, data: of.key } : evaluation })
  }

  /** What is told many times a second waits for its turn; all else is heard at once, after what came before it. */
  function receive(said: FromTrainer): void {
    if (OFTEN.has(said.type)) {
      waiting.push(said)
      pace.soon()
      return
    }
    workOff()
    take(said)
  }
  function workOff(): void {
    for (const said of waiting.splice(0)) take(said)
  }

  function take(given: FromTrainer): void {
    const { run } = store.getState()
    const record = recorder.standing?.record
    const said = record ? chosenBefore(named(given, record.content, desk.held?.ready?.dataset), record.chosen) : given
    if (!('run' in said) || run.tag === 'idle' || said.run !== run.id) return
    if (said.type === 'began') hear(said.step, said.engine)
    if (said.type === 'progress') live.append(said.losses)
    if (said.type === 'epoch' && said.validation) showMetrics(said.validation, desk.held?.ready)
    if (said.type === 'epoch') warn(run.id, [...run.history, said.log])
    if (said.type === 'done' && said.evaluation) showMetrics(said.evaluation, desk.held?.ready)
    if (said.type === 'checkpoint' && desk.held) recorder.keepCheckpoint(toCheckpoint(said, desk.held))
    if (said.type === 'failed' && lossOf(said.said.code)) recovery.lost(run, said)
    else settle(run, said)
    if (said.type === 'began' && recovery.stoodStill(said.run)) desk.client().send({ type: 'pause', run: said.run })
    if (said.type === 'progress' || said.type === 'checkpoint' || said.type === 'done') session.onWeights()
  }

  /** Moves the run by what was said of it, its record with it. */
  function settle(run: RunState, said: FromTrainer): void {
    const after = next(run, said)
    const before = store.getState()
    const runs = after.tag !== 'idle' && WORTH_KEEPING.has(said.type) ? recorder.keep(after, before.runs) : before.runs
    if (after !== run || runs !== before.runs) store.setState({ run: after, runs })
  }

  /** Once a run, where it does far worse than it began. */
  function warn(id: string, history: readonly EpochLog[]): void {
    const record = recorder.standing?.record
    const [first] = live.losses
    const last = history.at(-1)
    if (warned === id || !record || !last || record.from || !blownUp(history, first)) return
    warned = id
    const rate = record.content.plan.learningRate
    const args = { run: record.name, first: first as number, loss: last.loss, epoch: last.epoch, rate }
    session.tell({
      tone: 'bad',
      said: message('run-blown-up', args),
      action: {
        title: formatMessage(message('set-learning-rate', { rate: milderRate(rate) })),
        command: 'plan.set',
        args: { learningRate: milderRate(rate) },
      },
    })
  }

  /** What was drawn of the run stays up to the step it goes on from. Another engine than before gives other last digits. */
  function hear(step: number, engine: EngineChoice): void {
    live.rewind(step)
    const before = recorder.standing?.record
    if (!before?.engine?.device || step === 0) return
    const { name, device } = before.engine
    if (name === engine.name && device === engine.device) return
    const differs = message('differs-engine', {
      before: { name, device },
      now: { name: engine.name, device: engine.device },
    })
    recorder.amend({ inexact: formatMessage(differs) })
    session.tell({
      tone: 'info',
      said: message('run-goes-on-otherwise', { run: before.name, why: formatMessage(differs) }),
    })
  }

  /** Begins a run, or takes up one that stands somewhere. */
  async function launch(begun: Started, standing?: Standing, resume?: TrainingJob['resume']): Promise<string> {
    const { job, ready, drawingVersion, backend } = begun
    const { run: before } = store.getState()
    const trainer = desk.client()
    recovery.launched()
    desk.sendRows(ready)
    const record = standing?.record ?? freshRecord(store.getState(), begun)
    const { id } = record
    // Another run; one that was lost is not with this worker.
    if (before.tag !== 'idle' && before.id !== id && !isOver(before)) trainer.send({ type: 'stop', run: before.id })
    if (!standing) live.clear()
    else if (before.tag === 'idle' || before.id !== id) draw(record)
    recorder.begin({ ...standing, record: { ...record, tag: 'training' } })
    data.pin(record.content.data)
    desk.hold({ run: id, model: job.model, pipeline: job.pipeline, ready })
    const mark = standing?.checkpoint?.mark
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
      job: resume ? { ...job, resume } : job,
      backend,
    })
    summing = summed(ready)
      .then((data) => {
        if (recorder.standing?.record.id === id) recorder.amend({ data })
        // A short run is over, and written down, before its rows are summed.
        recorder.note(id, { data })
      })
      .catch(() => undefined)
    const began = await reached(store, (run) => run.tag !== 'idle' && (run.id !== id || stepped(run) || isOver(run)))
    if (began.tag === 'failed' && began.id === id) throw new Refusal(began.said)
    return id
  }

  function draw({ curve }: RunRecord): void {
    live.restore(curve ?? { steps: [], losses: [] })
  }

  return {
    client: desk.client,
    predict: weights.predict,
    loadable: weights.loadable,
    async newest() {
      await summing
      return weights.copy()
    },
    note: recorder.note,
    async present() {
      const [{ prepareRun, sourceOf }, { fitPaged }, ready] = await Promise.all([preparing(), fitting(), data.ready()])
      const source = sourceOf(store.getState())
      const now = prepareRun(source, {}, await fitPaged(session.analysis, source, ready))
      desk.sendRows(now.ready)
      return { started: now, trainer: desk.client() }
    },
    written: recorder.written,
    adopt: recorder.adopt,
    draw,
    async start(options) {
      const [{ prepareRun, sourceOf }, { fitPaged }, ready] = await Promise.all([preparing(), fitting(), data.ready()])
      const source = sourceOf(store.getState())
      const begun = recovery.begin(prepareRun(source, options, await fitPaged(session.analysis, source, ready)))
      if (options.from && !begun.from) session.tell({ tone: 'info', said: message('run-starts-fresh', {}) })
      return launch(begun)
    },
    async continue(id, how) {
      const standing = await standings.standingOf(id)
      const { record } = standing
      const ready = await data.of(record.content)
      const probed = await desk.client().ask({ type: 'probe' })
      const { takeUp } = await import('./resume-run')
      const taken = await takeUp(standing, ready, probed.type === 'offers' ? probed.offers : [], session.analysis)
      const why = list(taken.differences.map(formatMessage))
      if (how === 'exactly' && why !== '') return refuse('run-not-exact', { run: record.name, why })
      const begun = recovery.begin(taken.started)
      // Weights alone say too little to be the same run.
      if (standing.checkpoint && !taken.resume) return launch(begun)
      const told = goneOn(record, store.getState().run, standing.checkpoint?.step ?? 0)
      const known = why === '' ? told : { ...told, inexact: why }
      return launch(begun, { ...standing, record: known }, taken.resume)
    },
    async branch(id, generation) {
      const { content } = standings.recordOf(id)
      const checkpoint = await standings.checkpointOf(id, generation)
      const [{ prepareBranch, sourceOf }, { fitPaged }, ready] = await Promise.all([
        preparing(),
        fitting(),
        data.ready(),
      ])
      const source = sourceOf(store.getState())
      const fitted = await fitPaged(session.analysis, source, ready)
      return launch(recovery.begin(prepareBranch(source, checkpoint, content, fitted)))
    },
    async restore(id, generation) {
      const { name } = standings.recordOf(id)
      const checkpoint = await standings.checkpointOf(id, generation)
      desk.letGo()
      recorder.adopt(checkpoint)
      const [newest] = store.getState().runs
      if (newest) draw(newest)
      const inUse = chosenOf(checkpoint)
      store.setState({ run: { tag: 'idle' }, metrics: null, answer: null, inUse })
      const { epoch, step } = inUse
      session.tell({ tone: 'good', said: message('checkpoint-in-use', { run: name, epoch, step }) })
      session.onWeights()
    },
    async steer(to) {
      const { run } = store.getState()
      if (run.tag !== 'training' && run.tag !== 'paused' && run.tag !== 'preparing') return refuse('no-run', {})
      const { id, step } = run
      if (to === 'stop') recovery.stopping(id)
      desk.client().send({ type: to, run: id })
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
      if (run.tag === 'training' || run.tag === 'paused')
        desk.client().send({ type: 'learningRate', run: run.id, value })
    },
    async evaluate(split) {
      const ready = await data.ready()
      const evaluation = await weights.evaluate(split, ready)
      showMetrics(evaluation, ready)
      return evaluation
    },
    leave() {
      desk.drop()
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

/** Messages of which many come in a second: a run of short epochs would otherwise leave the page no time for its user. */
const OFTEN = new Set<string>(['progress', 'epoch'] satisfies FromTrainer['type'][])

/** Messages after which the run's record is written anew. */
const WORTH_KEEPING = new Set<string>([
  'began',
  'epoch',
  'checkpoint',
  'done',
  'failed',
] satisfies FromTrainer['type'][])
