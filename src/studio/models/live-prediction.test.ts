/** @file Labels of the trial input: renamed nodes keep working, and unknown labels stay unchanged. */
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findTemplate } from '../../gallery'
import type { RunRecord } from '../../storage/records'
import { initialState } from '../make-studio'
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
