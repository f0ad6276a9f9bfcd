/** @file Tests what nodes show of their values: how they are divided, placed, and read, and the space that nodes take. */
import { readFileSync } from 'node:fs'
import { act } from 'react'
import { flushSync } from 'react-dom'
import { expect, onTestFinished, test, vi } from 'vitest'
import { templates } from '../../../gallery'
import type { UnitExplanation } from '../../../studio/models/explain-unit'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
// Loaded before the tests, because loading TensorFlow.js takes longer than the first values.
import '../../../training/testing/trainer'
import { FACE_HEIGHTS } from '../layer-catalog'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import { hexRgb, planeToken } from '../../charts/color-tokens'
import { Replay } from '../../charts/replay'
import ClassBars from './class-bars'
import { faceRoom, LayerFace, roomsOf } from './layer-face'
import { layerWatch } from './layer-watch'
import ValuesDialog, { overSteps, spreadOf } from './values-dialog'
import { surfaceOf } from './surface-view'
import { channelOf, placeTiles, type SeenValues, summarize, tilesOf } from './paint-values'

test('the summary counts zeros, and leaves out what is not finite', () => {
  const { low, high, zero, bins } = summarize(Float32Array.of(0, 0, -1, Number.NaN, 3, Number.POSITIVE_INFINITY))
  expect({ low, high, zero }).toEqual({ low: -1, high: 3, zero: 0.5 })
  expect(bins.reduce((sum, n) => sum + n, 0)).toBe(4)
  expect([bins[0], bins.at(-1)]).toEqual([1, 1])
  expect(summarize(Float32Array.of(Number.NaN))).toMatchObject({ low: 0, high: 0, zero: 0 })
})

test('images are one map per channel, sequences run to the right, long rows wrap, and surfaces are one per unit', () => {
  const values = Float32Array.from({ length: 24 }, (_, i) => i)
  const read = (seen: SeenValues, tile: number) => {
    const tiles = tilesOf(seen)
    if (!tiles) return undefined
    return Array.from({ length: tiles.height }, (_, y) =>
      Array.from({ length: tiles.width }, (_, x) => tiles.at(tile, x, y)).join(' '),
    )
  }
  expect(read({ values, shape: [2, 3, 4] }, 1)).toEqual(['1 5 9', '13 17 21'])
  expect(read({ values, shape: [6, 4] }, 0)?.[1]).toBe('1 5 9 13 17 21')
  expect(tilesOf({ values, shape: [24] })).toBeUndefined()
  const long = read({ values: new Float32Array(40), shape: [40] }, 0)
  expect(
    long
      ?.join(' ')
      .split(' ')
      .filter((index) => index !== '-1'),
  ).toHaveLength(40)
  const surface = { side: 2, values: Float32Array.from({ length: 12 }, (_, i) => i) }
  expect(read({ values: new Float32Array(3), shape: [3], surface }, 2)).toEqual(['2 5', '8 11'])
})

test('the surface of either of two classes has the same colors, and units that are no output have none of classes', () => {
  const second = Float32Array.of(0, 0.25, 1, 0.75)
  const first = second.map((share) => 1 - share)
  expect(surfaceOf(second, 1)).toEqual({ side: 2, values: second })
  expect(surfaceOf(first, 0)).toEqual({ side: 2, values: second, isShare: true })
  expect(surfaceOf(first, 0, ['a', 'b', 'c'])).toEqual({ side: 2, values: first, isShare: false })
  expect(surfaceOf(second, undefined)).toEqual({ side: 2, values: second, isShare: false })
})

test('one of several units is painted from zero, as on its node, and not as a probability', () => {
  const surface = { side: 2, values: Float32Array.of(0, 0.1, 0.3, 0.9, 0.2, 0.8, 0.1, 0.4) }
  const seen = { values: Float32Array.of(0.1, 0.2), shape: [2], surface }
  expect(channelOf(seen, 0).surface).toMatchObject({ side: 2, isShare: false })
  // A single sigmoid unit is the probability of the second class.
  const only = {
    values: seen.values.subarray(0, 1),
    shape: [1],
    surface: { side: 2, values: surface.values.subarray(4) },
  }
  expect(channelOf(only, 0).surface).not.toHaveProperty('isShare')
})

