/**
 * @file readArtifact: reads an imported artifact as a model, or returns a message about why it is invalid. Nothing in
 * it is run, fetched, or trusted: every byte is hashed, and the network must equal what its drawing lowers to.
 */
import { hashSync } from '../../base/hash'
import '../../messages/en/files'
import { fail, ok, type Result } from '../../base/result'
import { stableJson } from '../../base/stable-json'
import type { Pipeline } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { finalForm } from '../../data/transforms/step-chain'
import { type OldPipeline, upgradePipeline } from '../../data/upgrade-pipeline'
import { type Message, message } from '../../messages/message'
import type { Evaluation } from '../../metrics/evaluation'
import { type ReferenceFile, referenceProblem } from '../../ops/drift/references'
import { parseGuarded } from '../json-guard'
import { readProject } from '../project-file'
import type { ModelRecord } from '../records'
import { conform } from '../shared-schemas'
import { disagreement } from './cross-check'
import {
  type ArtifactFile,
  classesShape,
  FORMAT,
  filesOf,
  goldenShape,
  MAX_JSON,
  MAY_HAVE,
  maxBytesOf,
  manifestShape,
  metricsShape,
  modelShape,
  pipelineShape,
  REFERENCE,
  referenceShape,
  VERSION,
} from './format'
import { foreignFormat, namesInZip } from './foreign-format'
import { pipelineProblem, type Rebuilt, rebuild } from './rebuild'
import type { Golden } from './write'
import { readZip } from './zip'

/** The content of an artifact: a model to save, and golden samples to compare it with. */
export type ReadArtifact = Omit<ModelRecord, 'version' | 'createdAt'> & { readonly golden: Golden }

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** How many bytes of a file tell its format. */
const MAX_HEAD = 4096

/** Maximum number of golden samples, because an import predicts all of them. */
const MAX_GOLDEN = 1000

/** Reads an artifact from its bytes. */
export function readArtifact(bytes: Uint8Array): Result<ReadArtifact, Message> {
  const names = namesInZip(bytes)
  const format = foreignFormat(bytes.subarray(0, MAX_HEAD), names)
  if (format) return fail(message('artifact-foreign', { format }))
  // A zip with neither of these is not a damaged model, but something else.
  if (names.size > 0 && !names.has('manifest.json') && !names.has('pipeline.json'))
    return fail(message('artifact-other-zip', {}))
  const unzipped = readZip(bytes, undefined, maxBytesOf)
  if (!unzipped.ok) return unzipped
  const files = unzipped.value
  const forged = manifestProblem(files)
  if (forged) return fail(forged)

  const content = readProject(bytesOf(files, 'project.json'))
  if (!content.ok) return content
  const pipeline = readJson(files, 'pipeline.json', pipelineShape)
  if (!pipeline.ok) return pipeline
  const fitted = upgradePipeline(pipeline.value as Pipeline | OldPipeline)
  const rebuilt = rebuild(content.value, fitted)
  if (!rebuilt.ok) return rebuilt
  const unfit = pipelineProblem(fitted, rebuilt.value)
  if (unfit) return fail(unfit)
  const weights = readWeights(files, rebuilt.value)
  if (!weights.ok) return weights

  const about = readJson(files, 'metrics.json', metricsShape)
  if (!about.ok) return about
  const { name, run, evaluation, weightsSha256 } = about.value
  const hash = hashSync(bytesOf(files, 'weights.bin'))
  if (hash !== weightsSha256) return fail(message('artifact-changed', { file: 'weights.bin' }))
  const classes = readJson(files, 'classes.json', classesShape)
  if (!classes.ok) return classes
  const disagrees = disagreement(
    { classes: classes.value, weightsNpz: bytesOf(files, 'weights.npz'), evaluation: evaluation as Evaluation | null },
    fitted,
    weights.value,
  )
  if (disagrees) return fail(disagrees)
  const golden = readGolden(files, fitted, rebuilt.value)
  if (!golden.ok) return golden
  const reference = readReference(files)
  if (!reference.ok) return reference
  return ok({
    name,
    model: rebuilt.value.model,
    pipeline: fitted,
    weights: weights.value,
    hash,
    metrics: evaluation as Evaluation | null,
    content: content.value,
    ...(run === undefined ? {} : { run: run as NonNullable<ModelRecord['run']> }),
    ...(reference.value && { reference: reference.value }),
    golden: golden.value,
  })
}

/** Every file must be listed, every listed file must be present, and each file must match its hash. */
function manifestProblem(files: Files): Message | undefined {
  const written = files.get('manifest.json')
  if (!written) return message('artifact-missing', { file: 'manifest.json' })
  const parsed = parseGuarded(written, MAX_JSON)
  if (!parsed.ok) return parsed.error
  const head = parsed.value as { format?: unknown; version?: unknown } | null
  if (head?.format !== FORMAT) {
    const named = head?.format === undefined ? {} : { format: String(head.format).slice(0, 60) }
    return message('file-other-kind', { wants: 'model', ...named })
  }
  if (typeof head.version === 'number' && head.version > VERSION) {
    return message('file-newer', { version: head.version, known: VERSION })
  }
  const manifest = conform(manifestShape, parsed.value, 'manifest.json')
  if (!manifest.ok) return manifest.error
  const listed = new Map(Object.entries(manifest.value.files))
  const required = filesOf(manifest.value.version)
  for (const file of required) {
    if (!files.has(file) || !listed.has(file)) return message('artifact-missing', { file })
  }
  // An optional file must be both listed and present, or neither.
  const known: readonly string[] = [
    'manifest.json',
    ...required,
    ...MAY_HAVE.filter((file) => files.has(file) && listed.has(file)),
  ]
  for (const file of [...files.keys(), ...listed.keys()]) {
    if (!known.includes(file) || (file === 'manifest.json' && listed.has(file)))
      return message('artifact-extra', { file })
  }
  for (const [file, { bytes, sha256 }] of listed) {
    const content = files.get(file)
    if (content?.byteLength !== bytes || hashSync(content) !== sha256) return message('artifact-changed', { file })
  }
  return undefined
}

