/** @file writeArtifact: writes a saved model as one zip that tf.js, Keras, and Netloom can read. */
import { hashSync } from '../../base/hash'
import { stableJson } from '../../base/stable-json'
import { pipelinePython } from '../../compile/pipeline-python'
import { linesOf, namesInCode } from '../../compile/code-lines'
import { literal, sourceOf } from '../../compile/source-code'
import { toPython } from '../../compile/to-python'
import type { FittedOutput } from '../../data/pipeline'
import { readmeText as text } from '../../messages/en/storage/model-readme'
import { dimensions } from '../../messages/format'
import { writeProject } from '../project-file'
import type { ModelRecord } from '../records'
import { decisionCode } from './decision-code'
import { type ArtifactFile, FILES, FORMAT, REFERENCE, SERVER, VERSION } from './format'
import { rebuild } from './rebuild'
import { writeNpz, writeZip } from './zip'

/**
 * Writes the artifact of a model. The same model and golden samples produce the same bytes. `server` is the optional
 * code that serves the model from Node.
 */
export function writeArtifact(model: ModelRecord, golden: Golden, server?: string): Uint8Array<ArrayBuffer> {
  const python = pythonFiles(model)
  const contents: Readonly<Record<ArtifactFile, string | Uint8Array>> = {
    'README.md':
      server === undefined
        ? readme(model, golden, 'model alone')
        : readme(model, golden, 'with server') + serverReadme(model),
    'model.json': json(layersModel(model)),
    'weights.bin': bytesOf(model.weights.data),
    'pipeline.json': json(model.pipeline),
    'pipeline.py': pipelinePython(model.pipeline),
    'classes.json': json(
      Object.fromEntries(
        model.pipeline.outputs.flatMap((output) => (output.kind === 'classes' ? [[output.label, output.labels]] : [])),
      ),
    ),
    'metrics.json': json({
      name: model.name,
      modelVersion: model.version,
      createdAt: model.createdAt,
      weightsSha256: hashSync(bytesOf(model.weights.data)),
      run: model.run,
      evaluation: model.metrics,
    }),
    'project.json': writeProject(model.content),
    'golden.json': stableJson(goldenFile(model, golden)),
    ...python,
    'weights.npz': writeNpz(model.weights),
  }
  const files = new Map<string, Uint8Array>()
  for (const name of FILES) {
    const content = contents[name]
    files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content)
  }
  if (model.reference) files.set(REFERENCE, new TextEncoder().encode(json(model.reference)))
  if (server !== undefined) files.set(SERVER, new TextEncoder().encode(server))
  const entries = [...files].map(([name, bytes]) => [name, { bytes: bytes.byteLength, sha256: hashSync(bytes) }])
  const manifest = json({ format: FORMAT, version: VERSION, files: Object.fromEntries(entries) })
  return writeZip(new Map([['manifest.json', new TextEncoder().encode(manifest)], ...files]))
}

/** The network as Keras source, as the Code panel shows it, and the loader of its weights. */
function pythonFiles({ model, content, pipeline }: ModelRecord) {
  const drawing = content.networks[0]?.drawing
  const rebuilt = rebuild(content, pipeline)
  if (!rebuilt.ok || !drawing) return { 'model.py': toPython(model), 'load_weights.py': loadWeights(new Map()) }
  const { checked, paths } = rebuilt.value
  return {
    'model.py': sourceOf(linesOf(checked, drawing, { paths }, 'python', content.plan)),
    'load_weights.py': loadWeights(namesInCode(checked, drawing)),
  }
}

/** The JSON that tf.loadLayersModel reads. */
function layersModel({ model, weights }: ModelRecord) {
  return {
    format: 'layers-model',
    // not text: the name of the program in a file format
    generatedBy: 'Netloom',
    convertedBy: null,
    modelTopology: model,
    weightsManifest: [
      { paths: ['weights.bin'], weights: weights.specs.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) },
    ],
  }
}

function goldenFile({ pipeline }: ModelRecord, golden: Golden) {
  const { count, from, backend, largestDifference } = golden
  return {
    count,
    heldOut: from === 'held-out',
    backend,
    largestDifference,
    inputs: golden.inputs.map((data, i) => ({
      label: pipeline.inputs[i]?.label ?? String(i),
      shape: [count, ...(pipeline.inputs[i]?.shape ?? [])],
      data: decimals(data),
    })),
    outputs: golden.outputs.map((data, i) => ({
      label: pipeline.outputs[i]?.label ?? String(i),
      shape: [count, ...outputShape(pipeline.outputs[i], data.length / count)],
      data: decimals(data),
    })),
  }
}

function outputShape(output: FittedOutput | undefined, numbers: number): readonly number[] {
  return output?.kind === 'image' || output?.kind === 'sequence' ? output.shape : [numbers]
}

/** Nine significant digits are enough to restore every float32 exactly (IEEE 754-2019, 5.12.2). */
function decimals(values: Float32Array): readonly number[] {
  return Array.from(values, (value) => Number(value.toPrecision(9)))
}

function json(value: unknown): string {
  return `${stableJson(value, 2)}\n`
}