test('of two classes, the one that a large output predicts has the color of positive values', () => {
  const light = readFileSync('src/ui/tokens.css', 'utf8')
  const isBlue = (token: string) => {
    const [red, , blue] = hexRgb(light.match(new RegExp(`--${token}: (#\\w+)`))?.[1] ?? '')
    return blue > red
  }
  expect([isBlue('div-4'), isBlue('div-0')]).toEqual([true, false])
  expect([0, 1].map((of) => isBlue(planeToken(of, 2)))).toEqual([false, true])
  expect([0, 1, 2].map((of) => planeToken(of, 3))).toEqual(['data-1', 'data-2', 'data-3'])
})

test('tiles are as large as the space allows, and stay inside it', () => {
  for (const [count, width, height] of [
    [16, 26, 26],
    [32, 5, 5],
    [1, 40, 8],
    [7, 3, 9],
  ] as const) {
    const tiles = { count, width, height, isSquare: true, at: () => 0 }
    const boxes = placeTiles(tiles, { x: 0, y: 0, width: 140, height: 72 }, 3)
    expect(boxes).toHaveLength(count)
    for (const box of boxes) {
      expect(box.x + box.width).toBeLessThanOrEqual(140.001)
      expect(box.y + box.height).toBeLessThanOrEqual(72.001)
      expect(box.width / box.height).toBeCloseTo(width / height, 5)
    }
  }
})

test('in no example does a node grow into another one, and most nodes have space', () => {
  let [all, shown] = [0, 0]
  for (const { content } of templates) {
    const { drawing } = content.networks[0] as (typeof content.networks)[number]
    const rooms = roomsOf(drawing)
    const boxes = drawing.nodes.map(({ id, kind, position: { x, y } }) => {
      const { up, down } = rooms.get(id) ?? { up: 0, down: 0 }
      const height = kind === 'input' || kind === 'output' ? FACE_HEIGHTS[kind].height : 54
      return { id, x, top: y - up, bottom: y + height + down }
    })
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b && Math.abs(a.x - b.x) < 164)
          expect(a.bottom <= b.top || b.bottom <= a.top, `${a.id} ${b.id}`).toBe(true)
    const layers = drawing.nodes
      .filter(({ kind }) => kind !== 'input' && kind !== 'output')
      .flatMap(({ id }) => rooms.get(id) ?? [])
    all += layers.length
    shown += layers.filter(({ up, down }) => up + down >= 40).length
  }
  expect(shown / all).toBeGreaterThan(0.8)
})

test('nodes share the space between them, and leave some to the wire between two rows', () => {
  const at = (id: string, x: number, y: number) => ({ id, kind: 'dense', label: id, params: {}, position: { x, y } })
  const stacked = { nodes: [at('a', 0, 0), at('b', 20, 150), at('c', 400, 0)], wires: [] }
  expect(Object.fromEntries(roomsOf(stacked))).toEqual({
    a: { up: 44, down: 36 },
    b: { up: 36, down: 50 },
    c: { up: 44, down: 50 },
  })
  const back = { nodes: [at('a', 300, 0), at('b', 0, 150)], wires: [{ id: 'w', from: 'a', to: 'b', port: 0 }] }
  expect(roomsOf(back).get('a')?.down).toBe(6)
})

