/**
 * @file Tests every dataset of the catalog: its definition is consistent, its files match their manifest, and generated
 * points are balanced.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { expectDefined } from '../../base/assert'
import { rng } from '../../base/rng'
import { hashSync } from '../../base/hash'
import { rowBytes } from '../../data/assemble-dataset'
import { readManifest } from '../../data/dataset-manifest'
import type { DatasetDef } from '../dataset-def'
import type { Column } from '../dataset-schema'
import { datasets, findDataset } from './all'

const inFiles = datasets.filter(({ rows }) => rows.kind === 'chunks')
const points = datasets.filter(({ schema }) => schema.kind === 'points')

it('has the datasets that the console pages name', () => {
  const named = /Datasets: (.*?`checkerboard`)/s
  const page = named.exec(readFileSync('docs/console/data.md', 'utf8'))?.[1]
  const ids = datasets.map(({ schema }) => schema.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, id] of page?.matchAll(/`([a-z0-9-]+)`/g) ?? []) expect(ids).toContain(id)
  expect(findDataset('__proto__')).toBeUndefined()
})

it('documents every dataset in docs/datasets.md', () => {
  const page = readFileSync('docs/datasets.md', 'utf8')
  for (const { schema } of datasets) expect(page).toContain(`\`${schema.id}\``)
})

describe.each(datasets.map((def) => [def.schema.id, def] as const))('%s', (_, def) => {
  it('has a target, a license and a split that make sense', () => {
    const { columns, target, testRows } = def.schema
    const names = columns.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of Object.keys(def.columnAbout ?? {})) expect(names).toContain(name)
    expect(columns.find(({ name }) => name === target)?.type).toMatch(/category|number|image|text/)
    expect(def.licence).not.toBe('')
    expect(def.about.length).toBeLessThan(160)
    expect(def.split.kind === 'fixed').toBe(testRows > 0)
    expect(def.split.train + def.split.validation + def.split.test).toBeCloseTo(1, 12)
  })
})

// MNIST is built, not committed; if it has not been built yet, its files cannot be checked.
const built = inFiles.filter(({ schema }) => existsSync(`public/data/${schema.id}/manifest.json`))
it('has the files of all datasets except MNIST in the repository', () => {
  const missing = inFiles.filter((def) => !built.includes(def)).map(({ schema }) => schema.id)
  expect(missing.filter((id) => id !== 'mnist')).toEqual([])
})

describe.each(built.map((def) => [def.schema.id, def] as const))('files of %s', (id, { schema, rows }) => {
  it('match the manifest: hash, length, rows', () => {
    const read = readManifest(readFileSync(`public/data/${id}/manifest.json`, 'utf8'), schema)
    if (!read.ok) throw new Error(read.error)
    let bytes = 0
    for (const chunk of read.value.chunks) {
      const file = readFileSync(`public/data/${id}/${chunk.file}`)
      expect(hashSync(file)).toBe(chunk.sha256)
      expect(chunk.file).toContain(chunk.sha256.slice(0, 12))
      expect(file.length).toBe(chunk.bytes)
      expect(chunk.bytes).toBeLessThan(2_000_000)
      expect(gunzipSync(file)).toHaveLength(chunk.raw ?? chunk.rows * rowBytes(schema))
      bytes += chunk.bytes
    }
    // Another version of zlib may compress MNIST to a slightly different size.
    const recorded = rows.kind === 'chunks' ? rows.bytes : 0
    expect(Math.abs(bytes - recorded)).toBeLessThanOrEqual(id === 'mnist' ? 0.02 * recorded : 0)
  })
})

/** The columns generated with this seed. */
function drawn(def: DatasetDef, seed: number, rows: number): readonly Column[] {
  if (def.rows.kind !== 'generated') throw new Error('not generated')
  return def.rows.make(rng(seed, { kind: 'generate' }), rows)
}

