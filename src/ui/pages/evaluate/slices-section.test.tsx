/** @file Tests that a weak slice is found, opens its examples, and can be saved, and that a table without one says so. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import { WeakSlicesSection } from './slices-section'
import { isOfKind, useHeads } from '../../charts/use-evaluation'

const SECTION = 'section[aria-label="Where does it fail?"]'

function Sections() {
  const [head] = useHeads()
  return head && isOfKind(head, 'classes') ? <WeakSlicesSection head={head} /> : null
}

async function trained(isHard: (i: number) => boolean) {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 900 }, (_, i) => {
    const [x, y] = [((i * 37) % 101) / 101, ((i * 53) % 97) / 97]
    const label = x > 0.5 !== (isHard(i) && i % 5 < 3) ? 'right' : 'left'
    return [x, y, ['a', 'b', 'c'][i % 3], label].join()
  })
  const file = { path: 'cameras.csv', text: `x,y,camera,side\n${lines.join('\n')}\n` }
  await netloom.run('data.bring', { files: [file], options: { target: 'side' }, project: 'new' })
  await netloom.run('dataset.edit', { step: { kind: 'roles', ignore: ['camera'] } })
  await netloom.run('data.predict', { column: 'side', fit: true })
  await netloom.run('plan.set', { epochs: 20 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  await render(<Sections />, netloom)
  await click(find(`${SECTION} button`, 'Find weak slices'))
  return netloom
}

test('a weak slice is found, opens its examples, and is saved', async () => {
  const netloom = await trained((i) => i % 3 === 1)
  // Another slice may be that next to the boundary of the classes.
  const ROW = `${SECTION} tbody tr:first-child`
  await expect.poll(() => settle(() => texts(`${ROW} code`))).toEqual(['camera = b'])
  expect(texts(`${SECTION} ul code`)).toContain('camera = b')
  const n = Number(texts(`${ROW} td`)[3])
  await click(find(`${ROW} button`, 'Save as slice'))
  await expect.poll(() => netloom.state().data.slices).toMatchObject([{ name: 'camera = b' }])
  await expect.poll(() => settle(() => texts(`${ROW} button`))).toEqual(['camera = b', 'Saved'])
  await click(find(`${ROW} button`, 'camera = b'))
  await expect.poll(() => netloom.app().look?.where).toBeTruthy()
  expect(await netloom.run('data.find', { where: netloom.app().look?.where })).toHaveLength(n)
}, 60_000)

test('without a weak slice, it says so', async () => {
  await trained(() => false)
  const sentences = () => settle(() => texts(`${SECTION} p`))
  await expect
    .poll(sentences)
    .toEqual(['No slice has clearly more errors than the rest.', 'No condition explains which examples are wrong.'])
}, 60_000)
