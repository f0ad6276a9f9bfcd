import { expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { mnistStarter } from '../../../catalog/datasets/mnist'
import { checkNetwork } from '../../../compile/check-network'
import { defaultPlan } from '../../../compile/default-plan'
import { findTemplate } from '../../../gallery'
import { around } from '../../../gallery/blocks/around.test-help'
import { chain } from '../../../gallery/template'
import { apply } from '../../../graph/apply-edit'
import type { Drawing } from '../../../graph/drawing'
import { formatMessage } from '../../../messages/message'
import { makeBoard } from '../../../studio/network/make-canvas-board'
import { layerCatalog } from '../../network/layer-catalog'
import { previewOf, type Sketch } from './preview'
import { previewText } from './preview-card'

const plan = defaultPlan(mnistStarter)

function boardOf(drawing: Drawing, epochs: number) {
  return makeBoard({
    subject: {
      catalog: layerCatalog.nodes,
      noun: 'layer',
      blocks: [],
      check: ({ project }) => checkNetwork(project.drawing, mnistStarter.schema, { ...plan, epochs }),
      isShown: () => true,
      shown: {},
    },
    id: 'test',
    drawing,
    showNotice: () => {},
  })
}

/**
 * Returns the preview of the first problem's first fix as text, the state before, and the state after applying the fix.
 */
async function previewLines(drawing: Drawing, epochs = plan.epochs) {
  const board = boardOf(drawing, epochs)
  const { store } = board
  const state = store.getState()
  const problem = expectDefined(state.report.diagnostics[0], 'a problem')
  const fix = expectDefined(problem.fixes[0], 'a fix')
  const preview = expectDefined(
    previewOf(state, problem, fix, { check: store.subject.check, flowText: String, nodes: layerCatalog.nodes }),
    'a preview',
  )
  expect(store.getState()).toBe(state)
  await board.run('graph.fix', { node: problem.node, code: problem.problem.code, fix: fix.id })
  const { report } = store.getState()
  // Applying the fix must produce the previewed result.
  expect(preview.counts.after).toBe(report.totalParameters)
  expect(preview.errors.map(({ problem }) => problem)).toEqual(
    report.diagnostics.filter(({ severity }) => severity === 'error').map(({ problem }) => problem),
  )
  return { preview, words: previewText(preview, formatMessage, 'parameters') }
}

const drawn = ({ boxes, lines }: Sketch) => ({
  boxes: [...boxes].sort((a, b) => a.column - b.column).map(({ label, how, row }) => `${how} ${label} ${row}`),
  lines: lines.map(({ from, to, flow }) => `${from.label} ${flow} ${to.label}`),
})

const softmax = { units: 10, activation: 'softmax' }

test('an inserted layer, with the shapes after it', async () => {
  const { preview, words } = await previewLines(
    chain({
      in: ['input', 'In'],
      c: ['conv2d', 'Conv', { filters: 8 }],
      d: ['dense', 'Dense', softmax],
      out: ['output', 'Digit'],
    }),
  )
  expect(drawn(preview.before)).toEqual({
    boxes: ['rewired Conv 0', 'rewired Dense 0'],
    lines: ['Conv 26,26,8 Dense'],
  })
  expect(drawn(preview.after)).toEqual({
    boxes: ['rewired Conv 0', 'added Flatten 0', 'rewired Dense 0'],
    lines: expect.arrayContaining(['Conv 26,26,8 Flatten', 'Flatten 5408 Dense']),
  })
  expect(words).toEqual(['Adds Flatten.', '170 → 54,170 parameters.', 'No problems left.'])
})

test('a changed parameter, and the remaining problems', async () => {
  const { preview, words } = await previewLines(
    chain({
      in: ['input', 'In'],
      f: ['flatten', 'Flatten'],
      d: ['dense', 'Dense', { units: 7, activation: 'relu' }],
      out: ['output', 'Digit'],
    }),
  )
  expect(drawn(preview.after).boxes).toEqual(['near Flatten 0', 'changed Dense 0', 'near Digit 0'])
  expect(words).toEqual([
    'Changes Dense (Units 7 → 10).',
    '5,495 → 7,850 parameters.',
    '1 problem left: The loss (cross-entropy) needs softmax at the end, but Dense ends in relu. Use softmax.',
  ])
})

test('a removed layer, and the wire that replaces it', async () => {
  const { words } = await previewLines(
    chain({
      in: ['input', 'In'],
      f: ['flatten', 'Flatten'],
      c: ['conv2d', 'Conv'],
      p: ['globalMaxPooling2d', 'Pool'],
      d: ['dense', 'Dense', softmax],
      out: ['output', 'Digit'],
    }),
  )
  expect(words).toEqual(['Deletes Flatten.', expect.stringMatching(/^0 → \d+ parameters\.$/), 'No problems left.'])
})

test('a change inside a block', async () => {
  const whole = around('residual-basic')
  const block = expectDefined(Object.values(whole.blocks ?? {})[0], 'a block')
  const conv = expectDefined(
    block.inside.nodes.find(({ kind }) => kind === 'conv2d'),
    'a convolution',
  )
  const broken = apply(whole, {
    type: 'inside',
    block: block.id,
    edit: { type: 'set', node: conv.id, params: { kernelSize: 1000 } },
  })
  const { preview, words } = await previewLines(broken)
  expect(preview.after.boxes.find(({ how }) => how === 'changed')?.label).toBe(conv.label)
  expect(words[0]).toBe(`Changes ${conv.label} (Kernel size 1000 → 64).`)
})

test('a change of many layers, also inside blocks, names some and counts all', async () => {
  const { preview, words } = await previewLines(
    chain({
      in: ['input', 'In'],
      f: ['flatten', 'Flatten'],
      ...Object.fromEntries(
        Array.from(
          { length: 8 },
          (_, i) => [`n${i}`, ['batchNormalization', `Norm ${i}`, { momentum: 0.99 }]] as const,
        ),
      ),
      d: ['dense', 'Dense', softmax],
      out: ['output', 'Digit'],
    }),
  )
  expect(preview.after.boxes.filter(({ how }) => how === 'changed')).toHaveLength(8)
  expect(words[0]).toMatch(/^Changes Norm 0 .*, Norm 3 \(.*\), and 4 others\.$/)
  const resnet = expectDefined(findTemplate('digits-resnet8')?.content.networks[0], 'a network').drawing
  expect((await previewLines(resnet, 1)).words[0]).toBe('Changes Batch norm (Momentum 0.9 → 0.8) and 8 others.')
})

test('a drawing with a cycle', async () => {
  const drawing = chain({
    in: ['input', 'In'],
    f: ['flatten', 'Flatten'],
    a: ['dense', 'A'],
    d: ['dense', 'Dense', softmax],
    out: ['output', 'Digit'],
  })
  const round: Drawing = { ...drawing, wires: [...drawing.wires, { id: 'back', from: 'd', to: 'a', port: 1 }] }
  const { words } = await previewLines(round)
  expect(words[0]).toMatch(/^Rewires /)
})
