/** @file NewestWeights: the weights that answer now, live in the worker or kept and loaded again: asked, evaluated, copied out. */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../messages/message'
import type { SplitName } from '../data/dataset'
import type { Evaluation } from '../metrics/evaluation'
import type { TrainerClient } from '../protocol/trainer-client'
import type { CheckpointRecord } from '../storage/records'
import type { ReadyData } from './data-session'
import { type Loadable, predictInParts } from './predictor'
import type { RunRecorder } from './run-recorder'
import type { AppState } from './state'
import type { Held, TrainerDesk } from './trainer-handle'

export interface NewestWeights {
  predict(inputs: readonly Float32Array<ArrayBuffer>[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** Evaluates a split of these rows. */
  evaluate(split: SplitName, ready: ReadyData): Promise<Evaluation>
  /** A copy, with what is needed to use it. Refuses before the first run. */
  copy(): Promise<CheckpointRecord>
  /** What `predict` answers with, or undefined before the first run. */
  loadable(): Omit<Loadable, 'weights'> | undefined
}

/** The weights on the desk of the worker, or those the recorder keeps. */
export function makeNewestWeights(
  store: StoreApi<AppState>,
  desk: TrainerDesk,
  recorder: Pick<RunRecorder, 'checkpoint'>,
): NewestWeights {
  /** The worker, with a model to ask. */
  async function loaded(): Promise<{ readonly trainer: TrainerClient; readonly held: Held }> {
    const trainer = desk.client()
    if (desk.held) return { trainer, held: desk.held }
    if (!recorder.checkpoint) return refuse('nothing-trained', {})
    const { model, pipeline, weights, run } = recorder.checkpoint
    await trainer.ask({ type: 'load', model, pipeline, weights, backend: store.getState().machine.choice })
    const held = { run, model, pipeline }
    desk.hold(held)
    return { trainer, held }
  }
  async function predict(
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const { trainer } = await loaded()
    return predictInParts(trainer, inputs, count)
  }

  return {
    predict,
    async evaluate(split, ready) {
      const { trainer, held } = await loaded()
      // The worker knows the rows its run began with; other rows, or the same split anew, are predicted from here.
      const asTrained = held.ready?.key === ready.key && held.ready.split === ready.split
      if (!asTrained) {
        const { evaluateByPredicting } = await import('./evaluate')
        return evaluateByPredicting(held.pipeline, ready, split, predict)
      }
      const answer = await trainer.ask({ type: 'evaluate', split })
      return answer.type === 'evaluation' ? answer.evaluation : refuse('nothing-trained', {})
    },
    async copy() {
      const { held } = desk
      // A model that was loaded again is the checkpoint's; its worker knows nothing of the step it is of.
      if (held?.ready && desk.isOpen) {
        const answer = await desk.client().ask({ type: 'weights' })
        if (answer.type === 'weights') {
          const { run } = store.getState()
          // Whole epochs: the one under way is trained again.
          const epoch = run.tag === 'idle' ? (recorder.checkpoint?.epoch ?? 0) : (run.history.at(-1)?.epoch ?? 0)
          const { step, weights, hash } = answer
          const { model, pipeline } = held
          return { run: held.run, step, epoch, model, pipeline, weights, hash }
        }
      }
      return recorder.checkpoint ?? refuse('nothing-trained', {})
    },
    loadable: () => desk.held ?? recorder.checkpoint,
  }
}
