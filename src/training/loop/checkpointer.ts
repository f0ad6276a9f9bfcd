/**
 * @file Checkpointer: takes the checkpoints of a run. They are complete enough to resume exactly, and rare enough to
 * cost little.
 */
import {
  type EngineState,
  type Moment,
  mostMoments,
  resultWeights,
  type RunMark,
  thinned,
  type TrainingJob,
  type WeightSet,
} from '../../data/training-job'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { allFinite, hashWeights } from '../model-weights'
import type { TrainStep } from '../train-step'
import { NotFinite, type StepsSinceGood } from './explain-divergence'
import type { EpochEnd } from './run-mark'

export interface Checkpoint {
  readonly mark: RunMark
  readonly state: EngineState
}

export interface Checkpointer {
  /** Records that a chunk of steps was sent to the engine. */
  recordSent(chunk: StepsSinceGood['chunks'][number]): void
  /** Whether it is time for a checkpoint. */
  isDue(): boolean
  /**
   * Saves the engine's state with this mark and posts it. If the state is not finite, rejects with a NotFinite error
   * and keeps the previous checkpoint.
   */
  checkpoint(mark: RunMark): Promise<Checkpoint>
  /** Saves the state at the end of an epoch if the plan requires it or if a checkpoint is due. */
  endEpoch(end: EpochEnd): Promise<void>
  /** The weights of the best epoch, and the step they are from. */
  best(): { readonly weights: WeightSet; readonly step: number } | undefined
  /** The last checkpoint with a finite state, and the steps that were run since then. */
  lastGood(): Checkpoint
  stepsSinceGood(): StepsSinceGood
  /** Adds the weights at the end of the run to the moments, and posts all of them. */
  postMoments(end: Checkpoint | undefined): void
  /** Posts the last finite state again, because the run has rolled back to it. */
  postGood(): void
}

/** Minimum milliseconds between two checkpoints; the first one comes sooner. */
const EVERY_MS = 2000
const FIRST_MS = 300
/**
 * Number of milestones at the start of a run that are saved regardless of cost. Later on, some are skipped, for example
 * if a small network runs a thousand epochs per second.
 */
const MILESTONES_AT_ONCE = 20
/** Maximum fractions of the run's time that are spent on checkpoints, and on snapshots for moments alone. */
const SHARE = 0.03
const MOMENTS_SHARE = 0.01

