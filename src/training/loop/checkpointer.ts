/** @file Keeper: the checkpoints of a run, told so that any of them can be gone on from exactly, and seldom enough to cost little. */
import type { EngineState, RunMark, TrainingJob, WeightSet } from '../../data/job'
import { resultWeights } from '../../data/result-weights'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'
import { allFinite, hashWeights } from '../weights'
import type { EpochEnd } from './epoch-end'
import { NotFinite, type Trail } from './trouble'

export interface Kept {
  readonly mark: RunMark
  readonly state: EngineState
}

export interface Keeper {
  /** Tells of steps that were sent. */
  sent(chunk: Trail['chunks'][number]): void
  /** Whether it is time for a checkpoint. */
  due(): boolean
  /** Takes the engine's state, which belongs to this mark, and tells it. Rejects with a NotFinite, and keeps the last, when it is not finite. */
  checkpoint(mark: RunMark): Promise<Kept>
  /** Of an epoch that is over keeps what is worth keeping. */
  epoch(end: EpochEnd): Promise<void>
  /** The weights of the best epoch, and the step they are of. */
  best(): { readonly weights: WeightSet; readonly step: number } | undefined
  /** The last finite state there was, and what was done since. */
  good(): Kept
  trail(): Trail
  /** Tells the last finite state again: the run has gone back to it. */
  tellGood(): void
}

/** Between two checkpoints, in milliseconds, at least; the first comes sooner. */
const EVERY_MS = 2000
const FIRST_MS = 300
/** Milestones that are kept however fast they come; after these a small network, with its thousand epochs a second, keeps fewer. */
const MILESTONES_AT_ONCE = 20
/** Of the time that a run takes, at most. */
const SHARE = 0.03

/** The keeper of a run, which begins with this state. */
export function makeKeeper(
  engine: Pick<TrainStep, 'snapshot'>,
  job: Pick<TrainingJob, 'resume' | 'earlyStopping'>,
  run: string,
  begin: Kept,
  post: (message: FromTrainer, transfer: Transferable[]) => void,
): Keeper {
  const began = performance.now()
  let good = begin
  let goodAt = began
  let chunks: Trail['chunks'][number][] = []
  let best: ReturnType<Keeper['best']> = job.resume?.best && { weights: job.resume.best, step: Number.NaN }
  let untoldBest: Kept | undefined
  let milestones = 0
  // Milliseconds: of all checkpoints, of the last taking and telling.
  let spent = 0
  let taking = 0
  let telling = 0
  let nextAt = began + FIRST_MS

  function affordable(): boolean {
    return spent + taking + telling <= SHARE * (performance.now() - began)
  }
  function due(): boolean {
    return performance.now() >= nextAt && affordable()
  }

  async function take(mark: RunMark): Promise<Kept> {
    const from = performance.now()
    const state = await engine.snapshot()
    if (!sound(state)) throw new NotFinite('weight', mark)
    good = { mark, state }
    goodAt = performance.now()
    chunks = []
    taking = goodAt - from
    spent += taking
    return good
  }
  function tell(kept: Kept, keep?: 'milestone'): void {
    const from = performance.now()
    // First, so that what an early stop goes back to is never older than the mark that counts on it.
    if (untoldBest) send(untoldBest, 'best')
    untoldBest = undefined
    send(kept, keep)
    telling = performance.now() - from
    spent += telling
    nextAt = performance.now() + EVERY_MS
  }
  function send({ mark, state }: Kept, keep: 'best' | 'milestone' | undefined): void {
    const copy = copyOf(state)
    const transfer = [copy.weights.data, copy.slots, copy.average, copy.sum].flatMap((array) => array?.buffer ?? [])
    const hash = hashWeights(copy.weights)
    post({ type: 'checkpoint', run, mark, state: copy, hash, ...(keep ? { keep } : {}) }, transfer)
  }

  return {
    sent(chunk) {
      chunks.push(chunk)
    },
    due,
    async checkpoint(mark) {
      const kept = await take(mark)
      tell(kept)
      return kept
    },
    async epoch(end) {
      // What early stopping goes back to is kept whatever it costs, and the first: no better one may follow.
      const worth = end.best && (job.earlyStopping?.restoreBest === true || best === undefined || affordable())
      const last = due()
      const milestone = end.milestone && (milestones < MILESTONES_AT_ONCE || performance.now() >= nextAt)
      if (!worth && !milestone && !last) return
      const kept = await take(end.mark)
      if (worth) {
        untoldBest = kept
        best = { weights: resultWeights(kept.state), step: kept.mark.step }
      }
      if (milestone) {
        milestones++
        tell(kept, 'milestone')
      }
      if (last) tell(kept)
    },
    best: () => best,
    good: () => good,
    trail: () => ({ good: good.state, rate: good.mark.learningRate, chunks, ms: performance.now() - goodAt }),
    tellGood: () => tell(good),
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

function sound({ weights, slots, average, sum }: EngineState): boolean {
  return allFinite(weights) && [slots, average, sum].every((values) => values?.every(Number.isFinite) ?? true)
}
