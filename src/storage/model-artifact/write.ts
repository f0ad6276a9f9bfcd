/** @file writeArtifact: writes a saved model as one zip that tf.js, Keras, and Netloom can read. */
import { hashSync } from '../../base/hash'
import { pipelinePython } from '../../compile/pipeline-python'
import { toPython } from '../../compile/to-python'
import type { FittedOutput } from '../../data/pipeline'
import type { ModelRecord } from '../records'
import { writeProject } from '../project-file'
import { stableJson } from '../../base/stable-json'
import { type ArtifactFile, FILES, FORMAT, REFERENCE, SERVER, VERSION } from './format'
import type { Golden } from './golden-samples'
import { LOAD_WEIGHTS } from './load-weights-script'
import { writeNpz } from './npz'
import { rebuild } from './rebuild'
import { readme, serverReadme } from './readme'
import { writeZip } from './zip'

/**
 * Writes the artifact of a model. The same model and golden samples produce the same bytes. `server` is the optional
 * code that serves the model from Node.
 */
export function writeArtifact(model: ModelRecord, golden: Golden, server?: string): Uint8Array<ArrayBuffer> {
  const rebuilt = rebuild(model.content, model.pipeline)
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
    'model.py': toPython(model.model, rebuilt.ok ? rebuilt.value.layerShapes : new Map()),
    'load_weights.py': LOAD_WEIGHTS,
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
  const { count, heldOut, backend, largestDifference } = golden
  return {
    count,
    heldOut,
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
