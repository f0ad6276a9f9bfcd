/** @file Whatever a command accepts can be exported and imported again: commands have the limits of project files. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp')
})
afterEach(() => netloom.close())

const long = 'x'.repeat(300)
const many = Array.from({ length: 10_001 }, (_, i) => `c${i}`)
const HUGE = 1e308

test.each<[string, object]>([
  ['plan.set', { features: many }],
  ['plan.set', { features: [long] }],
  ['plan.set', { target: long }],
  ['plan.set', { learningRate: '0.1' }],
  ['plan.set', { learningRate: Number.NaN }],
  ['plan.set', { seed: HUGE }],
  ['plan.set', { batchSize: 1e308 }],
  ['plan.set', { epochs: 1.5 }],
  ['plan.set', { optimizer: { kind: 'sgd', more: { deep: 1 } } }],
  ['plan.set', { optimizer: { kind: 'sgd', more: many } }],
  ['plan.set', { schedule: { kind: 'step', every: '3' } }],
  ['plan.set', { split: { kind: 'column', column: long } }],
  ['plan.set', { split: { kind: 'random', train: HUGE } }],
  ['plan.set', { split: { kind: 'random', gap: '1' } }],
  ['plan.set', { stopWhen: { metric: { name: long, value: 1 } } }],
  ['plan.set', { earlyStopping: { metric: long } }],
  ['plan.set', { classWeights: { [long]: 1 } }],
  ['plan.set', { loss: { [long]: { kind: 'meanSquaredError' } } }],
  ['plan.set', { balance: { weights: long } }],
  ['plan.set', { augment: Array.from({ length: 17 }, () => ({ kind: 'flip' })) }],
  ['plan.set', { prepare: { [long]: [{ kind: 'standardize' }] } }],
  ['plan.set', { prepare: { x: Array.from({ length: 21 }, () => ({ kind: 'standardize' })) } }],
  ['graph.add', { kind: 'dense', position: { x: Number.NaN, y: 0 } }],
  ['graph.add', { kind: 'dense', position: { x: HUGE, y: 0 } }],
  ['graph.add', { kind: 'dense', label: long }],
  ['graph.move', { node: 'hidden', position: { x: HUGE, y: 0 } }],
  ['graph.nudge', { nodes: ['hidden'], by: { x: HUGE, y: 0 } }],
  ['graph.rename', { node: 'hidden', label: long }],
  ['graph.edit', { edits: [{ type: 'move', positions: { hidden: { x: HUGE, y: 0 } } }] }],
  ['graph.edit', { edits: [{ type: 'move', positions: { hidden: { x: 'a', y: 0 } } }] }],
  ['graph.edit', { edits: [{ type: 'rename', node: 'hidden', label: long }] }],
  ['graph.edit', { edits: [{ type: 'set', node: 'hidden', params: { units: many } }] }],
  ['note.add', { text: long, position: { x: HUGE, y: 0 } }],
  ['project.rename', { name: long }],
  ['project.rename', { name: '' }],
  ['service.new', { name: long }],
  ['service.new', { name: '' }],
  ['service.new', { name: '  ' }],
  ['data.use', { dataset: 'moons', samples: HUGE }],
  ['data.use', { dataset: 'moons', seed: HUGE }],
])('%s, case %#', async (id, args) => {
  await netloom.refusal(id, args)
  const bytes = await netloom.run<Uint8Array>('project.export')
  expect(await netloom.refusal('project.import', { bytes })).toMatchObject({ code: 'not refused', message: '' })
})

test('names that Netloom makes from a name of the largest length fit a file, too', async () => {
  await netloom.run('lesson.set', { lesson: { goal: 'g' } })
  const file = JSON.parse(new TextDecoder().decode(await netloom.run<Uint8Array>('project.export')))
  const bytes = new TextEncoder().encode(JSON.stringify({ ...file, name: 'x'.repeat(200) }))
  for (const command of ['project.copy', 'lesson.edit', 'lesson.leave']) {
    await netloom.run('project.import', { bytes })
    await netloom.run(command)
    const made = await netloom.run<Uint8Array>('project.export')
    expect([command, await netloom.refused('project.import', { bytes: made })]).toEqual([command, 'not refused'])
  }
})
