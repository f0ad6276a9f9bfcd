/**
 * @file readFolder: a model from the files of its artifact, as they lie beside serve.mjs. Every byte is hashed before any of it is used; what
 * they say is believed then, for they came from where the server did.
 */
import { hashSync } from '../../base/hash'
import type { KerasModel } from '../../catalog/lowered'
import type { WeightSet } from '../../data/job'
import { type OldPipeline, presentPipeline } from '../../data/old-pipeline'
import type { Pipeline } from '../../data/pipeline'

export interface FolderModel {
  readonly name: string
  readonly version: number
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
}

interface Manifest {
  readonly format: string
  readonly version: number
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
}
interface LayersModel {
  readonly modelTopology: KerasModel
  readonly weightsManifest: readonly { readonly weights: WeightSet['specs'] }[]
}

/** The artifact's version that this was written with. */
const KNOWN = 3
const FORMAT = 'netloom-artifact'

/** Reads the model; `read` gives a file's bytes, undefined where there is none. Throws with a sentence where something is missing or changed. */
export function readFolder(read: (file: string) => Uint8Array | undefined): FolderModel {
  const bytesOf = (file: string) => {
    const bytes = read(file)
    if (!bytes) throw new Error(`There is no ${file} beside serve.mjs; unpack the whole zip and start it there.`)
    return bytes
  }
  const json = <T>(file: string) => JSON.parse(new TextDecoder().decode(bytesOf(file))) as T
  const manifest = json<Manifest>('manifest.json')
  if (manifest.format !== FORMAT) throw new Error('manifest.json is of something else than a Netloom model.')
  if (manifest.version > KNOWN) {
    throw new Error(`The model is of version ${manifest.version}; this server reads up to ${KNOWN}. Export it again.`)
  }
  if (typeof manifest.files !== 'object' || manifest.files === null)
    throw new Error('manifest.json lists no files; unpack the whole zip again.')
  for (const [file, { bytes, sha256 }] of Object.entries(manifest.files)) {
    const content = bytesOf(file)
    if (content.byteLength !== bytes || hashSync(content) !== sha256) {
      throw new Error(`${file} is not as it was when the model was exported; unpack the zip again.`)
    }
  }
  const about = json<{ readonly name: string; readonly modelVersion: number }>('metrics.json')
  const { modelTopology, weightsManifest } = json<LayersModel>('model.json')
  const specs = (weightsManifest[0]?.weights ?? []).map(({ name, shape }) => ({ name, shape }))
  return {
    name: about.name,
    version: about.modelVersion,
    model: modelTopology,
    pipeline: presentPipeline(json<Pipeline | OldPipeline>('pipeline.json')),
    weights: { specs, data: floatsOf(bytesOf('weights.bin')) },
  }
}

/** A copy: what Node reads may lie anywhere in a larger memory. */
function floatsOf(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer)
}
