/** @file Tests the settings of a layer by keyboard: numbers, choices, limits, expressions in a block, and lessons. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../../studio/testing/studio-fixture'
import { click, find, focus, press, render, settle, texts, type } from '../testing/render.test-help'
import { BoardProvider } from '../canvas/board-context'
import { networkCatalog } from '../network/network-catalog'
import { NodePanel } from './node-panel'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('digits-cnn')
})
afterEach(() => netloom.close())

const show = (id: string) =>
  render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <NodePanel id={id} />
    </BoardProvider>,
    netloom,
  )
const paramsOf = (id: string) => netloom.state().project.networks[0]?.nodes.find((node) => node.id === id)?.params
const input = (label: string) => find<HTMLInputElement>('input', label)

/** Types into a field and finishes with Enter. */
async function enter(label: string, text: string): Promise<void> {
  await focus(input(label))
  await type(text)
  await press('Enter')
}

test('a number typed into a field is a parameter of the layer, and undo restores both', async () => {
  await show('conv1')
  const before = paramsOf('conv1')?.filters
  expect(input('Filters').value).toBe(String(before))
  await enter('Filters', '12')
  expect(paramsOf('conv1')).toMatchObject({ filters: 12 })
  await press('ArrowDown')
  expect(paramsOf('conv1')).toMatchObject({ filters: 11 })
  await settle(() => netloom.run('graph.undo'))
  expect(input('Filters').value).not.toBe('11')
  await settle(() => netloom.run('graph.undo'))
  expect(paramsOf('conv1')?.filters).toBe(before)
})

test('a value that a layer cannot have stays in its field with the reason, and the layer keeps the previous value', async () => {
  await show('conv1')
  const before = paramsOf('conv1')
  await enter('Filters', '0')
  expect(input('Filters').getAttribute('aria-invalid')).toBe('true')
  await enter('Kernel size', 'many')
  expect(paramsOf('conv1')).toEqual(before)
  expect(texts('[data-tone="bad"]')).not.toEqual([])
  expect(netloom.notices()).toEqual([])
  await enter('Kernel size', '3, 5')
  expect(paramsOf('conv1')).toMatchObject({ kernelSize: [3, 5] })
  expect(input('Kernel size').value).toBe('3 × 5')
})

test('the name of a layer is changed by Enter; an advanced parameter is under "More"', async () => {
  await show('conv1')
  await enter('Name', 'First')
  expect(netloom.state().project.networks[0]?.nodes.find(({ id }) => id === 'conv1')?.label).toBe('First')
  expect(texts('details > summary')).toEqual(['More'])
})

test('inside a block a parameter can be an expression, which shows its value or what is wrong', async () => {
  const node = await netloom.run<string>('block.fold', { nodes: ['conv1'], name: 'Stem' })
  await netloom.run('block.enter', { node })
  await show('conv1')
  const param = () => paramsIn('conv1')?.filters
  const before = param()
  await click(find('button', 'Use expression: Filters'))
  expect(param()).toBe(`=${before}`)
  await enter('Filters', '=4 * 3')
  expect(param()).toBe('=4 * 3')
  expect(texts('p').join()).toContain('12')
  await enter('Filters', '=4 *')
  expect(texts('[data-tone="bad"]')).toHaveLength(1)
  await enter('Filters', '24')
  expect(param()).toBe(24)
  await click(find('button', 'Make block parameter: Filters'))
  await expect.poll(() => settle(param)).toBe('=filters')
})

/** The parameters of a layer inside the only block. */
function paramsIn(id: string) {
  return Object.values(netloom.app().project.drawing.blocks ?? {})
    .flatMap(({ inside }) => inside.nodes)
    .find((node) => node.id === id)?.params
}
