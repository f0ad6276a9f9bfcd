/** @file Tests the flow on wires: the width, the color, which gradient belongs to a wire, and what the legend names. */
import { expect, onTestFinished, test, vi } from 'vitest'
// Loaded before the tests, because loading TensorFlow.js takes longer than the first values.
import '../../../training/testing/trainer'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { message } from '../../../messages/message'
import { BoardProvider } from '../../canvas/board-context'
import { NODE_WIDTH } from '../../canvas/flow-nodes'
import { CanvasHead } from '../../canvas/lazy-parts'
import { render, settle } from '../../testing/render.test-help'
import { networkCatalog } from '../network-catalog'
import { roomOf, unitColumn, unitPlaces } from './layer-face'
import { colorFor, FlowLegend, findingsOf, normOf, WireFlow, widthFor } from './wire-flow'

test('wires are wider for larger values, and darker for larger gradients', () => {
  expect([0, 0.001, 0.1, 1, 10, 1000].map(widthFor)).toEqual([1.5, 1.5, 2.5, 5, 7.5, 9])
  expect(widthFor(Number.NaN)).toBe(1.5)
  const parts = [1e-9, 0.01, 10 ** -0.5, 1, 10, 50].map((norm) => colorFor(norm).match(/wire-\d\) \d+/)?.[0])
  expect(parts).toEqual(['wire-1) 0', 'wire-1) 0', 'wire-1) 100', 'wire-2) 33', 'wire-2) 100', 'wire-2) 100'])
  expect(colorFor(undefined)).toBe('var(--edge)')
})

test('a wire has the gradient of the next layer with weights, or else of the one before it', () => {
  const chain = ['input', 'conv', 'pool', 'flatten', 'dense', 'output']
  const wires = chain.slice(1).map((to, i) => ({ id: `w${i}`, from: chain[i] as string, to, port: 0 }))
  const norms = { conv: 1, dense: 2 }
  expect(wires.map((wire) => normOf({ wires }, wire, norms))).toEqual([1, 2, 2, 2, 2])
  expect(normOf({ wires }, { from: 'conv', to: 'pool' }, {})).toBeUndefined()
})

test('layers that are all zero, and gradients that vanish or explode, are named', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => ({ id, label: id.toUpperCase() }))
  const of = (...values: number[]) => ({ values: Float32Array.from(values), shape: [values.length] })
  const values = new Map([
    ['a', of(0, 0)],
    ['b', of(0, 1)],
  ])
  expect(findingsOf(nodes, values, { b: 1, c: 1e-9, d: Number.NaN })).toEqual({
    hasNorms: true,
    words: 'All zero: A. Exploding gradient: D. Vanishing gradient: C.',
  })
  expect(findingsOf(nodes, new Map(), {})).toEqual({ hasNorms: false, words: '' })
  const onPlane = { ...of(0), surface: { side: 2, values: Float32Array.of(0, 0, 0.5, 0) } }
  expect(findingsOf(nodes, new Map([['a', onPlane]]), {}).words).toBe('')
})

test('after training, wires and the legend show the gradients', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  netloom.studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 1000, height: 600 } } }))
  await netloom.run('trial.set', { input: 'Point', value: [0.5, -0.3] })
  const wire = netloom.app().project.drawing.wires[1]?.id as string
  await render(
    <>
      <FlowLegend />
      <svg aria-hidden="true">
        <WireFlow wire={wire} path="M0 0H9" ends={{ sourceX: 0, sourceY: 0, targetX: 9, targetY: 0 }} />
      </svg>
    </>,
    netloom,
  )
  const line = (name: string) => document.querySelector('[data-part="flow"]')?.getAttribute(name)
  const legend = () => document.querySelector('[data-part="flow-legend"]')?.textContent
  await vi.waitFor(() => expect(line('stroke')).toBe('var(--edge)'), 10_000)
  expect(Number(line('stroke-width'))).toBeGreaterThan(1.5)
  expect(legend()).toBe('Wire width: mean activation0.1110')
  await netloom.run('plan.set', { stopWhen: { steps: 20 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  await vi.waitFor(() => expect(line('stroke')).toMatch(/^color-mix/), 10_000)
  // The legend follows in a frame of its own.
  await vi.waitFor(() => expect(legend()).toContain('Wire color: gradient norm 0.01'), 10_000)
  // Where there is no space for both, a sentence takes the place of the scales.
  await settle(() => netloom.run('graph.set', { node: 'hidden1', params: { units: 9 } }))
  expect(legend()).toBe('The layers have not been trained since the change.')
  await settle(() =>
    netloom.studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 1400, height: 600 } } })),
  )
  expect(legend()).toMatch(/^Wire: negative.*The layers have not been trained since the change\.$/)
}, 30_000)

