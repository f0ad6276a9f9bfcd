/** @file Tests that collecting does not move what is below a line that changes, because a button is held there. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../../studio/testing/studio-fixture'
import { useSelect } from '../../../studio-context'
import { find, render, settle } from '../../../testing/render.test-help'
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
  expect(document.body.textContent).toContain('2 images are enough for a first try')
  expect(parts()).toEqual(before)
})