function bytesOf(data: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** The loader; `names` are the names of the layers in the code, keyed by those in weights.npz. */
function loadWeights(names: ReadonlyMap<string, string>): string {
  const different = [...names].filter(([layer, inCode]) => layer !== inCode)
  const table = different.map(([layer, inCode]) => `    ${literal(inCode)}: ${literal(layer)},\n`)
  return table.length === 0 ? LOAD_WEIGHTS : LOAD_WEIGHTS.replace('LAYERS = {}', () => `LAYERS = {\n${table.join('')}}`)
}

const LOAD_WEIGHTS = `"""Puts the weights of weights.npz into the Keras model of model.py, by layer and weight name.

    from load_weights import load
    model = load()
"""
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))

# Keras 3 uses other names for these weights than Keras 2 and TensorFlow.js.
OTHER_NAMES = {"kernel": ["depthwise_kernel"], "depthwise_kernel": ["kernel"]}

# The names in weights.npz of layers that belong to a block of the drawing, by their names in model.py.
LAYERS = {}


def load_weights(model, path=os.path.join(HERE, "weights.npz")):
    """Sets every weight of the model; raises ValueError when a weight is missing, left over or of another shape."""
    with np.load(path, allow_pickle=False) as archive:
        left = {name: archive[name] for name in archive.files}
    for layer in model.layers:
        for variable in layer.weights:
            # Keras 3 says "kernel", Keras 2 "conv2d_1/kernel:0".
            short = variable.name.split("/")[-1].split(":")[0]
            names = [LAYERS.get(layer.name, layer.name) + "/" + word for word in [short, *OTHER_NAMES.get(short, [])]]
            found = next((name for name in names if name in left), None)
            if found is None:
                raise ValueError("weights.npz has no " + names[0])
            value = left.pop(found)
            if tuple(value.shape) != tuple(variable.shape):
                raise ValueError(
                    "%s is %s in weights.npz and %s in the model" % (found, tuple(value.shape), tuple(variable.shape))
                )
            variable.assign(value)
    if left:
        raise ValueError("the model has no " + ", ".join(sorted(left)))
    return model


def load():
    """The model of model.py with its weights."""
    from model import model

    return load_weights(model)


if __name__ == "__main__":
    load().summary()
`

/** The README of a model's artifact; `parts` says whether it includes the server for Node. */
function readme(model: ModelRecord, golden: Golden, parts: 'with server' | 'model alone'): string {
  const { pipeline, weights } = model
  return text.readme({
    name: plain(model.name),
    version: model.version,
    parameters: weights.data.length,
    inputs: pipeline.inputs.map(({ label, shape }) => text.end({ label: plain(label), shape: dimensions(shape) })),
    outputs: pipeline.outputs.map((output) => text.end({ label: plain(output.label), shape: outputText(output) })),
    checked: {
      examples: golden.count,
      from: golden.from,
      backend: plain(golden.backend),
      largestDifference: golden.largestDifference,
    },
    decisions: pipeline.outputs.flatMap((output) => {
      if (output.kind !== 'classes' || !(output.calibration || output.decision)) return []
      const { label, labels, calibration, decision } = output
      const positive = decision && plain(labels[decision.positive] ?? '')
      const { threshold, groups } = decision ?? {}
      const column = groups && plain(groups.column)
      return [text.decision({ output: plain(label), method: calibration?.method, positive, threshold, column })]
    }),
    decisionCode,
    hasReference: model.reference !== undefined,
    hasServer: parts === 'with server',
  })
}

/** The section about serve.mjs, for artifacts that include it. */
function serverReadme({ name, pipeline }: ModelRecord): string {
  return text.server({
    url: `http://127.0.0.1:8080/v2/models/${encodeURIComponent(name)}`,
    inputs: pipeline.inputs.map(({ label, shape }) => `"${plain(label)}" [rows, ${shape.join(', ')}]`),
  })
}

/** A description of an output. */
function outputText(output: FittedOutput): string {
  switch (output.kind) {
    case 'classes':
      return text.classes({ classes: output.labels.length })
    case 'number':
      return output.unit === undefined ? text.number : text.numberIn({ unit: plain(output.unit) })
    case 'image': {
      const size = dimensions(output.shape)
      return output.mask ? text.mask({ size }) : text.image({ size })
    }
    case 'sequence': {
      const most = output.shape[0] ?? 0
      const kind = output.text.steps[0]?.kind
      if (kind === 'characters') return text.characters({ most })
      return kind === 'words' ? text.words({ most }) : text.tokens({ most })
    }
    default:
      return output satisfies never
  }
}

/**
 * A name given by the user, reduced to characters that Markdown shows unchanged: letters, digits, and some punctuation.
 */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N}.,:()%°/+-]+/gu, ' ').trim() || text.unnamed
}

export interface Golden {
  /** One flat array per model input, with `count` samples each, as encoded by the pipeline. */
  readonly inputs: readonly Float32Array<ArrayBuffer>[]
  /** One flat array per model output. */
  readonly outputs: readonly Float32Array<ArrayBuffer>[]
  readonly count: number
  /**
   * Whether the inputs are held-out rows, rows of the dataset that the model may have been trained on, or seeded noise
   * because the data was not available.
   */
  readonly from: 'held-out' | 'dataset' | 'random'
  readonly backend: string
  /** Largest difference between the outputs of the model and of the copy read back from this artifact. */
  readonly largestDifference: number
}
