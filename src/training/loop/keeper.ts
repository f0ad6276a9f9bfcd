/** @file Keeper: the checkpoints of a run, told so that any of them can be gone on from exactly, and seldom enough to cost little. */
import type { EngineState, RunMark, WeightSet } from '../../data/job'
import { resultWeights } from '../../data/result-weights'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { TrainStep } from '../train-step'
import { allFinite, hashWeights } from '../weights'
import { NotFinite } from './trouble'

export interface Kept {
  readonly mark: RunMark
  readonly state: EngineState
}

export interface Keeper {
  /** The engine's state, which belongs to this mark. Rejects with a NotFinite, and keeps the one before, when it is not finite. */
  take(mark: RunMark): Promise<Kept>
  /** The last one taken. */
  good(): Kept
  /** Remembers this one as the best epoch's; told before the next one that is posted. */
  best(kept: Kept): void
  /** The weights of the best epoch, and the step they are of. */
  bestWeights(): { readonly weights: WeightSet; readonly step: number } | undefined
  post(kept: Kept, keep?: 'milestone'): void
  /** Whether it is time to post one. */
  due(): boolean
  /** Whether another one costs no more than its share. */
  affordable(): boolean
}

/** Between two checkpoints, in milliseconds, at least; the first comes sooner. */
const EVERY_MS = 2000
const FIRST_MS = 300
/** Of the time that a run takes, at most. */
const SHARE = 0.03

/** The keeper of a run, which begins with this state. `best` is of a run taken up again. */
export function makeKeeper(
  engine: Pick<TrainStep, 'snapshot'>,
  run: string,
  begin: Kept,
  best: WeightSet | undefined,
  post: (message: FromTrainer, transfer: Transferable[]) => void,
): Keeper {
  const began = performance.now()
  let good = begin
  let bestKept = best ? { weights: best, step: Number.NaN } : undefined
  let untoldBest: Kept | undefined
  let spent = 0
  let cost = 0
  let nextAt = began + FIRST_MS

  function tell({ mark, state }: Kept, keep: 'best' | 'milestone' | undefined): void {
    const copy = copyOf(state)
    const transfer = [copy.weights.data.buffer, copy.slots.buffer]
    if (copy.average) transfer.push(copy.average.buffer)
    if (copy.sum) transfer.push(copy.sum.buffer)
    const hash = hashWeights(copy.weights)
    post({ type: 'checkpoint', run, mark, state: copy, hash, ...(keep ? { keep } : {}) }, transfer)
  }
  /** Counts the time that some work takes. */
  function paid(from: number): void {
    cost = performance.now() - from
    spent += cost
  }

  function affordable(): boolean {
    return spent + cost <= SHARE * (performance.now() - began)
  }

  return {
    async take(mark) {
      const from = performance.now()
      const state = await engine.snapshot()
      if (!sound(state)) throw new NotFinite('A weight', mark)
      good = { mark, state }
      paid(from)
      return good
    },
    good: () => good,
    best(kept) {
      untoldBest = kept
      bestKept = { weights: resultWeights(kept.state), step: kept.mark.step }
    },
    bestWeights: () => bestKept,
    post(kept, keep) {
      const from = performance.now()
      // First, so that what an early stop goes back to is never older than the mark that counts on it.
      if (untoldBest) tell(untoldBest, 'best')
      untoldBest = undefined
      tell(kept, keep)
      paid(from)
      nextAt = performance.now() + EVERY_MS
    },
    due: () => performance.now() >= nextAt && affordable(),
    affordable,
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