test('on a canvas that is higher than the drawing, nodes grow into the rest, and an output shows more classes', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const { nodes } = netloom.app().project.drawing
  const find = (kind: string) => nodes.find((one) => one.kind === kind)?.id as string
  const roomsAt = (height: number) => {
    netloom.studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, size: { width: 2000, height } } }))
    return Object.fromEntries(
      ['input', 'conv2d', 'dense', 'output'].map((kind) => [kind, faceRoom(netloom.app(), find(kind))]),
    )
  }
  // The drawing is 328 pixels high: two rows of 148, which begin 180 pixels apart.
  const low = {
    input: { up: 0, down: 0 },
    conv2d: { up: 44, down: 36 },
    dense: { up: 44, down: 50 },
    output: { up: 0, down: 30 },
  }
  expect(roomsAt(300)).toEqual(low)
  expect(roomsAt(328 + 15)).toEqual(low)
  expect(roomsAt(328 + 80)).toMatchObject({
    input: { up: 40 },
    conv2d: { up: 84 },
    dense: { down: 90 },
    output: { down: 70 },
  })
  expect(roomsAt(2000)).toMatchObject({
    input: { up: 64 },
    conv2d: { up: 108 },
    dense: { down: 114 },
    output: { down: 94 },
  })

  const probabilities = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`digit ${i}`, i === 7 ? 0.91 : 0.01]))
  const bars = (
    <ClassBars node={find('output')} probabilities={probabilities} by="the run" isBeforeChange={false} grow={1} />
  )
  await render(bars, netloom)
  const words = () => texts('li [translate="no"]')
  expect(words()).toEqual(Object.keys(probabilities))
  expect(document.querySelector('[aria-current="true"]')?.textContent).toContain('digit 7')
  await act(async () => void roomsAt(300))
  expect(words()).toEqual(['digit 7', ...Array.from({ length: 6 }, (_, i) => `digit ${i}`)])
  expect(texts('p')).toEqual(['Top 7 of 10'])
  // Of more than ten classes, ten are shown, however high the canvas is.
  await act(async () => void roomsAt(2000))
  const letters = Object.fromEntries([...'abcdefghijkl'].map((letter, i) => [letter, i / 66]))
  const many = { ...bars.props, probabilities: letters }
  await render(<ClassBars {...many} />, netloom)
  expect(texts('ol:last-of-type li [translate="no"]').slice(-10)).toEqual([...'lkjihgfedc'])
  expect(texts('p').at(-1)).toBe('Top 10 of 12')
  // Two long names have their bars below them.
  await render(
    <ClassBars
      node={find('output')}
      probabilities={{ 'first arm': 0.3, 'second arm': 0.7 }}
      by=""
      isBeforeChange={false}
      grow={1}
    />,
    netloom,
  )
  const columns = [...document.querySelectorAll('ol')].map(({ style }) => style.gridTemplateColumns.split(') ').length)
  expect(columns).toEqual([3, 3, 2])
}, 30_000)

test('values are read again when the example changes, but not while the page is hidden', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const dense = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dense')
  if (!dense) throw new Error('no layer')
  const node = dense.id
  const input = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'input')?.label as string
  const seen: SeenValues[] = []
  const close = layerWatch(netloom.studio).watch(node, (values) => values && seen.push(values))
  await vi.waitFor(() => expect(seen).toHaveLength(1), 10_000)
  expect(seen[0]?.shape).toEqual([32])
  expect(seen[0]?.surface?.values).toHaveLength(24 * 24 * 32)

  await netloom.run('trial.set', { input, value: [0.5, 0.1] })
  await vi.waitFor(() => expect(seen).toHaveLength(2), 10_000)
  expect(seen[1]?.values).not.toEqual(seen[0]?.values)

  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await netloom.run('trial.set', { input, value: [0.2, 0.1] })
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(seen).toHaveLength(2)
  hidden.mockRestore()
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(seen).toHaveLength(3), 10_000)

  close()
  await netloom.run('trial.set', { input, value: [0.1, 0.1] })
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(seen).toHaveLength(3)

  await render(<LayerFace node={dense} />, netloom)
  const picture = () => document.querySelector('[data-part="values"]')?.getAttribute('aria-label')
  expect(picture()).toBe('What Dense computes for the current example')
  await netloom.run('view.values', { on: false })
  await vi.waitFor(() => expect(picture()).toBeUndefined())
}, 30_000)

test('while training, values whose painting takes long are read less often, but an example that changes is shown', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const { nodes } = netloom.app().project.drawing
  const [node, input] = ['dense', 'input'].map((kind) => nodes.find((one) => one.kind === kind))
  let reads = 0
  const paint = () => {
    reads++
    const end = performance.now() + 100
    while (performance.now() < end);
  }
  onTestFinished(layerWatch(netloom.studio).watch(node?.id as string, paint))
  await netloom.run('plan.set', { epochs: 100_000 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'training')
  const first = reads
  await vi.waitFor(() => expect(reads).toBeGreaterThan(first), 10_000)
  const before = reads
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(reads - before).toBeLessThanOrEqual(1)

  const [calm, from] = [reads, performance.now()]
  await netloom.run('trial.set', { input: input?.label as string, value: [0.5, 0.1] })
  await vi.waitFor(() => expect(reads).toBeGreaterThan(calm), 10_000)
  expect(performance.now() - from).toBeLessThan(1500)
}, 30_000)

