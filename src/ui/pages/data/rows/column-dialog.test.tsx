/** @file Tests that the dialog of a column orders its classes, together with other changes of them. */
import { expect, test } from 'vitest'
import type { DataStep } from '../../../../data/dataset-edit'
import { click, find, focus, render, texts, type } from '../../../testing/render.test-help'
import { openTestStudio } from '../../../../studio/testing/studio-fixture'
import { ColumnDialog } from './column-dialog'

const schema = { name: 'grade', type: 'category', values: ['bad', 'fair', 'good', 'Good'] } as const
const column = { type: 'category', codes: Int16Array.of(0, 1, 2, 3) } as const

async function open(of: typeof schema & { readonly ordered?: true }) {
  const given: (readonly DataStep[])[] = []
  const netloom = await openTestStudio('moons-mlp')
  const view = (
    <ColumnDialog of={{ schema: of, column, at: 0 }} onSteps={(steps) => given.push(steps)} onClose={() => {}} />
  )
  await render(view, netloom)
  return { given, close: () => netloom.close() }
}

test('classes are moved up and down once they are ordered, and merged ones take one place', async () => {
  const { given, close } = await open(schema)
  expect(find('[role=switch]').ariaChecked ?? find('[role=switch]').getAttribute('aria-checked')).toBe('false')
  expect(document.querySelector('[aria-label="Move bad down"]')).toBeNull()
  await click(find('[role=switch]'))
  expect(find<HTMLButtonElement>('button', 'Move bad up').disabled).toBe(true)
  expect(find<HTMLButtonElement>('button', 'Move Good down').disabled).toBe(true)
  await click(find('button', 'Move bad down'))
  await click(find('button', 'Move good up'))
  expect(texts('li span[translate]')).toEqual(['fair', 'good', 'bad', 'Good'])
  await focus(find('input', 'New name for Good'))
  await type('good')
  await click(find('button', 'Save'))
  expect(given).toEqual([
    [
      { kind: 'map', column: 'grade', values: [['Good', 'good']] },
      { kind: 'order', column: 'grade', values: ['fair', 'good', 'bad'] },
    ],
  ])
  await close()
})

test('without Ordered classes, the column has no order', async () => {
  const { given, close } = await open({ ...schema, ordered: true })
  expect(find<HTMLButtonElement>('button', 'Save').disabled).toBe(true)
  await click(find('[role=switch]'))
  await click(find('button', 'Save'))
  expect(given).toEqual([[{ kind: 'order', column: 'grade' }]])
  await close()
})
