/** @file Tests that the gallery starts with the projects to continue and the lessons, until the user filters it. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../testing/render.test-help'
import { Examples } from './examples-dialog'

vi.stubGlobal(
  'IntersectionObserver',
  class {
    observe() {}
    disconnect() {}
  },
)

test('the gallery offers the other projects first, then lessons and examples; a project opens', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const { id, name } = netloom.app().project
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await render(<Examples />, netloom)
  const headings = async () => settle(() => texts('h3').slice(0, 3))
  await expect.poll(headings).toEqual(['Continue', 'Lessons', 'Images'])
  const cards = texts('section[aria-label="Continue"] li b')
  expect(cards).toContain(name)
  expect(cards).not.toContain(netloom.app().project.name)
  await click(
    find(
      'button',
      texts('button').find((text) => text.startsWith('Images')),
    ),
  )
  expect(texts('h3')).toEqual(['Images'])
  const pictures = [...document.querySelectorAll('section[aria-label="Images"] li button')].map(
    (card) => card.querySelectorAll('[class*="pictures"] > *').length,
  )
  expect([pictures.length > 3, new Set(pictures)]).toEqual([true, new Set([2])])
  await click(
    find(
      'button',
      texts('button').find((text) => text.startsWith('All')),
    ),
  )
  const card = texts('section[aria-label="Continue"] li button').find((text) => text.startsWith(name))
  await expect.poll(headings).toContain('Continue')
  await click(find('section[aria-label="Continue"] li button', card))
  await expect.poll(() => netloom.app().project.id).toBe(id)
})

test('an example opens on Build, where a new project has something to show', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('room.open', { room: 'evaluate' })
  await render(<Examples />, netloom)
  await expect.poll(() => settle(() => texts('section[aria-label="Points"] li button').length)).toBeGreaterThan(0)
  const [card] = document.querySelectorAll<HTMLElement>('section[aria-label="Points"] li button')
  await click(card as HTMLElement)
  await expect.poll(() => netloom.app().room).toBe('build')
})