test('values of another project, or of a network that computes nothing now, are not shown', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dense')?.id as string
  const watch = layerWatch(netloom.studio)
  const seen: (SeenValues | undefined)[] = []
  const close = watch.watch(node, (values) => seen.push(values))
  await vi.waitFor(() => expect(seen.at(-1)?.shape).toEqual([32]), 10_000)
  const { plan } = netloom.app().project
  await netloom.run('plan.set', { loss: { kind: 'meanSquaredError' } })
  await vi.waitFor(() => expect([seen.at(-1), watch.values().size]).toEqual([undefined, 0]), 10_000)
  await netloom.run('plan.set', { loss: plan.loss })
  await vi.waitFor(() => expect(seen.at(-1)?.shape).toEqual([32]), 10_000)

  // The copy has the same nodes.
  const before = seen.length
  await netloom.run('project.new', { template: 'spirals-mlp' })
  expect(seen.slice(before)).toEqual([undefined])
  await vi.waitFor(() => expect(seen.at(-1)?.shape).toEqual([32]), 10_000)
  close()
  await netloom.run('project.new', { template: 'spirals-mlp' })
  const after = seen.length
  onTestFinished(watch.watch(node, (values) => seen.push(values)))
  expect([seen.length, watch.values().size]).toEqual([after, 0])
}, 30_000)

test('the distribution over a run keeps every value, from the largest down', () => {
  const counts = (bin: number, n: number) => Array.from({ length: 32 }, (_, i) => (i === bin ? n : 0))
  const { low, high, shares } = spreadOf([
    { low: -1, high: 1, counts: counts(31, 8) },
    { low: 0, high: 0, counts: counts(0, 5) },
    { low: -3, high: 3, counts: counts(0, 2).map((n, i) => (i === 31 ? 6 : n)) },
  ])
  expect([low, high]).toEqual([-3, 3])
  const column = (step: number) => [...shares.subarray(step * 48, (step + 1) * 48)].map((root) => root ** 2)
  for (const step of [0, 1, 2]) expect(column(step).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
  expect(column(1).findIndex((share) => share > 0)).toBe(23)
  expect(column(2)[0]).toBeCloseTo(0.5, 5)
  expect(column(2)[47]).toBeCloseTo(1 / 6, 5)
})

test('a checkpoint takes as much of the picture of a run as its steps', () => {
  const shares = Float32Array.from({ length: 3 * 48 }, (_, i) => Math.floor(i / 48))
  const shown = overSteps(shares, [0, 10, 110])
  const columns = [0, 1, 2].map((checkpoint) => shown.filter((share) => share === checkpoint).length / 48)
  // Up to half of the way to the next one: steps 5, 60, and 110, in 130 columns.
  expect(columns).toEqual([6, 65, 59])
  expect(overSteps(shares.subarray(0, 48), [7]).every((share) => share === 0)).toBe(true)
})

test('a node whose values cannot be computed says so in its empty place', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const node = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dense')
  if (!node) throw new Error('no dense layer')
  await render(<LayerFace node={node} />, netloom)
  const why = () => settle(() => document.body.textContent)
  await expect.poll(why, { timeout: 10_000 }).not.toContain('Not computed')
  const { loss } = netloom.app().project.plan
  await settle(() => netloom.run('plan.set', { loss: { kind: 'quantile' } }))
  await expect.poll(why, { timeout: 10_000 }).toContain('Not computed')
  await settle(() => netloom.run('plan.set', { loss }))
  await expect.poll(why, { timeout: 10_000 }).not.toContain('Not computed')
})

