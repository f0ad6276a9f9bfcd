/** @file Tests the flow on wires: the width, the color, which gradient belongs to a wire, and what the legend names. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { render } from '../../testing/render.test-help'
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
        <WireFlow wire={wire} path="M0 0H9" />
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
  expect(legend()).toContain('Wire color: gradient norm 0.01')
}, 30_000)
