/** @file Tests that a gate requires an accuracy on an attack set by mouse, and no longer requires it. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../../studio/testing/studio-fixture'
import { click, find, focus, press, render, settle, texts, type } from '../../../testing/render.test-help'
import { RequiredAttacks } from './required-attacks'

test('a requirement is added, changed, and removed', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 10 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('attackSet.save', { name: 'Small steps', method: 'fgsm', epsilon: 0.5 })
  let changes = 0
  await render(<RequiredAttacks model="moons" onChange={() => changes++} />, netloom)
  const required = () => netloom.run<{ name: string; least: number }[]>('registry.requirements', { model: 'moons' })
  const add = async () => click(find('button', 'Require'))
  await expect.poll(() => settle(() => texts('button'))).toContain('Require')
  await add()
  await expect.poll(required).toMatchObject([{ name: 'Small steps', least: 0.8 }])
  await focus(find('input[inputmode]'))
  await type('55')
  await press('Enter')
  await add()
  await expect.poll(required).toMatchObject([{ name: 'Small steps', least: 0.55 }])
  await expect.poll(() => settle(() => texts('fieldset p').join())).toContain('55')
  await click(find('fieldset p button'))
  await expect.poll(required).toEqual([])
  expect(changes).toBe(3)
}, 60_000)
