/** @file Predictor: predicts with a saved model, in a separate worker that stays open until another model is needed. */
import type { StoreApi } from 'zustand/vanilla'
import { concatFloat32 } from '../../base/bytes'
import type { KerasModel } from '../../catalog/keras-json'
import type { SplitName } from '../../data/dataset'
import type { Pipeline } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { refuse } from '../../messages/message'
import type { Evaluation } from '../../metrics/evaluation'
import type { BackendChoice } from '../../protocol/backend'
import type { openTrainer, TrainerClient } from '../../protocol/trainer-client'
import type { CheckpointRecord } from '../../storage/records'
import type { ReadyData } from '../data/data-session'
import type { AppState } from '../state'
import type { RunRecorder } from '../training/run-recorder'
import type { LoadedModel, TrainerHandle } from '../training/trainer-handle'

/** Everything that is needed to predict with a model. */
export interface Loadable {
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
}

export interface Predictor {
  /** Returns one flat array per output, [count × values per row]; rows are sent in parts to bound memory. */
  predict(
    key: string,
    loadable: Loadable,
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
  ): Promise<Float32Array<ArrayBuffer>[]>
  close(): void
}

/** The number of rows per request: 512 images take up 1.6 MB. */
const PART = 512

/** A predictor that runs on `backend()`; its worker opens on first use. */
export function makePredictor(backend: () => BackendChoice, open: typeof openTrainer): Predictor {
  let client: TrainerClient | undefined
  let loaded: string | undefined

  async function opened(key: string, loadable: Loadable): Promise<TrainerClient> {
    if (client && loaded === key) return client
    client ??= open({ onMessage: () => undefined, onLost: close })
    loaded = undefined
    const { model, pipeline, weights } = loadable
    await client.ask({ type: 'load', model, pipeline, weights, backend: backend() })
    loaded = key
    return client
  }
  function close(): void {
    client?.close()
    client = undefined
    loaded = undefined
  }

  // Requests run one at a time, so that no request replaces the model of another.
  let last: Promise<unknown> = Promise.resolve()
  return {
    predict(key, loadable, inputs, count) {
      const answer = last.then(async () => predictInParts(await opened(key, loadable), inputs, count))
      last = answer.catch(() => undefined)
      return answer
    },
    close,
  }
}

/** Predicts `count` rows in parts of limited size. Returns one flat array per output. */
export async function predictInParts(
  client: TrainerClient,
  inputs: readonly Float32Array<ArrayBuffer>[],
  count: number,
): Promise<Float32Array<ArrayBuffer>[]> {
  const parts: (readonly Float32Array<ArrayBuffer>[])[] = []
  for (let from = 0; from < count; from += PART) {
    const rows = Math.min(PART, count - from)
    const part = inputs.map((all) => {
      const width = all.length / count
      return all.slice(from * width, (from + rows) * width)
    })
    const answer = await client.ask({ type: 'predict', inputs: part, count: rows })
    if (answer.type !== 'predictions') return refuse('nothing-trained', {})
    parts.push(answer.outputs)
  }
  const outputs = parts[0]?.length ?? 0
  return Array.from({ length: outputs }, (_, head) =>
    concatFloat32(parts.map((part) => part[head] ?? new Float32Array(0))),
  )
}

export interface NewestWeights {
  predict(inputs: readonly Float32Array<ArrayBuffer>[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** Evaluates the newest weights on a split of the given rows. */
  evaluate(split: SplitName, ready: ReadyData): Promise<Evaluation>
  /** A copy of the newest weights, with what is needed to use them. Refuses before the first run. */
  copy(): Promise<CheckpointRecord>
  /** The model that `predict` uses, or undefined before the first run. */
  loadable(): Omit<Loadable, 'weights'> | undefined
}

/**
 * Creates access to the newest weights: those loaded in the worker or, if there are none, those of the recorder's
 * checkpoint.
 */
export function makeNewestWeights(
  store: StoreApi<AppState>,
  handle: TrainerHandle,
  recorder: Pick<RunRecorder, 'checkpoint'>,
): NewestWeights {
  /** The worker, with a model loaded in it; loads the model from the checkpoint if needed. */
  async function loaded(): Promise<{ readonly trainer: TrainerClient; readonly held: LoadedModel }> {
    const trainer = handle.client()
    if (handle.held) return { trainer, held: handle.held }
    if (!recorder.checkpoint) return refuse('nothing-trained', {})
    const { model, pipeline, weights, run } = recorder.checkpoint
    await trainer.ask({ type: 'load', model, pipeline, weights, backend: store.getState().machine.choice })
    const held = { run, model, pipeline }
    handle.setLoaded(held)
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
      // The worker still has the rows that its run started with; other rows or another split are evaluated by
      // predicting.
      const asTrained = held.ready?.key === ready.key && held.ready.split === ready.split
      if (!asTrained) {
        const { evaluateByPredicting } = await import('./evaluate')
        return evaluateByPredicting(held.pipeline, ready, split, predict)
      }
      const answer = await trainer.ask({ type: 'evaluate', split })
      return answer.type === 'evaluation' ? answer.evaluation : refuse('nothing-trained', {})
    },
    async copy() {
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
    },
    loadable: () => handle.held ?? recorder.checkpoint,
  }
}
