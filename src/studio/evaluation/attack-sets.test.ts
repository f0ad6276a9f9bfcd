/**
 * @file Attack sets: what is saved against the rows it was made from, accuracy against predictions that the test makes
 * itself from the saved pixels, the comparison of two models, undo, and the gate of the registry.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf } from '../../data/paged-columns'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { AttackSetReport } from './attack-sets'
import { weightsOf } from './predictions'

let digits: TestStudio
let shipped: Awaited<ReturnType<typeof serveShippedData>>

async function trained(steps: number, seed: number, name: string): Promise<void> {
  await digits.run('plan.set', { epochs: 10_000, seed, split: { seed: 1 }, stopWhen: { steps } })
  await digits.run('run.start')
  await digits.when(({ run }) => run.tag === 'done')
  await digits.run('model.save', { name })
}

beforeAll(async () => {
  shipped = await serveShippedData()
  digits = await openTestStudio('small-digits-mlp', undefined, shipped.base)
  await digits.when(({ data }) => data.loaded)
  await trained(300, 1, 'first')
  await trained(200, 2, 'first')
  await digits.run('attackSet.save', { name: 'Small steps', method: 'pgd', epsilon: 0.1, most: 120, model: 'first v1' })
}, 180_000)
afterAll(async () => {
  await digits.close()
  shipped.close()
})

const evaluate = (args: object) => digits.run<AttackSetReport>('attackSet.evaluate', { name: 'Small steps', ...args })

async function savedRows() {
  const [set] = digits.app().sets.sets.filter(({ attack }) => attack)
  if (!set) throw new Error('no attack set')
  return { set, dataset: await digits.studio.data.after(set, set.steps) }
}

/** The rows on which the predictions of a model are right, by its raw outputs for pixels from 0 to 1. */
async function rightRows(model: string, column: string): Promise<readonly number[]> {
  const { dataset } = await savedRows()
  const at = (name: string) => dataset.columns[dataset.schema.columns.findIndex((one) => one.name === name)]
  const [pixels, label] = [at(column), at('digit')]
  if (pixels?.type !== 'image' || label?.type !== 'category') throw new Error('digits have pixels and labels')
  const weights = await weightsOf(digits.studio, { model })
  const inputs = Float32Array.from(pixels.pixels, (value) => value / 255)
  const raw = (await weights.predict([inputs], dataset.schema.rows))[0] as Float32Array
  return Array.from(label.codes).flatMap((code, row) => {
    const scores = raw.subarray(row * 10, (row + 1) * 10)
    return scores.indexOf(Math.max(...scores)) === code ? [row] : []
  })
}

test('the set has the fooled examples with whole pixels within epsilon, and their pixels before the attack', async () => {
  const { set, dataset } = await savedRows()
  expect(set).toMatchObject({ title: 'Small steps', attack: { method: 'pgd', epsilon: 0.1, split: 'validation' } })
  expect(set.attack?.attacked).toBe('first v1')
  expect(dataset.schema.rows).toBeGreaterThan(20)
  const image = dataset.schema.columns.find(({ type }) => type === 'image')?.name ?? ''
  expect(set.attack?.changed).toEqual([image])
  const column = (name: string) => dataset.columns[dataset.schema.columns.findIndex((one) => one.name === name)]
  const [after, before, row] = [column(image), column(`${image} before`), column('row')]
  if (after?.type !== 'image' || before?.type !== 'image' || row?.type !== 'number') throw new Error('columns')
  const weights = await weightsOf(digits.studio, { model: 'first v1' })
  const source = weights.ready.dataset.columns.find(({ type }) => type === 'image')
  if (source?.type !== 'image') throw new Error('digits are images')
  const validation = new Set(weights.ready.split.validation)
  row.values.forEach((from, i) => {
    expect(validation.has(from)).toBe(true)
    expect([...before.pixels.subarray(i * 64, (i + 1) * 64)]).toEqual([...rowOf(source, 64, from)])
  })
  const moved = [...after.pixels].map((value, k) => Math.abs(value - (before.pixels[k] as number)))
  expect(Math.max(...moved)).toBe(26)
})

test('accuracy counts the right predictions of the saved pixels; the attacked network has none', async () => {
  const { dataset } = await savedRows()
  const image = dataset.schema.columns.find(({ type }) => type === 'image')?.name ?? ''
  const own = await evaluate({ model: 'first v1' })
  expect(own.accuracy.value).toBe(0)
  expect(own.clean.value).toBe(1)
  const other = await evaluate({ model: 'first v2' })
  const right = await rightRows('first v2', image)
  expect(other.n).toBe(dataset.schema.rows)
  expect(other.resisted.map(({ place }) => place)).toEqual(right)
  expect(other.resisted.length + other.rows.length).toBe(other.n)
  expect(other.accuracy.value).toBeCloseTo(right.length / other.n, 12)
  expect(other.accuracy.low < other.accuracy.value && other.accuracy.value < other.accuracy.high).toBe(true)
  expect(other.clean.value).toBeCloseTo((await rightRows('first v2', `${image} before`)).length / other.n, 12)
  expect(other.clean.value).toBeGreaterThan(other.accuracy.value)
  expect(other).toMatchObject({ isHere: true, trainedOn: 0 })
  const versus = { a: { model: 'first', version: 1 }, b: { model: 'first', version: 2 }, attackSet: 'Small steps' }
  const compared = await digits.run<{ a: number; b: number; fixed: number[] }>('evaluate.compare', versus)
  expect(compared).toMatchObject({ a: 0, b: other.accuracy.value, fixed: right })
})

