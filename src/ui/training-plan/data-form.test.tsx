/** @file Tests the list of datasets of the Data chip: it is searched, and says what each dataset is. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { focus, find, render, texts, type } from '../testing/render.test-help'
import { DataForm } from './data-form'

test('typing into the search leaves the datasets whose name or description matches', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await render(<DataForm onClose={() => undefined} />, netloom)
  const all = texts('section li').length
  await focus(find('input', 'Find a dataset'))
  await type('penguin')
  const found = texts('section li')
  expect(found.length).toBeLessThan(all)
  expect(found.length).toBeGreaterThan(0)
  for (const text of found) expect(text.toLowerCase()).toContain('penguin')
})
