/**
 * @file Tests the reference statistics in an artifact: they round-trip, are refused if they were changed, and artifacts
 * without them can be read.
 */
import { expect, test } from 'vitest'
import { moonsMlp } from '../../gallery/points'
import { featureReference, fromReferenceFile, toReferenceFile } from '../../ops/drift/references'
import { sampleModel } from './fixtures/sample-model'
import { readArtifact } from './read'
import { writeArtifact } from './write'
import { readZip } from './zip'

const mass = featureReference(
  { column: 'mass', measure: 'value' },
  Float32Array.from({ length: 1000 }, (_, i) => (i % 50 === 0 ? Number.NaN : i)),
)
const island = featureReference(
  { column: 'island', measure: 'value', values: ['Biscoe', 'Dream'] },
  Float32Array.from({ length: 1000 }, (_, i) => i % 3),
)
const reference = toReferenceFile([mass, island])

test('reference statistics are exported and imported with their model', async () => {
  const { record, golden } = await sampleModel(moonsMlp.content)
  const without = readArtifact(writeArtifact(record, golden))
  expect(without.ok && without.value.reference).toBeUndefined()
  const read = readArtifact(writeArtifact({ ...record, reference }, golden))
  expect(read.ok && read.value.reference).toEqual(reference)
})

test('the title of the README keeps the punctuation of the name', async () => {
  const { record, golden } = await sampleModel(moonsMlp.content)
  const files = readZip(writeArtifact({ ...record, name: 'Moons: a _first_ `net`' }, golden), 100)
  const text = new TextDecoder().decode(files.ok ? files.value.get('README.md') : undefined)
  expect(text.split('\n')[0]).toMatch(/^# Moons: a first net, version \d+$/)
})

test('the README lists exactly the files of the artifact', async () => {
  const { record, golden } = await sampleModel(moonsMlp.content)
  for (const zip of [writeArtifact(record, golden), writeArtifact({ ...record, reference }, golden, 'server')]) {
    const files = readZip(zip, 100)
    const all = files.ok ? files.value : new Map<string, Uint8Array>()
    const text = new TextDecoder().decode(all.get('README.md'))
    const rows = text.split('\n').filter((line) => line.startsWith('| `'))
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
    expect(named.sort()).toEqual([...all.keys()].filter((name) => name !== 'README.md').sort())
  }
})

test('numbers are stored as quantiles, categories as exact counts', () => {
  const [numbers, categories] = fromReferenceFile(reference)
  expect(numbers).toMatchObject({ kind: 'number', missing: 20 })
  const { sorted } = numbers as Extract<typeof mass, { kind: 'number' }>
  expect([sorted.length, sorted[0], sorted[50], sorted[100]]).toEqual([101, 1, 501, 999])
  expect(categories).toMatchObject({ kind: 'category', counts: [334, 333, 333], rows: 1000 })
})

test.each([
  ['an unknown measure', { measure: 'smell' }],
  ['more missing values than rows', { missing: 1001 }],
  ['descending quantiles', { quantiles: [2, 1] }],
  ['neither quantiles nor counts', { quantiles: undefined }],
])('%s is refused', async (_, wrong) => {
  const { record, golden } = await sampleModel(moonsMlp.content)
  const [first, ...rest] = reference.features
  const broken = { ...reference, features: [{ ...first, ...wrong }, ...rest] } as typeof reference
  const read = readArtifact(writeArtifact({ ...record, reference: broken }, golden))
  expect(!read.ok && read.error.code).toBe('file-shape')
})
