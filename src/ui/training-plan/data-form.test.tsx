/** @file Tests the list of datasets of the Data chip: it is grouped and searched, and says what each dataset is. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { expectDefined } from '../../base/assert'
import { datasets } from '../../catalog/datasets/all'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, focus, find, render, texts, type } from '../testing/render.test-help'
import { DataForm } from './data-form'

test('each group says what its datasets are; the search leaves those that match, and a choice closes the list', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const onClose = vi.fn()
  await render(<DataForm onClose={onClose} />, netloom)
  expect(texts('section h3').length).toBeGreaterThan(2)
  const all = texts('section li')
  for (const { schema, about } of datasets)
    expect(
      all.filter((text) => text.startsWith(schema.title) && text.includes(expectDefined(about, schema.id))).length,
    ).toBe(1)
  await focus(find('input', 'Find a dataset'))
  await type('penguin')
  const found = texts('section li')
  expect(found.length).toBeLessThan(all.length)
  expect(found.length).toBeGreaterThan(0)
  for (const text of found) expect(text.toLowerCase()).toContain('penguin')
  await click(find('section li button', found[0]))
  expect([netloom.app().project.data.dataset, onClose.mock.calls.length]).toEqual(['penguins', 1])
})