test('a gate requires an accuracy on the set, fails below it with the numbers, and keeps the set', async () => {
  const { accuracy, n } = await evaluate({ model: 'first v2' })
  const gate = async () => {
    const { gate } = await digits.run<{ gate: { checks: { what: string }[] } }>('registry.gate', {
      ...{ model: 'first', version: 2 },
    })
    return gate.checks.filter(({ what }) => what === 'attack')
  }
  expect(await gate()).toEqual([])
  const required = { model: 'first', attackSet: 'Small steps' }
  await digits.run('registry.require', { ...required, least: accuracy.value })
  const check = { attackSet: 'Small steps', number: accuracy.value, rows: n, low: accuracy.low }
  expect(await gate()).toMatchObject([{ ...check, verdict: 'passed', needed: accuracy.value }])
  const least = Math.min(1, accuracy.value + 0.05)
  await digits.run('registry.require', { ...required, least })
  expect(await gate()).toMatchObject([{ ...check, verdict: 'failed', needed: least }])
  const refusal = await digits.refusal('registry.alias', { model: 'first', alias: 'champion', version: 2 })
  expect(refusal.code).toBe('gate-failed')
  expect(refusal.message).toContain(
    `Its accuracy on the attack set "Small steps" is ${(100 * accuracy.value).toFixed(1)}%`,
  )
  expect(refusal.message).toContain(`at least ${(100 * least).toFixed(1)}% is required`)
  expect(await digits.refused('attackSet.remove', { name: 'Small steps' })).toBe('attack-set-required')
  expect(await digits.run('registry.requirements')).toMatchObject([{ model: 'first', name: 'Small steps', least }])
  await digits.run('registry.require', { ...required, least: null })
  expect(await gate()).toEqual([])
})

test('a set is deleted and restored with the same rows; bad input is refused', async () => {
  const before = await evaluate({ model: 'first v2' })
  await digits.run('attackSet.remove', { name: 'Small steps' })
  expect(await digits.run('attackSet.list')).toEqual([])
  expect(digits.notices().join()).toContain('The attack set "Small steps" is deleted.')
  expect(await digits.refused('attackSet.evaluate', { name: 'Small steps' })).toBe('attack-set-unknown')
  await digits.run('attackSet.restore')
  expect(await evaluate({ model: 'first v2' })).toEqual(before)
  expect(await digits.refused('attackSet.restore')).toBe('attack-set-none-removed')
  const save = { method: 'fgsm', epsilon: 0.1, most: 50 }
  expect(await digits.refusal('attackSet.save', { name: 'Small steps', ...save })).toMatchObject({
    code: 'attack-set-taken',
  })
  expect(await digits.refused('attackSet.save', { name: 'None', ...save, epsilon: 0 })).toBe('attack-set-empty')
  expect(await digits.refused('registry.require', { model: 'first', attackSet: 'Small steps', least: 7 })).toBe(
    'attack-set-least',
  )
})

test('numbers of a table are saved in the unit of the table', async () => {
  const moons = await openTestStudio('moons-mlp')
  await moons.run('plan.set', { epochs: 10 })
  await moons.run('run.start')
  await moons.when(({ run }) => run.tag === 'done')
  const saved = await moons.run<{ n: number; changed: string[]; lost: number }>('attackSet.save', {
    ...{ name: 'moved', method: 'fgsm', epsilon: 0.4 },
  })
  expect(saved).toMatchObject({ changed: ['x', 'y'], lost: 0 })
  const [set] = moons.app().sets.sets
  if (!set) throw new Error('no set')
  const { schema, columns } = await moons.studio.data.after(set, set.steps)
  const weights = await weightsOf(moons.studio, {})
  const values = (name: string) => {
    const column = columns[schema.columns.findIndex((one) => one.name === name)]
    return column?.type === 'number' ? [...column.values] : []
  }
  const source = weights.ready.dataset.columns[0]
  const { train } = weights.ready.split
  if (source?.type !== 'number') throw new Error('x is a number')
  const own = Array.from(train, (row) => source.values[row] as number)
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length
  const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length)
  const [x, before] = [values('x'), values('x before')]
  expect(x.length).toBe(saved.n)
  // A point at the end of the range is moved less.
  const most = Math.max(...x.map((value, i) => Math.abs(value - (before[i] as number))))
  expect(most / deviation).toBeCloseTo(0.4, 2)
  await moons.close()
})
