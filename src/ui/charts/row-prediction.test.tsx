/** @file Tests that the prediction for a row follows other values in its columns, or what a brush draws, and that the row itself stays. */
import { expect, onTestFinished, test } from 'vitest'
import { perRow } from '../../data/column-operations'
import { rowOf } from '../../data/paged-columns'
import { percent } from '../../messages/format'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import type { Answer } from '../../studio/state'
import { click, find, focus, render, settle, texts, type } from '../testing/render.test-help'
import { brushOnImage } from '../network/node-faces/strokes-to-image'
import { RowPrediction } from './row-prediction'
import '../../serving/request-rows'

const WITH = 'section[aria-label="Prediction with these values"]'

test('a slider changes the prediction, and the changes can be reset', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const { split } = await netloom.studio.data.ready()
  const row = split.train[0] as number
  await render(<RowPrediction row={row} />, netloom)
  await expect.poll(() => settle(() => texts('button'))).toContain('Try other values')
  await click(find('button', 'Try other values'))
  await expect.poll(() => settle(() => texts(`${WITH} li`).length)).toBe(2)
  const own = texts(`${WITH} li`)
  expect(own).toEqual(texts('section[aria-label="Model prediction"] > div li'))
  const slider = find<HTMLInputElement>('label:first-child > input[type="range"]')
  const name = slider.closest('label')?.querySelector('span')?.textContent as string
  for (const value of [slider.min, slider.max]) {
    await focus(slider)
    await type(value)
    const { outputs } = await netloom.run<Answer>('data.answer', { row, changes: { [name]: Number(value) } })
    const [head] = Object.values(outputs)
    if (head?.kind !== 'classes') throw new Error('it predicts classes')
    const best = Object.entries(head.probabilities).sort((a, b) => b[1] - a[1])[0]?.[0] as string
    await expect.poll(() => settle(() => texts(`${WITH} li`)[0])).toMatch(new RegExp(`^${best}`))
  }
  expect(texts('p').join()).toContain(`In the row: ${name}: `)
  await click(find('button', 'Reset values'))
  await expect.poll(() => settle(() => texts(`${WITH} li`))).toEqual(own)
}, 60_000)

test('the prediction follows what the brush draws on the image, also erased, until the values are reset', async () => {
  const netloom = await openTestStudio('shape-kinds-cnn')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { stopWhen: { steps: 30 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when(({ run }) => run.tag === 'done')
  const { dataset, split } = await netloom.studio.data.ready()
  const row = split.train[0] as number
  await render(<RowPrediction row={row} />, netloom)
  await expect.poll(() => settle(() => texts('button'))).toContain('Try other values')
  await click(find('button', 'Try other values'))
  await expect.poll(() => settle(() => texts(`${WITH} li`).length)).toBeGreaterThan(1)
  const own = texts(`${WITH} li`)
  expect(find('button', 'Reset values')).toHaveProperty('disabled', true)

  const at = dataset.schema.columns.findIndex(({ type }) => type === 'image')
  const [image, values] = [dataset.schema.columns[at], dataset.columns[at]]
  if (image?.type !== 'image' || values?.type !== 'image') throw new Error('it has images')
  const [{ height, width, channels }, pad] = [image, find('canvas', `Draw on ${image.name}`)]
  const SIDE = 220
  // The page of component tests has no layout.
  pad.getBoundingClientRect = () => new DOMRect(0, 0, SIDE, SIDE)
  const pixels = rowOf(values, perRow(image), row)
  const marks: { stroke: number[]; isErased: boolean }[] = []
  for (const isErased of [false, true]) {
    const tool = isErased ? 'Erase' : 'Draw'
    await click(find('label', tool).querySelector('input') as HTMLInputElement)
    const y = isErased ? 60 : 150
    await drag(pad, [
      { x: 20, y },
      { x: 200, y },
    ])
    marks.push({ stroke: [20, y, 200, y], isErased })
    const drawn = brushOnImage(pixels, [height, width, channels], marks, { side: SIDE, pen: 0.08 * SIDE })
    const { outputs } = await netloom.run<Answer>('data.answer', { row, changes: { [image.name]: drawn } })
    const [head] = Object.values(outputs)
    if (head?.kind !== 'classes') throw new Error('it predicts classes')
    const wanted = Object.entries(head.probabilities).sort((a, b) => b[1] - a[1])
    await expect
      .poll(() => settle(() => texts(`${WITH} li`)), { timeout: 10_000 })
      .toEqual(wanted.slice(0, 4).map(([name, probability]) => `${name}${percent(probability)}`))
    expect(texts(`${WITH} li`)).not.toEqual(own)
  }
  expect(texts('p').join()).toContain(`Drawn on: ${image.name}.`)
  await click(find('button', 'Reset values'))
  await expect.poll(() => settle(() => texts(`${WITH} li`))).toEqual(own)
  expect(texts('section[aria-label="Model prediction"] > div li')).toEqual(own)
}, 60_000)

/** Draws with the left mouse button from point to point. */
async function drag(pad: HTMLElement, [from, ...to]: readonly { readonly x: number; readonly y: number }[]) {
  const at = (type: string, { x, y } = from as { readonly x: number; readonly y: number }) =>
    settle(() =>
      pad.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: x, clientY: y })),
    )
  await at('pointerdown')
  for (const point of to) await at('pointermove', point)
  await at('pointerup', to.at(-1))
}
