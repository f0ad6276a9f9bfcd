/** @file Tests that a comparison that is not possible is explained in its section, without a notice. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { render, texts } from '../../testing/render.test-help'
import SimpleSection from './simple-models-section'

test('a network that reads only its own target is not compared; the section says why', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { target: 'x', features: ['x'] })
  await render(<SimpleSection />, netloom)
  await vi.waitFor(() => expect(texts('p').join()).toContain('This network uses only "x" from earlier rows'), 5000)
  expect(netloom.notices()).toEqual([])
})
