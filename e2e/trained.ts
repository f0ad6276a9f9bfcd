/**
 * @file Opens an example with its trained model, for tests that need one: training before each test takes seconds. A
 * unit test checks that training again gives the same weights.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readZip, writeZip } from '../src/storage/model-artifact/zip'
import { expect, type Netloom } from './fixture'

export type TrainedExample = 'small-digits-mlp' | 'penguins-mlp' | 'moons-mlp' | 'auto-mpg-mlp'

/** Opens an example as a new project, and imports its trained model under a name, once per version. */
export async function openTrained(
  netloom: Netloom,
  example: TrainedExample,
  { name, versions = 1 }: { readonly name: string; readonly versions?: number },
): Promise<void> {
  await netloom.run('project.new', { template: example })
  await netloom.when((s) => s.data.loaded)
  const model = named(example, name)
  for (let version = 1; version <= versions; version++)
    expect(await netloom.give('model.import', model)).toEqual({ name, version })
}

/** The file of a trained model under another name. */
function named(example: TrainedExample, name: string): number[] {
  const read = readZip(readFileSync(new URL(`./fixtures/trained/${example}.zip`, import.meta.url)))
  if (!read.ok) throw new Error(read.error.code)
  const files = new Map<string, Uint8Array>(read.value)
  const parsed = (file: string) => JSON.parse(new TextDecoder().decode(files.get(file)))
  const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value))
  const metrics = bytes({ ...parsed('metrics.json'), name })
  const manifest = parsed('manifest.json')
  manifest.files['metrics.json'] = {
    bytes: metrics.byteLength,
    sha256: createHash('sha256').update(metrics).digest('hex'),
  }
  files.set('metrics.json', metrics)
  files.set('manifest.json', bytes(manifest))
  return [...writeZip(files)]
}
