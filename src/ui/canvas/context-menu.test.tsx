/**
 * @file Tests the context menu of the canvas by keyboard, what it offers for each target, and what a choice does; and
 * clicks on the palette.
 */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio, type TestStudio } from '../../studio/testing/studio-fixture'
import { networkCatalog } from '../network/network-catalog'
import { find, press, render, settle, texts } from '../testing/render.test-help'
import { BoardProvider } from './board-context'
import { canvasUi, type OpenMenu, useCanvasUi } from './canvas-ui-state'
import { ContextMenu } from './context-menu'
import { Palette } from './palette'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('digits-cnn')
})
afterEach(() => netloom.close())

const removeSelected = vi.fn()

function Menu() {
  const menu = useCanvasUi((ui) => ui.menu)
  return menu && <ContextMenu menu={menu} removeSelected={removeSelected} />
}

/** Opens the menu for a target, and returns the button that gets the focus back. */
async function openMenu(target: OpenMenu['target'], node?: string): Promise<HTMLElement> {
  const opener = document.createElement('button')
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <Menu />
    </BoardProvider>,
    netloom,
  )
  document.body.append(opener)
  onTestFinished(() => opener.remove())
  const where = { screen: { x: 10, y: 10 }, returnFocusTo: opener }
  await settle(() => canvasUi.setState({ menu: { target, ...where, ...(node === undefined ? {} : { node }) } }))
  return opener
}

const entries = () => texts('[role="menuitem"]')
const highlighted = () => document.activeElement?.textContent ?? ''

/** Moves down to an entry and takes it. */
async function pick(title: string): Promise<void> {
  for (let i = 0; i < 40 && !highlighted().startsWith(title); i++) await press('ArrowDown')
  expect(highlighted()).toMatch(new RegExp(`^${title}`))
  await press('Enter')
}

test('arrow keys, Home, and End move through the entries of a node, and Escape returns the focus', async () => {
  const opener = await openMenu({ tag: 'nodes' }, 'conv1')
  expect(netloom.app().selection).toEqual(['conv1'])
  const all = entries()
  expect(all.length).toBeGreaterThan(12)
  await press('Home')
  expect(highlighted()).toBe(all[0])
  await press('End')
  expect(highlighted()).toBe(all.at(-1))
  await press('ArrowUp')
  expect(highlighted()).toBe(all.at(-2))
  await press('Escape')
  expect(entries()).toEqual([])
  expect(document.activeElement).toBe(opener)
})

test('Enter takes an entry and closes the menu', async () => {
  await openMenu({ tag: 'nodes' }, 'dropout')
  const before = netloom.state().project.networks[0]?.nodes.length ?? 0
  await pick('Duplicate')
  await netloom.when(({ project }) => project.networks[0]?.nodes.length === before + 1)
  expect(entries()).toEqual([])
  expect(canvasUi.getState().menu).toBeNull()
})

test('Delete, the lists for a connection, and renaming are offered for one node', async () => {
  await openMenu({ tag: 'nodes' }, 'pool1')
  await pick('Rename')
  expect(canvasUi.getState().renaming).toBe('pool1')
  canvasUi.setState({ renaming: null })
  await openMenu({ tag: 'nodes' }, 'pool1')
  await pick('Connect to…')
  expect(canvasUi.getState().picker?.request).toEqual({ tag: 'to', node: 'pool1' })
  canvasUi.setState({ picker: null })
  await openMenu({ tag: 'nodes' }, 'pool1')
  await pick('Delete')
  expect(removeSelected).toHaveBeenCalledOnce()
})

test('a wire offers to delete it and to insert a node that is not connected', async () => {
  const wire = netloom.state().project.networks[0]?.wires[0]
  const node = await netloom.run<string>('graph.add', { kind: 'batchNormalization' })
  await openMenu({ tag: 'wire', wire: wire?.id ?? '' })
  await pick('Insert Batch norm')
  await netloom.when(
    ({ project }) => project.networks[0]?.wires.some(({ from, to }) => from === wire?.from && to === node) ?? false,
  )
  const next = netloom.state().project.networks[0]?.wires[0]
  await openMenu({ tag: 'wire', wire: next?.id ?? '' })
  await pick('Delete a wire')
  await netloom.when(({ project }) => !project.networks[0]?.wires.some(({ id }) => id === next?.id))
})

test('layers that take no shape of the network are folded at the end of the palette', async () => {
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <Palette />
    </BoardProvider>,
    netloom,
  )
  const listed = () => texts('li button')
  const sequences = ['Conv 1D', 'Max pool 1D', 'Global avg pool 1D', 'LSTM', 'GRU', 'Simple RNN']
  // Where only 2D is left, the names do not say it, wherever it stands in them.
  expect(listed()).toEqual(expect.arrayContaining(['Dense', 'Conv', 'Conv transpose', 'Max pool', 'Concatenate']))
  // The accessible name contains the text that is seen.
  const labels = ['Conv', 'Conv transpose'].map((name) => find('li button', name).getAttribute('aria-label'))
  expect(labels).toEqual(['Conv 2D', null])
  expect(listed().filter((title) => sequences.includes(title))).toEqual([])
  const others = [...document.querySelectorAll('button')].find(({ textContent }) => /other shapes/.test(textContent))
  await settle(() => others?.click())
  expect(listed()).toEqual(expect.arrayContaining(sequences))
  // A sequence in the drawing moves them to their families.
  await settle(() => others?.click())
  await netloom.run('graph.add', { kind: 'embedding' }).then(async (node) => {
    await netloom.run('graph.connect', { from: 'flatten', to: node as string })
  })
  await expect.poll(listed).toEqual(expect.arrayContaining([...sequences, 'Conv 2D', 'Conv transpose']))
})

test('two quick clicks on the palette add one layer after the other', async () => {
  await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <Palette />
    </BoardProvider>,
    netloom,
  )
  await netloom.run('select.set', { nodes: ['conv1'] })
  const before = netloom.state().project.networks[0]?.nodes.length ?? 0
  // Both clicks are in the same task, before the first layer is added.
  // What usually follows is listed twice.
  const clickOn = (name: string) =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click()
  await settle(() => {
    clickOn('Batch norm')
    clickOn('Dropout')
  })
  const next = (from?: string) => {
    const [network] = netloom.state().project.networks
    const to = network?.wires.find((wire) => wire.from === from)?.to
    return network?.nodes.find(({ id }) => id === to)
  }
  await netloom.when(({ project }) => project.networks[0]?.nodes.length === before + 2)
  const first = next('conv1')
  expect([first?.kind, next(first?.id)?.kind]).toEqual(['batchNormalization', 'dropout'])
})
