/**
 * The stage catalog on a board: drawing, blocks, undo, copy and paste, comparison, and layout with the same code as the
 * canvas of the studio.
 */
import { beforeEach, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import type { Flow } from '../../catalog/stage-def'
import type { RegistrySnapshot } from '../../compile/service/service-context'
import { toService } from '../../compile/service/service-to-spec'
import { exampleService, shadowService } from '../../gallery/services'
import { applyChange } from '../../graph/apply-change'
import { applyAll } from '../../graph/apply-edit'
import { BLOCK } from '../../graph/block'
import type { CheckedDrawing } from '../../graph/check-report'
import { diff } from '../../graph/diff'
import { layout } from '../../graph/layout'
import { titleFor } from '../command'
import { boardCommands } from '../commands/board-commands'
import type { Board } from '../network/canvas-board'
import { makeBoard } from '../network/make-canvas-board'
import { serviceSubject } from './service-board'

let board: Board
let known: RegistrySnapshot | undefined
const state = () => board.store.getState()
const codes = () => state().report.diagnostics.map(({ problem }) => problem.code)
const run = (id: string, args: object = {}) => board.runById(id, args) as Promise<string>
// The cast is safe because the flows on this board belong to this catalog.
const spec = () => toService(expectDefined(state().report.checked, 'a sound drawing') as CheckedDrawing<Flow>, 'digits')

beforeEach(() => {
  known = undefined
  board = makeBoard({
    subject: serviceSubject(() => known),
    ...{ id: 'service', drawing: exampleService('digits').drawing, showNotice: () => {} },
  })
})

test('drawn from an empty canvas, one stage after another', async () => {
  board = makeBoard({
    subject: serviceSubject(() => known),
    ...{ id: 'service', drawing: { nodes: [], wires: [] }, showNotice: () => {} },
  })
  expect(codes()).toEqual(['no-input', 'no-output'])
  let node = await run('graph.add', { kind: 'source' })
  for (const kind of ['validate', 'features', 'model', 'abstain', 'log'])
    node = await run('graph.addAfter', { kind, node })
  expect(codes()).toEqual([])
  expect(spec().stages.map(({ class_name }) => class_name)).toEqual([
    ...['Source', 'Validate', 'Features', 'Model', 'Abstain', 'Log'],
  ])
})

test('folded into a block and back: the same service, with problems inside reported at the block', async () => {
  const before = spec()
  const block = await run('block.fold', { nodes: ['calibrate', 'abstain', 'fallback'], name: 'Judged' })
  expect(codes()).toEqual([])
  expect(spec().stages.map(({ class_name, config, from }) => ({ class_name, config, from }))).toEqual(
    before.stages.map(({ class_name, config, from }) => ({ class_name, config, from })),
  )
  await run('block.enter', { node: block })
  await run('graph.set', { node: 'abstain', params: { below: 2 } })
  expect(state().report.diagnostics[0]).toMatchObject({ node: block, problem: { code: 'param-range' } })
  await run('graph.undo')
  await run('block.leave')
  await run('block.unfold', { node: block })
  expect(state().project.drawing.nodes.some(({ kind }) => kind === BLOCK)).toBe(false)
  expect(spec().stages).toHaveLength(before.stages.length)
})

test('fixes are steps of the history, and undo reverts them', async () => {
  await run('graph.set', { node: 'split', params: { champion: 95, challenger: 15 } })
  expect(codes()).toEqual(['split-sum'])
  await run('graph.fix', { code: 'split-sum', fix: 'scale-shares' })
  expect(codes()).toEqual([])
  await run('graph.undo')
  await run('graph.undo')
  expect(state().project.drawing).toEqual(exampleService('digits').drawing)
})

test('stages with several wires are reconnected, duplicated, copied and pasted', async () => {
  await run('graph.heal', { nodes: ['abstain'] })
  expect(codes()).toEqual([])
  await run('clip.copy', { nodes: ['champion'] })
  expect(await run('clip.paste')).toHaveLength(1)
  const foreign = {
    format: 'netloom-clip',
    version: 1,
    nodes: [{ ...state().project.drawing.nodes[0], kind: 'dense' }],
  }
  await expect(run('clip.paste', { text: JSON.stringify({ ...foreign, wires: [] }) })).rejects.toMatchObject({
    code: 'file-unknown',
  })
})

test('two services are compared, and applying all changes makes them equal', async () => {
  const before = state().project.drawing
  await run('graph.set', { node: 'split', params: { champion: 95, challenger: 5 } })
  await run('graph.heal', { nodes: ['cache'] })
  const after = state().project.drawing
  expect(diff(applyAll(before, applyChange(before, diff(before, after))), after)).toEqual([])
})

test('are laid out in rows, each from left to right', () => {
  const places = layout(state().project.drawing)
  for (const row of [
    ['source', 'validate', 'cache', 'split'],
    ['champion', 'calibrate', 'log'],
  ]) {
    const xs = row.map((id) => places[id]?.x ?? Number.NaN)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  }
})

test.each([
  ['an example', exampleService('digits').drawing, 'champion', 'challenger'],
  ['a shadow', shadowService('digits').drawing, 'champion', 'rehearsed'],
  ['stages before the models', stagesBeforeModels(), 'champion', 'challenger'],
])('the champion is laid out above the other model, whichever was wired first: %s', async (_, drawn, upper, lower) => {
  for (const wires of [drawn.wires, drawn.wires.toReversed()]) {
    board = makeBoard({
      subject: serviceSubject(() => known),
      ...{ id: 'service', drawing: { ...drawn, wires }, showNotice: () => {} },
    })
    await run('graph.tidy')
    const y = (id: string) => state().project.drawing.nodes.find((node) => node.id === id)?.position.y ?? Number.NaN
    expect(y(lower)).toBeGreaterThan(y(upper))
  }
})

/** The example, with a stage between the split and each model. */
function stagesBeforeModels() {
  const { nodes, wires } = exampleService('digits').drawing
  const own = ['champion', 'challenger'].map((id) => ({
    ...expectDefined(
      nodes.find(({ kind }) => kind === 'features'),
      'features',
    ),
    id: `features of ${id}`,
  }))
  return {
    nodes: [...nodes, ...own],
    wires: wires.flatMap((wire) =>
      wire.from === 'split'
        ? [
            { ...wire, to: `features of ${wire.to}` },
            { ...wire, id: `${wire.id} 2`, from: `features of ${wire.to}` },
          ]
        : [wire],
    ),
  }
}

test('each check reads the registry', async () => {
  known = { models: [], aliases: {} }
  await run('graph.set', { node: 'champion', params: { replicas: 2 } })
  expect(codes()).toEqual(['model-unknown', 'model-unknown'])
  known = { models: [{ name: 'digits', version: 1 }], aliases: { digits: { champion: 1, challenger: 1 } } }
  await run('graph.set', { node: 'champion', params: { replicas: 3 } })
  expect(codes()).toEqual([])
})

test('commands of the canvas name stages in a service diagram', () => {
  const titles = boardCommands.map(({ title }) => [titleFor(title, 'layer'), titleFor(title, 'stage')] as const)
  expect(titles).toContainEqual(['Add a layer', 'Add a stage'])
  expect(titles.filter(([, stage]) => /layer|network/i.test(stage))).toEqual([])
  expect(titles.filter(([layer]) => /stage|service/i.test(layer))).toEqual([])
})

test.each([
  ['rateLimit', 'before the models'],
  ['abstain', 'after the models'],
  ['cache', 'before the models'],
])('a new %s without a position is inserted into a wire that accepts it, %s', async (kind, where) => {
  const [node] = (await board.run('graph.row', { row: [{ kind }] })) as unknown as [string]
  expect(codes()).toEqual([])
  const order = spec().stages.map(({ id }) => id)
  const first = spec().stages.find(({ class_name }) => class_name === 'Model')?.id as string
  expect(order.indexOf(node) < order.indexOf(first)).toBe(where === 'before the models')
})
