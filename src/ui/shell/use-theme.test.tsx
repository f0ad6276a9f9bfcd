/** @file Tests that present mode reaches the page, and that the charts read their sizes again at once. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { useTokens } from '../charts/color-tokens'
import { render, settle } from '../testing/render.test-help'
import { useTheme } from './use-theme'

function Label() {
  useTheme()
  return <p>{useTokens()('text-xs')}</p>
}

test('present mode enlarges text, and the labels of charts with it', async () => {
  const style = document.head.appendChild(document.createElement('style'))
  style.textContent = ':root { --text-xs: 12px } :root[data-present] { --text-xs: 15px }'
  onTestFinished(() => style.remove())
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const box = await render(<Label />, netloom)
  expect(box.textContent).toBe('12px')
  const size = async () => settle(() => box.textContent)
  await settle(() => netloom.run('theme.present', { on: true }))
  await expect.poll(size).toBe('15px')
  await settle(() => netloom.run('theme.present', { on: false }))
  await expect.poll(size).toBe('12px')
})
