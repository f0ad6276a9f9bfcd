/** Adversarial training before it: attacked examples within their limits, and the measured time of an epoch. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { AttackPreview } from './adversarial-preview'

let digits: TestStudio
let shipped: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  shipped = await serveShippedData()
  digits = await openTestStudio('small-digits-mlp', undefined, shipped.base)
  await digits.when(({ data }) => data.loaded)
}, 60_000)
afterAll(async () => {
  await digits.close()
  shipped.close()
})

interface Cost {
  readonly without: { readonly engine: string; readonly stepMs: number; readonly epochSeconds: number }
  readonly attacked: Cost['without']
  readonly times: number
  readonly isMoved: boolean
}
const attack = (steps: number) => digits.run('plan.set', { augment: [{ kind: 'adversarial', epsilon: 0.2, steps }] })

test('a preview needs a plan with attacks and a trained network, and a cost needs attacks', async () => {
  expect(await digits.refused('plan.adversarialCost')).toBe('adversarial-none')
  expect(await digits.refused('plan.adversarialPreview')).toBe('adversarial-none')
  await attack(1)
  expect(await digits.refused('plan.adversarialPreview')).toBe('nothing-trained')
})

test('the time of an epoch is measured with and without attacks, on the engines that would train', async () => {
  await attack(20)
  const cost = await digits.run<Cost>('plan.adversarialCost')
  expect(cost.isMoved).toBe(true)
  expect(cost.without.engine).not.toBe(cost.attacked.engine)
  // Twenty attack steps are twenty more passes.
  expect(cost.attacked.stepMs).toBeGreaterThan(4 * cost.without.stepMs)
  expect(cost.times).toBe(cost.attacked.epochSeconds / cost.without.epochSeconds)
  // The plan stays, and so does the forecast of a run.
  expect(digits.app().project.plan.augment).toHaveLength(1)
  expect(digits.app().insight).toMatchObject({ asking: null, forecast: null })
}, 60_000)

test('attacked examples stay within the change, and their class becomes less likely', async () => {
  await digits.run('plan.set', { augment: null, epochs: 10_000, stopWhen: { steps: 300 } })
  await digits.run('run.start')
  await digits.when(({ run }) => run.tag === 'done')
  for (const steps of [1, 5]) {
    await attack(steps)
    const rows = await digits.run<AttackPreview>('plan.adversarialPreview', { most: 20 })
    expect(rows).toHaveLength(20)
    const changes = rows.flatMap(({ before, after }) =>
      (before.picture?.pixels ?? []).map((shade, k) => Math.abs((after.picture?.pixels[k] as number) - shade)),
    )
    expect(changes).toHaveLength(20 * 64)
    expect(Math.max(...changes)).toBeCloseTo(0.2, 5)
    // FGSM moves a value as far as it may, unless that is beyond black or white.
    if (steps === 1)
      expect(changes.filter((one) => one > 1e-6 && one < 0.2 - 1e-6).length).toBeLessThan(0.2 * changes.length)
    const right = ({ predicted, probability }: AttackPreview[number]['before'], actual: string) =>
      predicted === actual ? probability : 0
    const sum = (of: 'before' | 'after') => rows.reduce((all, row) => all + right(row[of], row.actual), 0)
    expect(sum('after')).toBeLessThan(0.7 * sum('before'))
  }
}, 60_000)
