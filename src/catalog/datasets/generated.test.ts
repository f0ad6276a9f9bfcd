/**
 * @file Checks that generated images and sequences are identical in every browser, with equal class sizes and correct
 * answers.
 */
import { describe, expect, it } from 'vitest'
import { expectDefined } from '../../base/assert'
import { hashSync, hashArrays } from '../../base/hash'
import { rng } from '../../base/rng'
import { textAt, valuesOf } from '../../data/column-operations'
import type { Column } from '../dataset-schema'
import { findDataset } from './all'

function drawn(id: string, seed = 7, rows?: number): readonly Column[] {
  const def = expectDefined(findDataset(id), id)
  if (def.rows.kind !== 'generated') throw new Error('generated')
  return def.rows.make(rng(seed, { kind: 'generate' }), rows ?? def.schema.rows)
}
const hashOf = (columns: readonly Column[]) =>
  hashArrays(columns.flatMap((column) => (column.type === 'text' ? [column.bytes, column.ends] : [valuesOf(column)])))

const IDS = ['shape-kinds', 'texture-defects', 'copy', 'reverse', 'sort', 'addition', 'loan-applications']

it('generated rows are the same in every browser', () => {
  expect(Object.fromEntries(IDS.map((id) => [id, hashOf(drawn(id)).slice(0, 16)]))).toMatchInlineSnapshot(`
    {
      "addition": "b3cda63e5ce48cfd",
      "copy": "6290911a3c9b8deb",
      "loan-applications": "30d09befdeb7b016",
      "reverse": "c3bc25f94f7c582c",
      "shape-kinds": "18847d67ef65abfc",
      "sort": "66d2031dcfddc2c6",
      "texture-defects": "7089145401753c64",
    }
  `)
})

describe.each(IDS)('%s', (id) => {
  it('follows the seed, and the first rows are the same however many are drawn', () => {
    expect(hashOf(drawn(id, 8, 50))).not.toBe(hashOf(drawn(id, 7, 50)))
    const [few, many] = [drawn(id, 7, 20), drawn(id, 7, 60)]
    few.forEach((column, i) => {
      const longer = expectDefined(many[i], 'column')
      const bytes = (of: Column) => (of.type === 'text' ? of.bytes : valuesOf(of))
      expect(hashSync(new TextEncoder().encode(String([...bytes(column)])))).toBe(
        hashSync(new TextEncoder().encode(String([...bytes(longer).slice(0, bytes(column).length)]))),
      )
    })
  })
})

describe.each(['shape-kinds', 'texture-defects'])('classes of %s', (id) => {
  it('have equal sizes', () => {
    const codes = drawn(id).find((column) => column.type === 'category')
    if (codes?.type !== 'category') throw new Error('no classes')
    const counts = new Map<number, number>()
    for (const code of codes.codes) counts.set(code, (counts.get(code) ?? 0) + 1)
    expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1)
  })
})

it('the mask of a defect is empty without a defect, and marks some pixels with one', () => {
  const [picture, defect, where] = drawn('texture-defects')
  if (picture?.type !== 'image' || defect?.type !== 'category' || where?.type !== 'image') throw new Error('columns')
  const size = 32 * 32
  expect(new Set(where.pixels)).toEqual(new Set([0, 255]))
  defect.codes.forEach((code, row) => {
    const marked = where.pixels.subarray(row * size, (row + 1) * size).filter((value) => value === 255).length
    if (code === 0) expect(marked).toBe(0)
    else {
      expect(marked).toBeGreaterThan(6)
      expect(marked).toBeLessThan(0.3 * size)
    }
  })
})

const right: Record<string, (given: string) => string> = {
  copy: (given) => given,
  reverse: (given) => [...given].reverse().join(''),
  sort: (given) => [...given].sort((a, b) => (a < b ? -1 : 1)).join(''),
  addition(given) {
    const [a, b] = given.split('+').map(Number)
    return String((a ?? 0) + (b ?? 0))
  },
}

describe.each(Object.entries(right))('%s', (id, solve) => {
  it('has the correct answer in every row, with the characters and lengths of its preparation steps', () => {
    const def = expectDefined(findDataset(id), id)
    const [given, answer] = drawn(id)
    if (given?.type !== 'text' || answer?.type !== 'text') throw new Error('texts')
    for (const [name, column] of Object.entries({ given, answer })) {
      const texts = Array.from(column.ends, (_, row) => textAt(column, row))
      const [step] = expectDefined(def.prepare?.[name], name)
      expect(Math.max(...texts.map((text) => text.length))).toBe(step?.length)
      expect(new Set(texts.join('')).size).toBe(step?.most)
    }
    for (let row = 0; row < given.ends.length; row++) expect(textAt(answer, row)).toBe(solve(textAt(given, row)))
  })
})

describe('loan applications', () => {
  const def = expectDefined(findDataset('loan-applications'), 'loans')
  if (def.rows.kind !== 'generated' || !def.rows.bias) throw new Error('no planted bias')
  const { bias } = def.rows
  const columns = drawn('loan-applications', 7, 20_000)
  const [groups, decisions] = [columns[5], columns[6]]
  if (groups?.type !== 'category' || decisions?.type !== 'category') throw new Error('columns')
  const truth = bias.truth(rng(7, { kind: 'generate' }), 20_000)
  const share = (of: (row: number) => boolean, among: (row: number) => boolean) => {
    const rows = [...truth.keys()].filter(among)
    return rows.filter(of).length / rows.length
  }
  it('has wrong labels at the planted rate in one group, in one direction, and nowhere else', () => {
    const isWrong = (row: number) => decisions.codes[row] !== truth[row]
    const isDeserving = (row: number) => groups.codes[row] === 1 && truth[row] === 1
    expect(share(isWrong, isDeserving)).toBeCloseTo(bias.rate, 1)
    expect([...truth.keys()].filter((row) => isWrong(row) && !isDeserving(row))).toEqual([])
  })
  it('has a real difference between the groups, and a district that mostly reveals the group', () => {
    const deserving = [0, 1].map((group) =>
      share(
        (row) => truth[row] === 1,
        (row) => groups.codes[row] === group,
      ),
    )
    expect((deserving[0] as number) - (deserving[1] as number)).toBeGreaterThan(0.05)
    const districts = columns[4]
    if (districts?.type !== 'category') throw new Error('columns')
    expect(
      share(
        (row) => groups.codes[row] === 1,
        (row) => (districts.codes[row] as number) >= 2,
      ),
    ).toBeGreaterThan(0.8)
  })
})