describe('shapes', () => {
  const def = expectDefined(findDataset('shapes'), 'shapes')
  const size = 32 * 32
  const make = (seed: number, rows: number) => {
    const [picture, mask] = drawn(def, seed, rows)
    if (picture?.type !== 'image' || mask?.type !== 'image') throw new Error('no images')
    return { picture: picture.pixels, mask: mask.pixels }
  }
  it('are these pixels in every browser, and different with another seed', () => {
    const { picture, mask } = make(7, 600)
    expect(picture).toHaveLength(600 * size)
    expect([hashSync(picture), hashSync(mask)]).toMatchInlineSnapshot(`
      [
        "37a788455d151a9645895f70b98f24c19513f316a179e469e874461168951f7f",
        "149724d344db5c485cb6ac222b6b7f24d460272cb1663fed76f30353278d9c67",
      ]
    `)
    expect(hashSync(make(8, 600).picture)).not.toBe(hashSync(picture))
    // The first rows are the same, however many rows are drawn.
    expect(make(7, 5).picture).toEqual(picture.subarray(0, 5 * size))
  })
  it('have masks that are empty, or mark a part that is lighter than its surroundings', () => {
    const { picture, mask } = make(3, 200)
    expect(new Set(mask)).toEqual(new Set([0, 255]))
    const shares = Array.from({ length: 200 }, (_, row) => {
      const own = mask.subarray(row * size, (row + 1) * size)
      return own.filter((value) => value === 255).length / size
    })
    const empty = shares.filter((share) => share === 0).length / 200
    expect(empty).toBeGreaterThan(0.2)
    expect(empty).toBeLessThan(0.4)
    // An image has at most three discs, with radii from 5 to 8.
    expect(Math.max(...shares)).toBeLessThanOrEqual((3 * Math.PI * 64) / size)
    const mean = (of: number) => {
      const grays = picture.filter((_, i) => mask[i] === of)
      return grays.reduce((sum, gray) => sum + gray, 0) / grays.length
    }
    expect(mean(255) - mean(0)).toBeGreaterThan(50)
  })
})

describe.each(points.map((def) => [def.schema.id, def] as const))('points of %s', (_, def) => {
  const make = (seed: number, rows = def.schema.rows) => {
    const [x, y, classes] = drawn(def, seed, rows)
    if (x?.type !== 'number' || y?.type !== 'number' || classes?.type !== 'category') throw new Error('no points')
    return { x: x.values, y: y.values, classes: classes.codes }
  }
  it('follow the seed', () => {
    expect(make(3)).toEqual(make(3))
    expect(make(3).x).not.toEqual(make(4).x)
    expect(make(0).x).not.toEqual(make(1).x)
  })
  it('have classes of equal size, coordinates from about -1 to 1, and no duplicates', () => {
    const { x, y, classes } = make(7)
    const target = def.schema.columns.find(({ name }) => name === def.schema.target)
    const values = target?.type === 'category' ? target.values.length : 0
    const counts = Array.from({ length: values }, (_, code) => classes.filter((other) => other === code).length)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    for (const axis of [x, y]) {
      expect(Math.max(...axis.map(Math.abs))).toBeLessThan(1.4)
      expect(Math.max(...axis) - Math.min(...axis)).toBeGreaterThan(0.8)
    }
    expect(new Set(x).size).toBeGreaterThan(0.95 * x.length)
  })
  it('can be separated: the nearest other point is mostly of the same class', () => {
    const { x, y, classes } = make(7)
    let same = 0
    for (let i = 0; i < x.length; i++) {
      let nearest = -1
      let best = Number.POSITIVE_INFINITY
      for (let j = 0; j < x.length; j++) {
        const distance = ((x[i] as number) - (x[j] as number)) ** 2 + ((y[i] as number) - (y[j] as number)) ** 2
        if (j !== i && distance < best) {
          best = distance
          nearest = j
        }
      }
      if (classes[nearest] === classes[i]) same++
    }
    expect(same / x.length).toBeGreaterThan(0.9)
  })
})
