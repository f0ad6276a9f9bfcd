/** @file Predictor: predicts with a saved model, in a separate worker that stays open until another model is needed. */
import { concatFloat32 } from '../../base/bytes'
import { refuse } from '../../messages/message'
import type { KerasModel } from '../../catalog/keras-json'
import type { WeightSet } from '../../data/training-job'
import type { Pipeline } from '../../data/pipeline'
import type { BackendChoice } from '../../protocol/backend'
import type { openTrainer, TrainerClient } from '../../protocol/trainer-client'
import type { GradientOf, RowGradients } from '../../protocol/trainer-messages'

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
  /** The gradients of one number per row with respect to the inputs and, if named, the output of a layer. */
  gradients(
    key: string,
    loadable: Loadable,
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
    of: GradientOf,
    layer?: string,
  ): Promise<RowGradients>
  /** The output of a layer for each row. */
  layer(
    key: string,
    loadable: Loadable,
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
    name: string,
  ): Promise<Float32Array<ArrayBuffer>>
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
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const answer = last.then(work)
    last = answer.catch(() => undefined)
    return answer
  }
  return {
    predict: (key, loadable, inputs, count) =>
      inTurn(async () => predictInParts(await opened(key, loadable), inputs, count)),
    gradients: (key, loadable, inputs, count, of, layer) =>
      inTurn(async () => gradientsInParts(await opened(key, loadable), inputs, count, of, layer)),
    layer: (key, loadable, inputs, count, name) =>
      inTurn(async () => {
        const trainer = await opened(key, loadable)
        const parts = await inParts(inputs, count, async (part, rows) => {
          const answer = await trainer.ask({ type: 'layers', inputs: part, count: rows, names: [name] })
          return answer.type === 'layers' ? answer.results.map(({ values }) => values) : refuse('nothing-trained', {})
        })
        return parts[0] ?? new Float32Array(0)
      }),
    close,
  }
}

/** Gradients take the memory of all activations, so fewer rows are sent at a time. */
const GRADIENT_PART = 128

async function gradientsInParts(
  client: TrainerClient,
  inputs: readonly Float32Array<ArrayBuffer>[],
  count: number,
  of: GradientOf,
  layer?: string,
): Promise<RowGradients> {
  const parts: RowGradients[] = []
  const most = of.by === 'none' ? PART : GRADIENT_PART
  for (let from = 0; from < count; from += most) {
    const rows = Math.min(most, count - from)
    const width = of.targets.length / count
    const part = { ...of, targets: of.targets.slice(from * width, (from + rows) * width) }
    const given = { inputs: rowsOf(inputs, count, from, rows), count: rows, of: part, ...(layer && { layer }) }
    const answer = await client.ask({ type: 'inputGradients', ...given })
    if (answer.type !== 'inputGradients') return refuse('nothing-trained', {})
    parts.push(answer)
  }
  const joined = (values: (part: RowGradients) => Float32Array<ArrayBuffer> | undefined) =>
    concatFloat32(parts.map((part) => values(part) ?? new Float32Array(0)))
  const shape = parts[0]?.layer?.shape
  const weights = parts[0]?.weights
  return {
    scores: joined(({ scores }) => scores),
    gradients: inputs.map((_, i) => joined(({ gradients }) => gradients[i])),
    ...(weights && { weights }),
    ...(shape && {
      layer: {
        values: joined((part) => part.layer?.values),
        gradients: joined((part) => part.layer?.gradients),
        shape,
      },
    }),
  }
}

/** Some of `count` rows, of every input. */
function rowsOf(inputs: readonly Float32Array<ArrayBuffer>[], count: number, from: number, rows: number) {
  return inputs.map((all) => {
    const width = all.length / count
    return all.slice(from * width, (from + rows) * width)
  })
}

/** Predicts `count` rows in parts of limited size. Returns one flat array per output. */
export async function predictInParts(
  client: TrainerClient,
  inputs: readonly Float32Array<ArrayBuffer>[],
  count: number,
): Promise<Float32Array<ArrayBuffer>[]> {
  return inParts(inputs, count, async (part, rows) => {
    const answer = await client.ask({ type: 'predict', inputs: part, count: rows })
    return answer.type === 'predictions' ? answer.outputs : refuse('nothing-trained', {})
  })
}

async function inParts(
  inputs: readonly Float32Array<ArrayBuffer>[],
  count: number,
  ask: (part: Float32Array<ArrayBuffer>[], rows: number) => Promise<readonly Float32Array<ArrayBuffer>[]>,
): Promise<Float32Array<ArrayBuffer>[]> {
  const parts: (readonly Float32Array<ArrayBuffer>[])[] = []
  for (let from = 0; from < count; from += PART) {
    const rows = Math.min(PART, count - from)
    parts.push(await ask(rowsOf(inputs, count, from, rows), rows))
  }
  const outputs = parts[0]?.length ?? 0
  return Array.from({ length: outputs }, (_, head) =>
    concatFloat32(parts.map((part) => part[head] ?? new Float32Array(0))),
  )
}