/** The weights, if the model equals what the drawing lowers to and its weights are complete and in order. */
function readWeights(files: Files, { model, specs }: Rebuilt): Result<WeightSet, Message> {
  const read = readJson(files, 'model.json', modelShape)
  if (!read.ok) return read
  const { modelTopology, weightsManifest } = read.value
  if (stableJson(modelTopology) !== stableJson(model)) return fail(message('artifact-model', {}))
  const [{ paths, weights: listed } = { paths: [], weights: [] }] = weightsManifest
  if (paths.length !== 1 || paths[0] !== 'weights.bin') {
    return fail(message('artifact-path', { path: String(paths[0] ?? 'none').slice(0, 60) }))
  }
  for (let i = 0; i < Math.max(listed.length, specs.length); i++) {
    const [has, wants] = [listed[i], specs[i]]
    const same = has?.name === wants?.name && String(has?.shape) === String(wants?.shape) && has?.dtype === 'float32'
    if (!same) return fail(message('artifact-weights', { has: specOf(has), wants: specOf(wants) }))
  }
  const raw = bytesOf(files, 'weights.bin')
  const numbers = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  if (raw.byteLength !== 4 * numbers) {
    return fail(message('artifact-weights-length', { bytes: raw.byteLength, wants: 4 * numbers }))
  }
  const data = new Float32Array(raw.slice().buffer)
  const bad = data.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) return fail(message('artifact-weights-not-finite', { weight: nameAt(specs, bad) }))
  return ok({ specs, data })
}

function readGolden(files: Files, pipeline: Pipeline, { outputShapes }: Rebuilt): Result<Golden, Message> {
  const read = readJson(files, 'golden.json', goldenShape)
  if (!read.ok) return read
  const { inputs, outputs, count, heldOut, ...rest } = read.value
  const fits = (data: readonly { data: readonly number[] }[], shapes: readonly (readonly number[])[]) =>
    data.length === shapes.length && data.every(({ data: flat }, i) => flat.length === count * sizeOf(shapes[i] ?? []))
  const inputShapes = pipeline.inputs.map(({ shape }) => shape)
  if (!fits(inputs, inputShapes) || !fits(outputs, outputShapes)) return fail(message('artifact-golden', {}))
  const isKnownId = inputs.every(({ data }, i) => {
    const most = idsOf(pipeline.inputs[i])
    return most === undefined || data.every((id) => Number.isInteger(id) && id >= 0 && id < most)
  })
  if (!isKnownId || count > MAX_GOLDEN) return fail(message('artifact-golden', {}))
  const floats = (list: typeof inputs) => list.map(({ data }) => Float32Array.from(data))
  const from = heldOut ? 'held-out' : 'random'
  return ok({ ...rest, from, count, inputs: floats(inputs), outputs: floats(outputs) })
}

/** The number of ids that an input of tokens takes; undefined if it takes other numbers. */
function idsOf(input: Pipeline['inputs'][number] | undefined): number | undefined {
  const ids = input?.kind === 'columns' ? input.columns.map(finalForm).find(({ type }) => type === 'ids') : undefined
  return ids && (ids.count ?? 1)
}

function readReference(files: Files): Result<ReferenceFile | undefined, Message> {
  if (!files.has(REFERENCE)) return ok(undefined)
  const parsed = parseGuarded(bytesOf(files, REFERENCE), MAX_JSON)
  const read = parsed.ok ? conform(referenceShape, parsed.value, REFERENCE) : parsed
  if (!read.ok) return read
  const reference = read.value as ReferenceFile
  const wrong = referenceProblem(reference)
  return wrong === undefined
    ? ok(reference)
    : fail(message('file-shape', { file: REFERENCE, where: 'features', wants: wrong }))
}

function readJson<T extends Parameters<typeof conform>[0]>(files: Files, file: ArtifactFile, schema: T) {
  const parsed = parseGuarded(bytesOf(files, file), MAX_JSON)
  return parsed.ok ? conform(schema, parsed.value, file) : parsed
}

function bytesOf(files: Files, file: ArtifactFile | typeof REFERENCE): Uint8Array<ArrayBuffer> {
  return files.get(file) ?? new Uint8Array()
}

function nameAt(specs: WeightSet['specs'], index: number): string {
  let end = 0
  for (const { name, shape } of specs) {
    end += sizeOf(shape)
    if (index < end) return name
  }
  return ''
}

/** Describes a weight by its name and shape, such as dense/kernel [64, 10]. */
function specOf(spec: { readonly name: string; readonly shape: readonly number[] } | undefined): string | null {
  return spec ? `${spec.name.slice(0, 80)} [${spec.shape.join(', ')}]` : null
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
