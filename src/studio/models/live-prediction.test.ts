/** @file Labels of the trial input: renamed nodes keep working, and unknown labels stay unchanged. */
import { expect, onTestFinished, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findTemplate } from '../../gallery'
import type { RunRecord } from '../../storage/records'
import { initialState } from '../make-studio'
import type { Answer } from '../state'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { presentLabels, toAnswer } from './decode-prediction'

const { content } = expectDefined(findTemplate('digits-cnn'), 'digits')
const drawing = expectDefined(content.networks[0], 'its network').drawing
const renamed = {
  ...drawing,
  nodes: drawing.nodes.map((node) => (node.kind === 'input' ? { ...node, label: 'My pad' } : node)),
}
const record: RunRecord = {
  id: 'r',
  project: 'p',
  name: 'Run 1',
  startedAt: '2026-01-01',
  tag: 'done',
  content,
  drawingVersion: 1,
  steps: 1,
  history: [],
  metrics: null,
}

test('inputs and outputs use their current labels, not those of the run', () => {
  const base = initialState()
  const state = { ...base, runs: [record], project: { ...base.project, drawing: renamed } }
  const now = presentLabels(state)
  const before = expectDefined(
    drawing.nodes.find(({ kind }) => kind === 'input'),
    'input',
  ).label
  expect(now(before)).toBe('My pad')
  expect(now('a label of another network')).toBe('a label of another network')
  expect(presentLabels({ ...state, runs: [] })(before)).toBe(before)
})

test('an image output is given as pixels, under its current label', () => {
  const output = { label: 'Again', kind: 'image', column: 'image', shape: [1, 3, 1], scale: 1 / 255 } as const
  const raw = Float32Array.of(0.5, -0.2, 2)
  const { outputs } = toAnswer({ inputs: [], outputs: [output] }, [raw], 'run of v1', (label) => `${label} now`)
  const answer = outputs['Again now']
  if (answer?.kind !== 'image') throw new Error('no picture')
  expect(answer.shape).toEqual([1, 3, 1])
  expect(Array.from(answer.pixels)).toEqual([127.5, 0, 255])
})

const classes = ({ outputs: [head] }: { readonly outputs: readonly unknown[] } = { outputs: [] }) =>
  (head as { readonly probabilities: Readonly<Record<string, number>> }).probabilities

async function trained(example: 'moons-mlp' | 'defects-cnn', bring?: (netloom: TestStudio) => Promise<unknown>) {
  const netloom = await openTestStudio(example)
  onTestFinished(() => netloom.close())
  await bring?.(netloom)
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 1, stopWhen: { steps: 4 } })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  return netloom
}

const lines = Array.from({ length: 90 }, (_, i) => [i % 13, ['red', 'blue'][i % 2], (i * 7) % 3 ? 'rose' : 'tulip'])
const file = { path: 'flowers.csv', text: `width,color,kind\n${lines.join('\n')}\n` }

test('a row with other values is predicted as if a caller had sent them', async () => {
  const netloom = await trained('moons-mlp', async (studio) => {
    await studio.run('data.bring', { files: [file], options: { target: 'kind' }, project: 'new' })
    await studio.run('data.predict', { column: 'kind', fit: true })
  })
  const row = 5
  const answer = async (changes?: object) => {
    const { outputs } = await netloom.run<Answer>('data.answer', { row, changes })
    return classes({ outputs: Object.values(outputs) })
  }
  const { inputs } = await netloom.run<{ readonly inputs: readonly string[] }>('trial.row', { row })
  const sample = netloom.app().trial?.[inputs[0] ?? ''] as Readonly<Record<string, unknown>>
  const sent = async (values: object) => {
    const { outputs } = await netloom.run<{ readonly outputs: readonly unknown[] }>('model.predict', {
      inputs: [values],
    })
    return classes({ outputs })
  }
  expect(await sent(sample)).toEqual(await answer())
  expect(sample).toEqual({ width: 5, color: 'blue' })
  const changes = { width: 12, color: 'red' }
  expect(await answer(changes)).toEqual(await sent({ ...sample, ...changes }))
  expect(await answer(changes)).not.toEqual(await answer())
  await netloom.run('trial.row', { row, changes })
  expect(netloom.app().trial).toEqual({ [inputs[0] ?? '']: { ...sample, ...changes } })
  await expect.poll(() => Object.values(netloom.app().answer?.outputs ?? {})).toHaveLength(1)
  expect(await netloom.refused('data.answer', { row, changes: { price: 3 } })).toBe('explain-no-column')
  expect(await netloom.refused('data.answer', { row, changes: { width: 'much' } })).toBe('value-no-number')
  expect(await netloom.refused('trial.row', { row: 9_999_999 })).toBe('no-such-row')
}, 60_000)

test('a point and a picture are put on their input nodes as the plane and the pad have them', async () => {
  const moons = await trained('moons-mlp')
  const { data } = moons.app()
  if (data.tag !== 'ready') throw new Error('the data are loaded')
  const { inputs } = await moons.run<{ readonly inputs: readonly string[] }>('trial.row', { row: 7, changes: { x: 2 } })
  const [, y] = data.dataset.columns
  expect(moons.app().trial).toEqual({ [inputs[0] ?? '']: [2, y?.type === 'number' ? y.values[7] : undefined] })
  const defects = await trained('defects-cnn')
  const [label] = (await defects.run<{ readonly inputs: readonly string[] }>('trial.row', { row: 3 })).inputs
  const onPad = () => (defects.app().trial ?? {})[label ?? ''] as readonly (readonly (readonly number[])[])[]
  const picture = onPad()
  expect([picture.length, picture[0]?.length, picture[0]?.[0]?.length]).toEqual([32, 32, 1])
  // The picture that is sent as it is on the pad is predicted like the row, and so is a changed one.
  const { outputs } = await defects.run<{ readonly outputs: readonly unknown[] }>('model.predict', {
    inputs: [picture],
  })
  const answer = async (changes?: object) =>
    classes({ outputs: Object.values((await defects.run<Answer>('data.answer', { row: 3, changes })).outputs) })
  expect(classes({ outputs })).toEqual(await answer())
  const black = { picture: new Uint8Array(32 * 32) }
  expect(await answer(black)).not.toEqual(await answer())
  await defects.run('trial.row', { row: 3, changes: black })
  expect(onPad().flat(2)).toEqual(new Array(1024).fill(0))
}, 60_000)
