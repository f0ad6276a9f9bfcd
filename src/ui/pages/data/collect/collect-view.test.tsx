/**
 * @file Tests that collecting does not move what is below a line that changes, because a button is held there; that
 * selected images are marked; and that a class is removed and comes back.
 */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../../studio/testing/studio-fixture'
import { useSelect } from '../../../studio-context'
import { click, find, render, settle, texts } from '../../../testing/render.test-help'
import CollectView from './collect-view'

function View() {
  const collecting = useSelect((state) => state.collecting)
  return collecting && collecting !== 'new' ? <CollectView collecting={collecting} /> : null
}

test('the first image of a second class changes the hint and moves nothing', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const dataset = await netloom.run<string>('data.collect', { title: 'Hands', size: 28, classes: ['rock', 'paper'] })
  const add = (label: string) =>
    settle(() =>
      netloom.run('collect.add', {
        dataset,
        rows: [{ image: new Uint8Array(28 * 28).fill(90), class: label, from: 'camera', time: 1 }],
      }),
    )
  await add('rock')
  await render(<View />, netloom)
  const parts = () => [...find('section', 'Collecting Hands').children].map(({ tagName }) => tagName)
  const before = parts()
  expect(document.body.textContent).toContain('at least two classes')
  await add('paper')
  expect(document.body.textContent).toContain('2 examples are enough for a first try')
  expect(parts()).toEqual(before)
})

test('Shift-click selects a range; selected images are marked and nothing moves; a removed class comes back', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const dataset = await netloom.run<string>('data.collect', { title: 'Hands', size: 28, classes: ['rock', 'paper'] })
  for (const label of ['rock', 'rock', 'rock', 'paper'])
    await netloom.run('collect.add', { dataset, rows: [{ image: new Uint8Array(28 * 28).fill(90), class: label }] })
  await render(<View />, netloom)
  const sections = () => [...document.querySelectorAll('section[data-chosen]')]
  const marked = () => [...document.querySelectorAll('li button[aria-pressed="true"]')]
  const tags = () => [...(sections()[0]?.parentElement?.children ?? [])].map(({ tagName }) => tagName)
  const before = tags()
  await click(find('li button', 'Image 1, rock'))
  expect(marked().map((one) => one.querySelectorAll('svg').length)).toEqual([1])
  expect(tags()).toEqual(before)
  await settle(() => {
    find('li button', 'Image 3, rock').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))
  })
  expect(marked()).toHaveLength(3)
  await click(find('button', 'Remove the class "rock"'))
  await expect.poll(() => sections().length).toBe(1)
  await click(find('button', 'Undo last change'))
  await expect.poll(() => texts('section section li').length).toBe(4)
  expect(sections().map((one) => one.getAttribute('aria-label'))).toEqual(['rock', 'paper'])
})
