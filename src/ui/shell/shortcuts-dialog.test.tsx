/** @file Tests the help: it explains the terms of the open page before its keys. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { render, settle, texts } from '../testing/render.test-help'
import { ShortcutsDialog } from './shortcuts-dialog'

test.each([
  ['build', 'Learning rate', 'Retraining loop'],
  ['operate', 'Retraining loop', 'Learning rate'],
] as const)('on the page %s the help explains its terms', async (room, term, other) => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('room.open', { room })
  await render(<ShortcutsDialog />, netloom)
  await settle(() => undefined)
  expect(texts('dt')).toContain(term)
  expect(texts('dt')).not.toContain(other)
  expect(texts('h3')[0]).toBe('Terms')
})