test('next to advice, the head of the canvas keeps the speed', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const { store } = netloom.studio
  store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 1000, height: 480 } } }))
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <CanvasHead />
    </BoardProvider>,
    netloom,
  )
  const speed = () => settle(() => document.querySelectorAll('[aria-label="Speed"]').length)
  const legend = () => settle(() => document.querySelectorAll('[data-part="flow-legend"]').length)
  await expect.poll(speed).toBe(1)
  expect(await legend()).toBe(1)
  const advice = message('advice-softmax-twice', { layer: 'Output', first: 'Dense', classes: 2 })
  store.setState(({ report }) => ({
    report: { ...report, diagnostics: [{ severity: 'advice', problem: advice, node: 'hidden', fixes: [] }] },
  }))
  await expect.poll(legend).toBe(0)
  expect(await speed()).toBe(1)
}, 30_000)

test('units of a layer are below each other while their pictures are large enough, and centered on the wire', async () => {
  const room = { up: 200, down: 158 }
  expect(unitColumn(8, room)).toEqual({ pitch: 43.25, size: 0.9 * 43.25 })
  expect(unitColumn(1, room)).toMatchObject({ size: 140 })
  expect(unitColumn(16, room)?.size).toBeGreaterThan(14)
  expect(unitColumn(17, room)).toBeUndefined()
  expect(unitColumn(8, { up: 44, down: 50 })).toBeUndefined()

  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  netloom.studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 1000, height: 480 } } }))
  await netloom.when((s) => s.data.loaded)
  const places = unitPlaces(netloom.studio.store.getState(), 'hidden', 16) ?? []
  expect(places).toHaveLength(16)
  expect((places[0] as number) + (places[15] as number)).toBeCloseTo(0, 9)
})

test('a node of many units is as high as its pictures in rows', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  netloom.studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 1000, height: 480 } } }))
  await netloom.when((s) => s.data.loaded)
  const state = netloom.studio.store.getState()
  const hidden = state.project.drawing.nodes.find(({ kind }) => kind === 'dense')
  const { up = 0, down = 0 } = roomOf(state, hidden?.id ?? '') ?? {}
  // 32 units in 8 rows of 4, each as wide as it is high, with 3 pixels between them and 12 below.
  const side = (NODE_WIDTH - 24 - 9) / 4
  expect(up + down).toBeCloseTo(8 * side + 21 + 12, -1)
})

test('between the pictures of units, wires are the weights: as wide as their size, blue if positive', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  netloom.studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 1000, height: 480 } } }))
  const [first, , last] = netloom.app().project.drawing.wires
  const ends = { sourceX: 0, sourceY: 0, targetX: 60, targetY: 0 }
  await render(
    <>
      <FlowLegend />
      <svg aria-hidden="true">
        <WireFlow wire={first?.id as string} path="M0 0H60" ends={ends} />
        <WireFlow wire={last?.id as string} path="M0 0H60" ends={ends} />
      </svg>
    </>,
    netloom,
  )
  const lines = () => [...document.querySelectorAll('[data-part="weights"] path')]
  await vi.waitFor(() => expect(lines()).toHaveLength(2 * 16), 10_000)
  const { kernel } = await netloom.run<Record<string, { values: Float32Array }>>('weights.list', { node: 'hidden' })
  const weights = Array.from(kernel?.values ?? [])
  const largest = Math.max(...weights.map(Math.abs))
  expect(lines().map((line) => line.getAttribute('stroke-width'))).toEqual(
    weights.map((weight) => (0.3 + (4.7 * Math.abs(weight)) / largest).toFixed(2)),
  )
  expect(lines().map((line) => line.getAttribute('stroke'))).toEqual(
    weights.map((weight) => (weight < 0 ? 'var(--div-0)' : 'var(--div-4)')),
  )
  // The kernel is [inputs, units]: the weights of a unit end at its picture.
  const endOf = (at: number) => lines()[at]?.getAttribute('d')?.split(',').at(-1)
  expect(endOf(0)).toBe(endOf(16))
  expect(endOf(0)).not.toBe(endOf(1))
  // The wire to the output has no weights, and no flow that the legend does not explain.
  expect(document.querySelector('[data-part="flow"]')).toBeNull()
  expect(document.querySelector('[data-part="flow-legend"]')?.textContent).toBe('Wire: negative weightpositive weight')
}, 30_000)
