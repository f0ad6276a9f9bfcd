/**
 * @file NewestWeights: predicts with, evaluates, and copies the newest weights, from the worker or from a checkpoint.
 */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../../messages/message'
import type { SplitName } from '../../data/dataset'
import type { Pipeline } from '../../data/pipeline'
import type { Evaluation } from '../../metrics/evaluation'
import type { TrainerClient } from '../../protocol/trainer-client'
import type { Answer, ToTrainer } from '../../protocol/trainer-messages'
import type { CheckpointRecord } from '../../storage/records'
import type { ReadyData } from '../data/data-session'
import { type Loadable, predictInParts } from './predictor'
import type { RunRecorder } from '../training/run-recorder'
import type { AppState } from '../state'
import type { LoadedModel, TrainerHandle } from '../training/trainer-handle'
import { decidedPipeline, runInUse } from '../training/weights-in-use'

type LayersQuestion = Extract<ToTrainer, { type: 'layers' }>
export type LayersAnswer = Extract<Answer, { type: 'layers' }>

export interface NewestWeights {
  predict(inputs: readonly Float32Array<ArrayBuffer>[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** The outputs of layers with the newest weights or, with `untrained`, with the initial weights of that network. */
  layers(question: Omit<LayersQuestion, 'type' | 'id'>): Promise<LayersAnswer>
  /** Evaluates the newest weights on a split of the given rows. */
  evaluate(split: SplitName, ready: ReadyData): Promise<Evaluation>
  /** A copy of the newest weights, with what is needed to use them, undecided. Refuses before the first run. */
  copy(): Promise<CheckpointRecord>
  /** Uses other weights, and shows them with this state. Nothing is stored. */
  use(weights: CheckpointRecord, state: Partial<AppState>): void
  /** The model that `predict` uses, as saved models decide, or undefined before the first run. */
  loadable(): Omit<Loadable, 'weights'> | undefined
}

/**
 * Creates access to the newest weights: those loaded in the worker or, if there are none, those of the recorder's
 * checkpoint.
 */
export function makeNewestWeights(
  store: StoreApi<AppState>,
  handle: TrainerHandle,
  recorder: Pick<RunRecorder, 'checkpoint' | 'adopt'>,
  onWeights: () => void,
): NewestWeights {
  let loading: { readonly changes: number; readonly done: Promise<LoadedModel> } | undefined
  /** The worker, with a model loaded in it; loads the model from the checkpoint if needed. */
  async function loaded(): Promise<{ readonly trainer: TrainerClient; readonly held: LoadedModel }> {
    const trainer = handle.client()
    if (handle.held) return { trainer, held: handle.held }
    const { changes } = handle
    if (loading?.changes !== changes) loading = { changes, done: load(trainer) }
    const { done } = loading
    const held = await done.finally(() => {
      if (loading?.done === done) loading = undefined
    })
    // Other weights may have been chosen in the meantime.
    if (handle.changes !== changes) return loaded()
    handle.setLoaded(held)
    return { trainer, held }
  }
  async function load(trainer: TrainerClient): Promise<LoadedModel> {
    if (!recorder.checkpoint) return refuse('nothing-trained', {})
    const { model, pipeline, weights, run } = recorder.checkpoint
    await trainer.ask({ type: 'load', model, pipeline, weights, backend: store.getState().machine.choice })
    return { run, model, pipeline }
  }
  async function predict(
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const { trainer } = await loaded()
    return predictInParts(trainer, inputs, count)
  }

  const decided = (pipeline: Pipeline) => decidedPipeline(pipeline, runInUse(store.getState())?.decisions)

  async function copy(): Promise<CheckpointRecord> {
    const { held } = handle
    // Ask the worker only if it trained these weights. A reloaded model equals its checkpoint, but the worker does
    // not know at which step the checkpoint was saved.
    if (held?.ready && handle.isOpen) {
      const answer = await handle.client().ask({ type: 'weights' })
      if (answer.type === 'weights') {
        const { run } = store.getState()
        // Count completed epochs only, because an unfinished epoch is trained again.
        const epoch = run.tag === 'idle' ? (recorder.checkpoint?.epoch ?? 0) : (run.history.at(-1)?.epoch ?? 0)
        const { step, weights, hash } = answer
        const { model, pipeline } = held
        return { run: held.run, step, epoch, model, pipeline, weights, hash }
      }
    }
    return recorder.checkpoint ?? refuse('nothing-trained', {})
  }

  return {
    predict,
    async layers(question) {
      const trainer = question.untrained ? handle.client() : (await loaded()).trainer
      const answer = await trainer.ask({ type: 'layers', ...question })
      return answer.type === 'layers' ? answer : refuse('nothing-trained', {})
    },
    async evaluate(split, ready) {
      const { trainer, held } = await loaded()
      // The worker still has the rows that its run started with; other rows or another split are evaluated by
      // predicting.
      const pipeline = decided(held.pipeline)
      const isDecided = pipeline !== held.pipeline
      const asTrained = held.ready?.key === ready.key && held.ready.split === ready.split
      if (!asTrained || isDecided) {
        const { evaluateByPredicting } = await import('./evaluate')
        const evaluation = await evaluateByPredicting(pipeline, ready, split, predict)
        return isDecided ? { ...evaluation, isDecided } : evaluation
      }
      const answer = await trainer.ask({ type: 'evaluate', split })
      return answer.type === 'evaluation' ? answer.evaluation : refuse('nothing-trained', {})
    },
    copy,
    use(weights, state) {
      handle.clearLoaded()
      recorder.adopt(weights)
      store.setState(state)
      onWeights()
    },
    loadable() {
      const held = handle.held ?? recorder.checkpoint
      return held && { ...held, pipeline: decided(held.pipeline) }
    },
  }
}
