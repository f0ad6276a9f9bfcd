/** @file Freezing layers between runs: continued training keeps the frozen weights and trains the remaining layers. */
import { afterEach, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio | undefined
afterEach(() => netloom?.close())

test('a run continues from its weights with frozen layers, and is refused if all are frozen', async () => {
  netloom = await openTestStudio('moons-mlp')
  const { run, when } = netloom
  await run('plan.set', { epochs: 3 })
  await run('run.start')
  const first = await when((state) => state.run.tag === 'done')
  const dense = first.project.networks[0]?.nodes.filter(({ kind }) => kind === 'dense').map(({ id }) => id) ?? []
  expect(dense.length).toBeGreaterThan(1)

  await run('graph.set', { node: dense[0], params: { frozen: true } })
  const id = await run<string>('run.goOn')
  const next = await when((state) => state.run.id === id && state.run.tag === 'done')
  expect(next.run.history[0]?.epoch).toBe(4)
  expect(next.run.history[0]?.loss).toBeLessThan(first.run.history[0]?.loss ?? 0)
  expect(next.run.weightsHash).not.toBe(first.run.weightsHash)

  for (const node of dense) await run('graph.set', { node, params: { frozen: true } })
  expect(netloom.state().check.diagnostics.map(({ code }) => code)).toEqual(['all-frozen'])
  expect(await netloom.refused('run.goOn')).toBe('drawing-wrong')
})
