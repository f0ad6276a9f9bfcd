/**
 * The second catalog, pipeline stages, on the canvas code: drawing, checks, blocks, undo, copy and paste, comparison,
 * and printing.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { formatMessage } from '../../messages/message'
import { BLOCK } from '../../graph/block'
import type { CheckedDrawing } from '../../graph/checked-drawing'
import { diff } from '../../graph/diff'
import type { Drawing } from '../../graph/drawing'
import { layout } from '../../graph/layout'
import { print } from '../../graph/print-drawing'
import { applyAll } from '../../graph/apply-edit'
import { applyChange } from '../../graph/apply-change'
import type { Board } from '../../studio/canvas-board'
import { shownDrawing, shownReport } from '../../studio/block-levels'
import { makeBoard } from '../../studio/make-canvas-board'
import { choicesFor } from '../../ui/canvas/quick-add-choices'
import { findKinds, kindsOf, shortTitle } from '../../ui/canvas/node-kind-search'
import { nodeText, isWireInvalid, wireText } from '../../ui/canvas/selectors'
import { historyStepText } from '../../ui/canvas/history-step-text'
import { stages } from './toy-stage-catalog'
import { stageLook } from './look'
import { stageSubject } from './subject'

let board: Board
let notices: string[]
const state = () => board.store.getState()
const drawing = (): Drawing => state().project.drawing
const run = (id: string, args: object = {}) => board.run(id, args) as Promise<string>
const codes = () => state().report.diagnostics.map(({ problem }) => problem.code)
const printed = () => print(expectDefined(state().report.checked, 'a sound drawing') as CheckedDrawing<unknown>)
const refused = (id: string, args: object) =>
  board.run(id, args).then(
    () => 'not refused',
    (error: { code: string }) => error.code,
  )

/** Builds source > filter > map > sink, connected in sequence. */
async function pipeline(): Promise<Record<'source' | 'filter' | 'map' | 'sink', string>> {
  const source = await run('graph.add', { kind: 'source' })
  const filter = await run('graph.addAfter', { kind: 'filter', node: source })
  const map = await run('graph.addAfter', { kind: 'map', node: filter })
  const sink = await run('graph.addAfter', { kind: 'sink', node: map })
  return { source, filter, map, sink }
}

beforeEach(() => {
  notices = []
  board = makeBoard({
    subject: stageSubject,
    id: 'pipeline',
    drawing: { nodes: [], wires: [] },
    showNotice: ({ text, message: problem }) => notices.push(text ?? formatMessage(problem)),
  })
})

