/**
 * @file readFolder: reads a model from the artifact files next to serve.mjs. The hash of every file is checked first;
 * after that the contents are trusted, because they come from the same source as the server.
 */
import { modelServerText as text } from '../../messages/en/model-server'
import { hashSync } from '../../base/hash'
import type { KerasModel } from '../../catalog/keras-json'
import type { WeightSet } from '../../data/training-job'
import { type OldPipeline, upgradePipeline } from '../../data/upgrade-pipeline'
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

/** The newest artifact format that this server can read. */
const NEWEST_FORMAT = 3
const FORMAT = 'netloom-artifact'

/**
 * Reads the model; `readFile` returns the bytes of a file, or undefined if it does not exist. Throws an error with a
 * readable message if a file is missing or was changed.
 */
export function readFolder(readFile: (file: string) => Uint8Array | undefined): FolderModel {
  const bytesOf = (file: string) => {
    const bytes = readFile(file)
    if (!bytes) throw new Error(text.missing({ file }))
    return bytes
  }
  const json = <T>(file: string) => JSON.parse(new TextDecoder().decode(bytesOf(file))) as T
  const manifest = json<Manifest>('manifest.json')
  if (manifest.format !== FORMAT) throw new Error(text.otherFormat)
  if (manifest.version > NEWEST_FORMAT) {
    throw new Error(text.newer({ version: manifest.version, known: NEWEST_FORMAT }))
  }
  if (typeof manifest.files !== 'object' || manifest.files === null) throw new Error(text.noFiles)
  for (const [file, { bytes, sha256 }] of Object.entries(manifest.files)) {
    const content = bytesOf(file)
    if (content.byteLength !== bytes || hashSync(content) !== sha256) {
      throw new Error(text.changed({ file }))
    }
  }
  const about = json<{ readonly name: string; readonly modelVersion: number }>('metrics.json')
  const { modelTopology, weightsManifest } = json<LayersModel>('model.json')
  const specs = (weightsManifest[0]?.weights ?? []).map(({ name, shape }) => ({ name, shape }))
  return {
    name: about.name,
    version: about.modelVersion,
    model: modelTopology,
    pipeline: upgradePipeline(json<Pipeline | OldPipeline>('pipeline.json')),
    weights: { specs, data: floatsOf(bytesOf('weights.bin')) },
  }
}

/** Copies the bytes, because Node may return an array that is a view of a larger buffer. */
function floatsOf(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer)
}
