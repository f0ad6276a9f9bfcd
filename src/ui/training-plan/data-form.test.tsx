/** @file Tests the list of datasets in the Data setting: what each one is, in groups, with a search; a choice closes it. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, focus, render, texts, type } from '../testing/render.test-help'
import { DataForm } from './data-form'

test('datasets are listed in groups with what they are, and own ones first; a choice closes the list', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`)
  await netloom.run('data.bring', {
    files: [{ path: 'mine.csv', text: `size,kind\n${rows.join('\n')}\n` }],
    project: 'new',
  })
  await netloom.run('data.use', { dataset: 'moons' })
  const onClose = vi.fn()
  await render(<DataForm onClose={onClose} />, netloom)
  expect(texts('h3').slice(0, 3)).toEqual(['Your datasets', 'Images', 'Tables'])
  expect(find('section', 'Your datasets').textContent).toContain('mine')
  const all = texts('ul button')
  expect(all.length).toBeGreaterThan(25)
  const mnist = all.find((one) => one.startsWith('MNIST digits'))
  expect(mnist).toMatch(/^MNIST digits[\w, ]*images, 326 kB2,000 of the 60,000 MNIST training images/)
  expect(all.join()).not.toMatch(/CC BY|license|licence/i)

  await focus(find('input', 'Find a dataset'))
  await type('penguin')
  expect(texts('ul button')).toHaveLength(1)
  await click(find('ul button'))
  expect(onClose).toHaveBeenCalledOnce()
  expect(netloom.app().project.data.dataset).toBe('penguins')
})