test('the dialog stays with its unit if an edit makes another one the largest', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const { nodes } = netloom.app().project.drawing
  const dense = nodes.find(({ kind }) => kind === 'dense')?.id ?? ''
  await netloom.run('plan.set', { stopWhen: { steps: 50 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when(({ run }) => run.tag === 'done')
  await render(<ValuesDialog node={dense} onClose={() => undefined} />, netloom)
  const unit = () => Number(find<HTMLInputElement>('input', 'Unit').value)
  await vi.waitFor(() => expect(texts('[data-part="sum"]')).toHaveLength(1), 10_000)
  const [first, sum] = [unit(), texts('[data-part="sum"]')[0]]
  // A unit without any value cannot be the largest.
  await settle(() => netloom.run('weights.edit', { node: dense, weight: 'bias', index: first - 1, value: -50 }))
  await vi.waitFor(() => expect(texts('[data-part="sum"]')[0]).not.toBe(sum), 10_000)
  expect(unit()).toBe(first)
  expect(texts('[data-part="sum"]')[0]).toMatch(new RegExp(`^Unit ${first}: `))
})

test('the dialog shows how the chosen unit is computed, and follows the choice and the example', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const { nodes } = netloom.app().project.drawing
  const [input, dense] = ['input', 'dense'].map((kind) => nodes.find((one) => one.kind === kind))
  if (!input || !dense) throw new Error('no layer')
  await netloom.run('trial.set', { input: input.label, value: [0.5, -0.25] })
  await render(<ValuesDialog node={dense.id} onClose={() => undefined} />, netloom)
  const words = () => texts('[data-part="sum"]')[0]
  await vi.waitFor(() => expect(words()).toMatch(/^Unit \d+: 2 inputs × their weights = .+; relu gives .+\.$/), 10_000)
  expect(texts('th[scope="row"]')).toEqual(expect.arrayContaining(['Minimum', 'x', 'y', 'Sum']))
  const table = () => Object.fromEntries(texts('tbody tr').map((line, i) => [i, line]))
  const before = table()
  const field = find<HTMLInputElement>('input', 'Unit')
  const unit = Number(field.value)
  field.focus()
  field.dispatchEvent(new KeyboardEvent('keydown', { key: unit > 1 ? 'ArrowDown' : 'ArrowUp', bubbles: true }))
  await vi.waitFor(() => expect(words()).toMatch(new RegExp(`^Unit ${unit > 1 ? unit - 1 : 2}:`)), 10_000)
  expect(table()).not.toEqual(before)
  const chosen = words()

  // Without a layer, the network knows nothing about the example.
  const muted = () => texts('[data-part="muted"]')[0]
  await click(find('button', 'Mute the layer'))
  await vi.waitFor(() => expect(texts('p').join()).toContain('Nothing has been trained yet'), 10_000)
  await click(find('button', 'Unmute all'))
  await netloom.run('plan.set', { stopWhen: { steps: 300 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  await click(find('button', 'Mute the layer'))
  await vi.waitFor(
    () =>
      expect(muted()).toMatch(
        /^Without the layer: accuracy \d+\.\d% instead of \d+\.\d%, −\d+\.\d percentage points \(95% interval −.+\), on \d+ validation examples\.$/,
      ),
    10_000,
  )
  expect(texts('th[scope="col"]')).toContain('Change in points, 95% interval')
  await click(find('button', 'Unmute all'))
  expect(muted()).toBeUndefined()

  // A weight is edited with the arrow keys; the sum, and what predictions are worth, follow.
  await vi.waitFor(() => expect(document.querySelector('input[role="spinbutton"][id]')).not.toBeNull())
  const weight = () => find<HTMLInputElement>('[role="spinbutton"]', 'Weight: x')
  const index = Number(find<HTMLInputElement>('input', 'Unit').value) - 1
  const { weights } = await netloom.run<UnitExplanation>('layer.explain', { node: dense.id, index })
  const value = weights[0] as number
  await vi.waitFor(() => expect(Number(weight().value)).toBeCloseTo(value, 5), 10_000)
  const sum = words()
  weight().focus()
  for (const _ of [1, 2, 3]) weight().dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true }))
  await vi.waitFor(() => expect(netloom.app().inUse?.edits).toHaveLength(3), 10_000)
  expect(netloom.app().inUse?.edits?.at(-1)?.value).toBeGreaterThan(value)
  await vi.waitFor(() => expect(words()).not.toBe(sum), 10_000)
  await vi.waitFor(
    () =>
      expect(texts('[data-part="edited"]')).toEqual([
        expect.stringMatching(/^3 edits by hand\. Validation: \d+\.\d%, \d+\.\d% with the weights of the run\.$/),
      ]),
    10_000,
  )
  expect(words()?.split(':')[0]).toBe(sum?.split(':')[0])
  await click(find('button', 'Undo edit'))
  expect(netloom.app().inUse?.edits).toHaveLength(2)
  await click(find('button', 'Use the weights of the run'))
  await vi.waitFor(() => expect(words()).toBe(sum), 10_000)
  expect(texts('[data-part="edited"]')).toEqual([])
  await vi.waitFor(
    () =>
      expect(texts('figcaption')).toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^Activations: 0 at the bottom to .+ at the top; step \d+ on the left to 300 on the right, \d checkpoints?\.$/,
          ),
        ]),
      ),
    10_000,
  )
  await netloom.run('trial.set', { input: input.label, value: [-0.1, 0.75] })
  await vi.waitFor(() => expect(words()).not.toBe(chosen), 10_000)
}, 30_000)

