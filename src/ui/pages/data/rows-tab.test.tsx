/** @file Tests the rows table by keyboard: the current cell, the selection, sorting, editing, and the row's panel. */
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestStudio, type TestStudio } from '../../../studio/testing/studio-fixture'
import { useSelect } from '../../studio-context'
import { find, focus, press, render, texts, type } from '../../testing/render.test-help'
import RowsTab from './rows-tab'

const ROWS = 60
const TABLE = 'size,weight,kind\n'.concat(
  ...Array.from({ length: ROWS }, (_, i) => `${i},${(i * 7) % 60},${['oak', 'pine', 'fir'][i % 3]}\n`),
)

let netloom: TestStudio
beforeEach(async () => {
  // happy-dom has no layout, so the table gets a size here.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
  netloom = await openTestStudio('blank')
  await netloom.run('data.bring', { files: [{ path: 'trees.csv', text: TABLE }], title: 'Trees' })
  await netloom.when(({ data }) => data.loaded)
  await render(<Tab />, netloom)
  await focus(grid())
})
afterEach(async () => {
  vi.restoreAllMocks()
  await netloom.close()
})

function Tab() {
  const data = useSelect((state) => state.data)
  // While an edited dataset loads, the page shows the previous one.
  const [shown, setShown] = useState(data)
  if (data.tag === 'ready' && data !== shown) setShown(data)
  if (shown.tag !== 'ready') return null
  return (
    <RowsTab
      key={shown.schema.id}
      dataset={shown.dataset}
      split={shown.split}
      def={{ schema: shown.schema } as never}
    />
  )
}

const grid = () => find('[role="grid"]')
/** The current cell, as assistive technology finds it. */
const cell = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')
const line = () => Number(cell()?.closest('[role="row"]')?.getAttribute('aria-rowindex')) - 1
const selectedRows = () =>
  [...document.querySelectorAll('[role="row"][aria-selected="true"]')].map(
    (row) => Number(row.getAttribute('aria-rowindex')) - 1,
  )

test('arrow keys, Home, End, and Control move the current cell within the table', async () => {
  expect(grid().getAttribute('aria-rowcount')).toBe(String(ROWS + 1))
  expect(line()).toBe(1)
  await press('ArrowDown')
  await press('ArrowDown')
  expect(line()).toBe(3)
  await press('End')
  expect(cell()?.textContent).toBe('14')
  await press('ArrowRight')
  expect(cell()?.textContent).toBe('14')
  await press('End', { ctrlKey: true })
  expect(line()).toBe(ROWS)
  await press('ArrowDown')
  expect(line()).toBe(ROWS)
  await press('Home', { ctrlKey: true })
  expect(line()).toBe(1)
})

test('Space selects a row, Shift with an arrow extends the selection, and Escape clears it', async () => {
  await press('ArrowDown')
  await press(' ')
  expect(selectedRows()).toEqual([2])
  await press('ArrowDown', { shiftKey: true })
  await press('ArrowDown', { shiftKey: true })
  expect(selectedRows()).toEqual([2, 3, 4])
  await press('ArrowUp', { shiftKey: true })
  expect(selectedRows()).toEqual([2, 3])
  await press(' ')
  expect(selectedRows()).toEqual([2])
  await press('a', { ctrlKey: true })
  expect(selectedRows().length).toBeGreaterThan(15)
  expect(document.querySelector('[role="row"][aria-selected="false"]')).toBeNull()
  await press('Escape')
  expect(selectedRows()).toEqual([])
})

test('in the header, Enter sorts and Shift with Enter adds a column; a second Enter reverses the order', async () => {
  await press('End')
  await press('ArrowUp')
  expect(cell()?.getAttribute('role')).toBe('columnheader')
  expect(cell()?.textContent).toContain('weight')
  await press('Enter')
  await vi.waitFor(() => expect(cell()?.getAttribute('aria-sort')).toBe('ascending'), 20_000)
  await press('Enter')
  await vi.waitFor(() => expect(cell()?.getAttribute('aria-sort')).toBe('descending'), 20_000)
  expect(netloom.app().look?.sort).toEqual([{ column: 'weight', down: true }])
  for (let i = 0; i < 3; i++) await press('ArrowLeft')
  await press('Enter', { shiftKey: true })
  expect(netloom.app().look?.sort).toEqual([{ column: 'weight', down: true }, { column: 'kind' }])
})

test('typing or F2 edits a cell, Escape leaves it, and Delete excludes the selected rows', async () => {
  await press('End')
  await press('F2')
  await type('500')
  await press('Escape')
  expect(document.activeElement).toBe(grid())
  expect(cell()?.textContent).toBe('0')
  await press('F2')
  await type('500')
  await press('Enter')
  await vi.waitFor(() => expect(cell()?.textContent).toBe('500'), 20_000)
  await press(' ')
  await press('ArrowDown', { shiftKey: true })
  await press('Delete')
  await vi.waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe(String(ROWS - 1)), 20_000)
  expect(selectedRows()).toEqual([])
  expect(texts('[role="status"]').join()).toContain(`${ROWS - 2} rows`)
})

test('Enter opens the row in the side panel', async () => {
  await press('ArrowDown')
  await press('Enter')
  expect(find('aside, [role="complementary"]').textContent).toContain('2')
})

test('a label key on a selected image selects the next image, which Delete then excludes', async () => {
  const image = (value: number) => new Uint8Array(28 * 28).fill(value)
  const dataset = await netloom.run('data.collect', { title: 'Hands', size: 28, classes: ['rock', 'paper'] })
  const rows = [1, 2, 3].map((value) => ({ image: image(value), class: 'rock', from: 'camera', time: 1 }))
  await netloom.run('collect.add', { dataset, rows })
  await netloom.run('data.use', { dataset })
  await vi.waitFor(() => find('[data-part="pictures"]'), 20_000)
  await focus(find('[data-part="pictures"]'))
  await press(' ')
  await press('p')
  const current = () => find('[role="option"][aria-selected="true"]').textContent
  await vi.waitFor(() => expect(current()).toContain('2'), 20_000)
  await press('Delete')
  const values = () => {
    const { data } = netloom.app()
    const pixels = data.tag === 'ready' ? data.dataset.columns[0] : undefined
    return pixels?.type === 'image' ? [...pixels.pixels].filter((_, i) => i % 784 === 0) : []
  }
  await vi.waitFor(() => expect(values()).toEqual([1, 3]), 20_000)
})
