import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import { rng } from '../../base/rng'
import { templates } from '../../gallery'
import { buildModel } from '../../training/network'
import { predict, type SampleModel, sampleModel } from './fixtures/sample-model'
import { readArtifact } from './read'
import { writeArtifact } from './write'
import { readZip } from './zip'

const examples = templates.filter(({ id }) => id !== 'blank')

describe.each(examples)('the artifact of $id', ({ content }) => {
  let sample: SampleModel
  let bytes: Uint8Array<ArrayBuffer>
  beforeAll(async () => {
    sample = await sampleModel(content)
    bytes = writeArtifact(sample.record, sample.golden)
  })

  test('round-trips bit for bit', () => {
    const read = readArtifact(bytes)
    if (!read.ok) throw new Error(formatMessage(read.error))
    const { version: _version, createdAt: _createdAt, ...record } = sample.record
    expect(read.value).toEqual({ ...record, golden: sample.golden })
    expect(new Uint8Array(read.value.weights.data.buffer)).toEqual(new Uint8Array(record.weights.data.buffer))
  })

  test('has the same bytes each time, and after a round trip', () => {
    expect(writeArtifact(sample.record, sample.golden)).toEqual(bytes)
    const read = readArtifact(bytes)
    if (!read.ok) throw new Error(formatMessage(read.error))
    const { golden, ...record } = read.value
    const { version, createdAt } = sample.record
    expect(writeArtifact({ ...record, version, createdAt }, golden)).toEqual(bytes)
  })

  test('predicts the golden outputs bit for bit when tf.loadLayersModel reads its files', async () => {
    const files = readZip(bytes)
    if (!files.ok) throw new Error(formatMessage(files.error))
    const json = JSON.parse(new TextDecoder().decode(files.value.get('model.json')))
    const model = await tf.loadLayersModel({
      load: async () => ({
        ...json,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: files.value.get('weights.bin')?.buffer as ArrayBuffer,
      }),
    })
    expect(predict(model, sample.record, sample.golden.inputs)).toEqual(sample.golden.outputs)
    model.dispose()
  })
})

/**
 * Reads an artifact written by the first version of Netloom. If this fails, users' artifacts can no longer be read: see
 * "Versions" in docs/artifact.md before changing what a layer lowers to.
 */
test('an artifact of version 1 can still be read and predicts the same', async () => {
  const kept = readFileSync(new URL('./fixtures/moons-v1.zip', import.meta.url))
  const read = readArtifact(kept)
  if (!read.ok) throw new Error(formatMessage(read.error))
  const { model, weights, golden } = read.value
  const built = await buildModel(model, { seed: 1, step: 0 }, weights)
  expect(predict(built, read.value, golden.inputs)).toEqual(golden.outputs)
  built.dispose()
})

describe('a changed byte', () => {
  test('anywhere in the file is refused', async () => {
    const { record, golden } = await sampleModel(present('spirals-mlp'))
    const bytes = writeArtifact(record, golden)
    const random = rng(11, { kind: 'generate' })
    const places = new Set<number>()
    while (places.size < 400) places.add(random.below(bytes.length))
    // Always include the whole header of the first entry, the last directory entry, and the end record.
    for (let i = 0; i < 60; i++) places.add(i)
    for (let i = bytes.length - 100; i < bytes.length; i++) places.add(i)
    const accepted = [...places].filter((place) => {
      const changed = bytes.slice()
      changed[place] = (changed[place] as number) ^ (1 << random.below(8))
      return readArtifact(changed).ok
    })
    expect(accepted).toEqual([])
  })

  test('so is a file truncated at any length, or with anything before or after it', async () => {
    const { record, golden } = await sampleModel(present('moons-mlp'))
    const bytes = writeArtifact(record, golden)
    for (let i = 0; i < 100; i++) {
      expect(readArtifact(bytes.slice(0, Math.floor((i / 100) * bytes.length))).ok).toBe(false)
    }
    expect(readArtifact(bytes.slice(0, -1)).ok).toBe(false)
    expect(readArtifact(Uint8Array.from([...bytes, 0])).ok).toBe(false)
    expect(readArtifact(Uint8Array.from([0, ...bytes])).ok).toBe(false)
    expect(readArtifact(Uint8Array.from([...bytes, ...bytes])).ok).toBe(false)
  })
})

function present(id: string) {
  const found = templates.find((template) => template.id === id)
  if (!found) throw new Error(`no template ${id}`)
  return found.content
}
