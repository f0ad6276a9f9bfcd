/**
 * @file openGuardedModel: opens a model version for predictions; if its pipeline has an input guard, the version also
 * says which inputs the guard flags.
 */
import type { KerasModel } from '../catalog/keras-json'
import { guardScoresOf, type GuardedNetwork } from '../data/guard-scores'
import { isImage } from '../data/input-ranges'
import type { Pipeline } from '../data/pipeline'
import { type ModelFile, type OpenModel, openModel } from './open-model'
import { encodeClean } from './request-rows'
import { inputColumns } from './validate-input'

export interface GuardedModel extends OpenModel {
  /** For each row, whether a guard of any output flags it; absent without a guard. */
  readonly flags?: (inputs: readonly Float32Array[], count: number) => Promise<readonly boolean[]>
}

/** Opens a model version. Rejects as `openModel` does. */
export async function openGuardedModel(file: ModelFile & { readonly pipeline: Pipeline }): Promise<GuardedModel> {
  const { pipeline } = file
  const guards = pipeline.outputs.flatMap((output, at) =>
    output.kind === 'classes' && output.guard ? [{ guard: output.guard, output: at }] : [],
  )
  if (guards.length === 0) return openModel(file)
  const { model, outputs } = withLayers(
    file.model,
    guards.flatMap(({ guard }) => (guard.method === 'mahalanobis' ? [guard.layer] : [])),
  )
  const opened = await openModel({ ...file, model })
  const network: Omit<GuardedNetwork, 'guard' | 'output'> = {
    pipeline,
    predict: opened.predict,
    layer: async (inputs, count, name) => (await opened.predict(inputs, count))[outputs.indexOf(name)] as Float32Array,
    range: async (input) => pixelRange(pipeline, input),
  }
  return {
    ...opened,
    async flags(inputs, count) {
      const flagged = new Array<boolean>(count).fill(false)
      for (const one of guards) {
        const scores = await guardScoresOf({ ...network, ...one }, inputs as Float32Array<ArrayBuffer>[], count)
        scores.forEach((score, row) => {
          // A score that is not a number is not one of an input like the training examples.
          if (!(score <= one.guard.limit)) flagged[row] = true
        })
      }
      return flagged
    },
  }
}

/** The model with these layers as further outputs, and the layer of each output. */
function withLayers(model: KerasModel, layers: readonly string[]) {
  const own = model.config.output_layers.map(([name]) => name)
  const more = [...new Set(layers)].filter((name) => !own.includes(name))
  const output_layers: KerasModel['config']['output_layers'] = [
    ...model.config.output_layers,
    ...more.map((name): KerasModel['config']['output_layers'][number] => [name, 0, 0]),
  ]
  return { model: { ...model, config: { ...model.config, output_layers } }, outputs: [...own, ...more] }
}

/** The values of an encoded input for a black and for a white image; undefined for an input without pixels. */
function pixelRange(pipeline: Pipeline, at: number) {
  const input = pipeline.inputs[at]
  if (!input || !isImage(input)) return undefined
  const filled = (value: number) =>
    Object.fromEntries(
      inputColumns({ inputs: [input], outputs: [] }).map(({ name, form: { type, shape } }) => [
        name,
        type === 'image' ? new Float64Array(shape.reduce((size, axis) => size * axis, 1)).fill(value) : null,
      ]),
    )
  const [black, white] = [0, 255].map((value) => encodeClean({ inputs: [input], outputs: [] }, [filled(value)])[0])
  if (!black || !white) return undefined
  const ends = (of: (...values: number[]) => number) => black.map((value, k) => of(value, white[k] as number))
  return { low: ends(Math.min), high: ends(Math.max) }
}
