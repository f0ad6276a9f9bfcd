/** @file Tests the help: what the open page is for, what to do first, and its terms, before the keys. */
import { expect, onTestFinished, test } from 'vitest'
import { PAGE_IDS } from '../../messages/en/shell/pages'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../testing/render.test-help'
import { ShortcutsDialog } from './shortcuts-dialog'

test.each(PAGE_IDS)('the help of the page %s has a sentence, three first actions, and known terms', async (room) => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('room.open', { room })
  await render(<ShortcutsDialog />, netloom)
  await settle(() => undefined)
  expect(texts('h3')[0]).toMatch(/^What is /)
  const [first = [], terms = []] = [...document.querySelectorAll('h4 + div')].map((one) =>
    [...one.querySelectorAll('button')].map(({ textContent }) => textContent),
  )
  expect([first.length, terms.length > 3, [...first, ...terms].includes('')]).toEqual([3, true, false])
})

test('a term of the help opens the glossary, and an action does what it says', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('room.open', { room: 'data' })
  await render(<ShortcutsDialog />, netloom)
  await click(find('button', 'Leakage'))
  await expect.poll(() => settle(() => netloom.app().glossary)).toBe('leakage')
  await click(find('button', 'Look at the examples'))
  await expect.poll(() => settle(() => netloom.app().dataTab)).toBe('rows')
})
