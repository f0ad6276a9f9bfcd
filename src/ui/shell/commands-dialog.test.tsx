/** @file Tests the command palette by keyboard: searching, choosing, running, disabled entries, and no matches. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../../studio/testing/studio-fixture'
import { press, render, texts, type } from '../testing/render.test-help'
import { CommandsDialog } from './commands-dialog'
import { DialogsProvider } from './dialogs-context'

let netloom: TestStudio
/** The dialogs that were opened; null when one was closed. */
let opened: (string | null)[]
beforeEach(async () => {
  netloom = await openTestStudio('digits-cnn')
  opened = []
  await render(
    <DialogsProvider value={(name) => opened.push(name)}>
      <CommandsDialog />
    </DialogsProvider>,
    netloom,
  )
})
afterEach(() => netloom.close())

/** The chosen entry, which the field with the focus announces. */
function chosen(): string {
  const id = document.activeElement?.getAttribute('aria-activedescendant')
  const entry = document.getElementById(id ?? '')
  expect(entry?.getAttribute('aria-selected')).toBe('true')
  return entry?.textContent ?? ''
}

test('the field has the focus, and the best match is chosen first', async () => {
  expect(document.activeElement?.getAttribute('role')).toBe('combobox')
  await type('train')
  expect(chosen()).toMatch(/^Train/)
  expect(texts('[role="option"][aria-selected="true"]')).toHaveLength(1)
})

test('the title of a command finds it first, and a question its answer', async () => {
  await type('step into the block')
  expect(chosen()).toMatch(/^Step into the block/)
  await type('why does the loss not go down')
  expect(chosen()).toContain('My loss does not fall')
})

test('arrow keys and Page keys choose within the list, and typing chooses the first match again', async () => {
  const all = texts('[role="option"]')
  await press('ArrowUp')
  expect(chosen()).toBe(all[0])
  await press('ArrowDown')
  expect(chosen()).toBe(all[1])
  await press('PageDown')
  expect(chosen()).toBe(all[9])
  for (let i = 0; i < all.length / 8; i++) await press('PageDown')
  expect(chosen()).toBe(all.at(-1))
  await type('dropout')
  expect(chosen()).toBe(texts('[role="option"]')[0])
})

test('Enter closes the palette and runs the entry: a layer, a page, or a dialog', async () => {
  await netloom.run('select.set', { nodes: ['conv1'] })
  await type('layer dropout')
  await press('Enter')
  expect(opened).toEqual([null])
  await netloom.when(({ project }) => project.networks[0]?.nodes.filter(({ kind }) => kind === 'dropout').length === 2)
  await type('page evaluate')
  await press('Enter')
  await netloom.when(({ room }) => room === 'evaluate')
  await type('models…')
  await press('Enter')
  expect(opened.filter((name) => name !== null)).toEqual(['models'])
})

test('an entry that cannot run now is marked, and Enter leaves the palette open', async () => {
  await type('redo')
  expect(chosen()).toMatch(/Redo/)
  const id = document.activeElement?.getAttribute('aria-activedescendant')
  expect(document.getElementById(id ?? '')?.getAttribute('aria-disabled')).toBe('true')
  await press('Enter')
  expect(opened).toEqual([])
})

test('a query without matches says so, and Escape closes the palette', async () => {
  await type('tofu')
  expect(texts('[role="option"]')).toEqual([])
  expect(texts('p').join()).toContain('tofu')
  await press('Enter')
  expect(opened).toEqual([])
  await press('Escape')
  expect(opened).toEqual([null])
})

test('"export" finds what can be exported: the project, the network, and saved models', async () => {
  await type('export')
  const found = texts('[role="option"]').join(', ')
  for (const what of ['project file', 'image (SVG)', 'a saved model…']) expect(found).toContain(what)
  // Without a service there is no log.
  expect(found).not.toContain('request log')
})
