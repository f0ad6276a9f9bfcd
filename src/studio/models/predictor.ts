/** @file Predictor: predicts with a saved model, in a separate worker that stays open until another model is needed. */
import { concatFloat32 } from '../../base/bytes'
import { refuse } from '../../messages/message'
import type { KerasModel } from '../../catalog/keras-json'
import type { WeightSet } from '../../data/training-job'
import type { Pipeline } from '../../data/pipeline'
import type { BackendChoice } from '../../protocol/backend'
import type { openTrainer, TrainerClient } from '../../protocol/trainer-client'

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