describe('stages on the board', () => {
  test('are added, wired, checked and printed', async () => {
    expect(codes()).toEqual(['no-input', 'no-output'])
    await pipeline()
    expect(codes()).toEqual([])
    expect(printed()).toMatchInlineSnapshot(`
      "source-1: {"fields":["id","amount","country"],"rate":1000} = source()
      filter-2: {"fields":["id","amount","country"],"rate":500} = filter(source-1)
      map-3: {"fields":["id","amount","country","score"],"rate":500} = map(filter-2)
      sink-4: {"fields":["id","amount","country","score"],"rate":500} = sink(map-3)"
    `)
  })

  test('flows and problems are described in the terms of the catalog', async () => {
    const { filter, map, source } = await pipeline()
    const into = (node: string) => drawing().wires.find(({ to }) => to === node)?.id ?? ''
    expect(wireText(stageLook, state(), into(map))).toBe('500/s ×3 fields')
    expect(nodeText(stageLook, state(), filter)).toBe('50 % by amount')
    await run('graph.set', { node: map, params: { from: 'colour' } })
    const [problem] = state().report.diagnostics
    expect(problem?.node).toBe(map)
    expect(formatMessage(expectDefined(problem, 'a problem').problem)).toBe(
      'From is colour. Choose id, amount, or country.',
    )
    expect(isWireInvalid(stageLook, state(), into(map))).toBe(true)
    expect(isWireInvalid(stageLook, state(), into(filter))).toBe(false)
    expect(shownReport(state()).shapes.has(map)).toBe(false)
    expect(await refused('graph.add', { kind: 'dense' })).toBe('unknown-kind')
    expect(await refused('graph.set', { node: source, params: { units: 3 } })).toBe('param-unknown')
  })

  test('the cost of stages is summed over a block, as the parameters of layers are', async () => {
    const { filter, map } = await pipeline()
    const cost = (id: string) => state().report.parameters.get(id)
    // Rounded to ms: 1,000 records × 2 µs = 2, then 500 × 1 µs = 0.5 ≈ 1 for map, and the same for the sink.
    expect([cost(filter), cost(map), state().report.totalParameters]).toEqual([2, 1, 4])
    const block = await run('block.fold', { nodes: [filter, map], name: 'Clean' })
    expect([cost(block), state().report.totalParameters]).toEqual([3, 4])
  })

  test('fold into a block, are edited inside it, repeated and unfolded; undo and redo return the same steps', async () => {
    const { filter, map } = await pipeline()
    const before = drawing()
    const printedBefore = printed()
    const block = await run('block.fold', { nodes: [filter, map], name: 'Clean' })
    expect(drawing().nodes.map(({ kind }) => kind)).toEqual(['source', 'sink', BLOCK])
    expect(historyStepText(stageLook.nouns, before, drawing())).toBe('Group into Clean')
    expect(nodeText(stageLook, state(), block)).toBe('2 stages')
    await run('block.enter', { node: block })
    expect(shownDrawing(state()).nodes.map(({ kind }) => kind)).toContain('map')
    expect(shownReport(state()).shapes.get(map)).toMatchObject({ rate: 500 })
    await run('block.leave')
    await run('graph.set', { node: block, params: { repeat: 3 } })
    expect(state().report.checked?.steps.at(-1)?.output).toMatchObject({ rate: 125 })
    expect(await refused('block.fold', { nodes: [drawing().nodes[0]?.id] })).toBe('fold-end')
    const after = drawing()
    await run('graph.undo')
    await run('graph.undo')
    expect(drawing()).toEqual(before)
    expect(printed()).toBe(printedBefore)
    await run('graph.redo')
    await run('graph.redo')
    expect(drawing()).toEqual(after)
    await run('graph.undo')
    await run('block.unfold', { node: block })
    expect(state().report.checked?.steps.map(({ node }) => node.kind)).toEqual(['source', 'filter', 'map', 'sink'])
  })

  test('a field that becomes a block parameter is set at each use, where its errors are reported too', async () => {
    const { filter, map } = await pipeline()
    const block = await run('block.fold', { nodes: [filter, map], name: 'Clean' })
    await run('block.enter', { node: block })
    await run('block.expose', { node: filter, param: 'keeps' })
    await run('block.leave')
    await run('graph.set', { node: block, params: { keeps: 0.1 } })
    expect(state().report.checked?.steps.at(-1)?.output).toMatchObject({ rate: 100 })
    await run('graph.set', { node: block, params: { keeps: 7 } })
    expect(state().report.diagnostics[0]).toMatchObject({ node: block, severity: 'error' })
  })

  test('are reconnected after a removal, replaced, dropped onto a wire, duplicated, copied and pasted', async () => {
    const { filter, map } = await pipeline()
    await run('graph.replace', { node: filter, kind: 'model' })
    expect(printed()).toContain('= model(source-1)')
    await run('graph.heal', { nodes: [map] })
    expect(codes()).toEqual([])
    const unwired = await run('graph.add', { kind: 'map' })
    await run('graph.dropOnto', { node: unwired, wire: drawing().wires.at(-1)?.id })
    expect(state().report.checked?.steps).toHaveLength(4)
    expect(await run('graph.duplicate', { nodes: [unwired, filter] })).toHaveLength(2)
    const { length } = drawing().nodes
    await run('clip.copy', { nodes: [filter] })
    expect(await run('clip.paste')).toHaveLength(1)
    expect(drawing().nodes).toHaveLength(length + 1)
    const foreign = { format: 'netloom-clip', version: 1, nodes: [{ ...drawing().nodes[0], kind: 'dense' }], wires: [] }
    expect(await refused('clip.paste', { text: JSON.stringify(foreign) })).toBe('file-unknown')
    expect(drawing().nodes).toHaveLength(length + 1)
  })

  test('two drawings are compared, and applying all changes makes them equal', async () => {
    const before = drawing()
    const { filter, map } = await pipeline()
    await run('block.fold', { nodes: [filter, map], name: 'Clean' })
    const changes = diff(before, drawing())
    expect(changes.map(({ type }) => type)).toContain('block')
    const made = applyAll(before, applyChange(before, changes))
    expect(diff(made, drawing())).toEqual([])
  })

  test('any drawing is laid out from left to right', async () => {
    const { source, filter, map, sink } = await pipeline()
    await run('graph.connect', { from: source, to: sink })
    const places = layout(drawing())
    const xs = [source, filter, map].map((id) => places[id]?.x ?? Number.NaN)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
    await run('graph.tidy')
    expect(state().history.past.length).toBeGreaterThan(4)
  })

  test('a cycle is reported as one problem with a fix', async () => {
    const { filter, map } = await pipeline()
    await run('graph.connect', { from: map, to: filter })
    expect(codes()).toContain('cycle')
    await run('graph.fix', { code: 'cycle', fix: 'remove-wire' })
    expect(codes()).not.toContain('cycle')
  })
})

describe('stages in the palette', () => {
  test('are found by title, by description, and by the flow they accept', async () => {
    const all = kindsOf(stageLook)
    expect(all).toHaveLength(stages.kinds.length)
    expect(findKinds('where', all).map(({ kind }) => kind)).toEqual(['filter'])
    expect(new Set(all.map(({ title }) => shortTitle(title))).size).toBe(all.length)
    const from = await run('graph.add', { kind: 'source', params: { fields: 'id' } })
    const at = { at: { x: 0, y: 0 }, screen: { x: 0, y: 0 } }
    const fits = choicesFor(stageLook, state(), { ...at, from }).map(({ kind }) => kind)
    expect(fits.indexOf('model')).toBeLessThan(fits.indexOf('filter'))
    expect(fits).not.toContain('source')
  })
})