/** The checkpointer of a run that starts with this state. */
export function makeCheckpointer(
  engine: Pick<TrainStep, 'snapshot'>,
  job: Pick<TrainingJob, 'resume'>,
  run: string,
  begin: Checkpoint,
  post: (message: FromTrainer, transfer: Transferable[]) => void,
): Checkpointer {
  const began = performance.now()
  let lastGood = begin
  let lastGoodAt = began
  let chunks: StepsSinceGood['chunks'][number][] = []
  let best: ReturnType<Checkpointer['best']> = job.resume?.best && { weights: job.resume.best, step: Number.NaN }
  let unpostedBest: Checkpoint | undefined
  let milestones = 0
  // Time in milliseconds spent on all checkpoints so far; the next two variables are the times of the last snapshot and
  // of the last post.
  let spentMs = 0
  let snapshotMs = 0
  let postMs = 0
  let nextAt = began + FIRST_MS

  const most = mostMoments(begin.state.weights.data.length)
  let moments: readonly Moment[] = []
  /** Epochs between two moments; doubles whenever there are too many. */
  let momentEvery = 1
  let momentsMs = 0
  addMoment(begin)

  /** Keeps a copy of the weights; on a fast machine, those of every nth epoch. */
  function addMoment({ mark: { step, epoch }, state }: Checkpoint): void {
    if (most === 0 || moments.at(-1)?.step === step) return
    const all = [...moments, { step, epoch, data: resultWeights(state).data.slice() }]
    moments = thinned(all, most)
    if (moments.length < all.length) momentEvery *= 2
  }
  function isMomentAffordable(): boolean {
    return momentsMs + snapshotMs <= MOMENTS_SHARE * (performance.now() - began)
  }
  function isAffordable(): boolean {
    return spentMs + snapshotMs + postMs <= SHARE * (performance.now() - began)
  }
  function isDue(): boolean {
    return performance.now() >= nextAt && isAffordable()
  }

  async function takeSnapshot(mark: RunMark): Promise<Checkpoint> {
    const from = performance.now()
    const state = await engine.snapshot()
    if (!isFiniteState(state)) throw new NotFinite('weight', mark)
    lastGood = { mark, state }
    lastGoodAt = performance.now()
    chunks = []
    snapshotMs = lastGoodAt - from
    spentMs += snapshotMs
    return lastGood
  }
  function postCheckpoint(checkpoint: Checkpoint, keep?: 'milestone'): void {
    const from = performance.now()
    // The best weights are posted first, so that the weights restored by early stopping are never older than the mark
    // that refers to them.
    if (unpostedBest) send(unpostedBest, 'best')
    unpostedBest = undefined
    send(checkpoint, keep)
    postMs = performance.now() - from
    spentMs += postMs
    nextAt = performance.now() + EVERY_MS
  }
  function send({ mark, state }: Checkpoint, keep: 'best' | 'milestone' | undefined): void {
    const copy = copyOf(state)
    const transfer = [copy.weights.data, copy.slots, copy.average, copy.sum].flatMap((array) => array?.buffer ?? [])
    const hash = hashWeights(copy.weights)
    post({ type: 'checkpoint', run, mark, state: copy, hash, ...(keep ? { keep } : {}) }, transfer)
  }

  return {
    recordSent(chunk) {
      chunks.push(chunk)
    },
    isDue,
    async checkpoint(mark) {
      const checkpoint = await takeSnapshot(mark)
      postCheckpoint(checkpoint)
      return checkpoint
    },
    async endEpoch(end) {
      // The best weights are saved regardless of cost: if some were skipped, the checkpoint called the best would not be
      // the best. They are posted, which costs more, only together with the next checkpoint.
      const isLast = isDue()
      const isMilestone = end.isMilestone && (milestones < MILESTONES_AT_ONCE || performance.now() >= nextAt)
      const isMoment = most > 0 && end.mark.epoch % momentEvery === 0
      const isTaken = end.isBest || isMilestone || isLast
      if (!isTaken && !(isMoment && isMomentAffordable())) return
      const checkpoint = await takeSnapshot(end.mark)
      if (isMoment) addMoment(checkpoint)
      if (!isTaken) momentsMs += snapshotMs
      if (end.isBest) {
        unpostedBest = checkpoint
        best = { weights: resultWeights(checkpoint.state), step: checkpoint.mark.step }
      }
      if (isMilestone) {
        milestones++
        postCheckpoint(checkpoint, 'milestone')
      }
      if (isLast) postCheckpoint(checkpoint)
    },
    best: () => best,
    lastGood: () => lastGood,
    stepsSinceGood: () => ({
      good: lastGood.state,
      rate: lastGood.mark.learningRate,
      chunks,
      ms: performance.now() - lastGoodAt,
    }),
    postMoments(end) {
      if (most === 0) return
      if (end) addMoment(end)
      post(
        { type: 'moments', run, moments },
        moments.map(({ data }) => data.buffer),
      )
      moments = []
    },
    postGood: () => postCheckpoint(lastGood),
  }
}

function copyOf({ weights, slots, average, sum }: EngineState): EngineState {
  return {
    weights: { specs: weights.specs, data: weights.data.slice() },
    slots: slots.slice(),
    ...(average ? { average: average.slice() } : {}),
    ...(sum ? { sum: sum.slice() } : {}),
  }
}

function isFiniteState({ weights, slots, average, sum }: EngineState): boolean {
  return allFinite(weights) && [slots, average, sum].every((values) => values?.every(Number.isFinite) ?? true)
}