test('the scrubber shows the moments of a run in the layers, and then the run again', async () => {
  const netloom = await openTestStudio('spirals-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const dense = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'dense')
  if (!dense) throw new Error('no layer')
  await render(<Replay />, netloom)
  expect(document.querySelector('[data-part="replay"]')).toBeNull()
  await netloom.run('plan.set', { epochs: 60 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const slider = () => find<HTMLInputElement>('input', 'Replay the run')
  await vi.waitFor(() => expect(slider().getAttribute('aria-valuetext')).toBe('Epoch 60, step 660'), 10_000)
  expect(slider().value).toBe(slider().max)
  const seen: SeenValues[] = []
  onTestFinished(layerWatch(netloom.studio).watch(dense.id, (values) => values && seen.push(values)))
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0), 10_000)
  const own = seen.at(-1)?.values

  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  setValue?.call(slider(), '0')
  slider().dispatchEvent(new Event('input', { bubbles: true }))
  await vi.waitFor(() => expect(slider().getAttribute('aria-valuetext')).toBe('Before training'), 10_000)
  await vi.waitFor(() => expect(seen.at(-1)?.values).not.toEqual(own), 10_000)
  expect(find('[data-part="replay"] span').textContent).toBe('Before training')
  // Keys that are pressed before a moment is shown count from the last one.
  const press = (to: number) => {
    setValue?.call(slider(), String(to))
    slider().dispatchEvent(new Event('input', { bubbles: true }))
  }
  await settle(() => {
    for (let i = 0; i < 3; i++) flushSync(() => press(Number(slider().value) + 1))
  })
  expect(slider().value).toBe('3')
  const { moments } = await netloom.run<{ moments: readonly { step: number }[] }>('run.moments')
  await vi.waitFor(() => expect(netloom.app().inUse?.step).toBe(moments[3]?.step), 10_000)
  expect(slider().value).toBe('3')
  await click(find('button', 'Use the weights of the run'))
  await vi.waitFor(() => expect(slider().value).toBe(slider().max), 10_000)
  // From the end, it plays from the start to the end, and then uses the weights of the run again.
  const steps = new Set<number>()
  onTestFinished(netloom.studio.store.subscribe(({ inUse }) => void (inUse?.isReplay && steps.add(inUse.step))))
  await click(find('button', 'Play the run'))
  await vi.waitFor(() => expect([steps.size > 2, netloom.app().inUse?.isReplay]).toEqual([true, undefined]), 30_000)
  expect([...steps][0]).toBe(0)
  const near = Array.from(own ?? [], (value) => expect.closeTo(value, 4))
  await vi.waitFor(() => expect(Array.from(seen.at(-1)?.values ?? [])).toEqual(near), 10_000)
  expect(netloom.state().run.tag).toBe('done')
}, 30_000)
