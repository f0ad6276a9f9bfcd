/** @file Tests that weak slices and groups open their examples, that a slice is saved, and that no slice may be weak. */
import { expect, onTestFinished, test } from 'vitest'
import { significant } from '../../../messages/format'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, focus, press, render, settle, texts, type } from '../../testing/render.test-help'
import type { fairnessOf, groupThresholdsOf } from '../../../studio/evaluation/fairness'
import type { PredictedClasses } from '../../../studio/evaluation/report'
import GroupsSection from './groups-section'
import { WeakSlicesSection } from './slices-section'
import { isOfKind, useHeads } from '../../charts/use-evaluation'

const TRAIN = { column: 'split', is: '=', value: 'train' } as const
const SECTION = 'section[aria-label="Where does it fail?"]'

function Sections() {
  const [head] = useHeads()
  if (!head || !isOfKind(head, 'classes')) return null
  return (
    <>
      <WeakSlicesSection head={head} />
      <GroupsSection head={head} />
    </>
  )
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
  const [wrong = ''] = texts(`${ROW} td`)
  await expect.poll(() => settle(() => texts(`${ROW} button`))).toEqual(['camera = b', wrong, 'Saved'])
  await click(find(`${ROW} button`, 'camera = b'))
  await expect.poll(() => netloom.app().look?.where).toBeTruthy()
  expect(await netloom.run('data.find', { where: netloom.app().look?.where })).toHaveLength(n)
  // The share of wrong examples opens those, in the table and in the tree.
  const where = 'camera = b and mistake = yes and split = train'
  const mistakes = await netloom.run<readonly number[]>('data.find', { where })
  expect(mistakes.length / n).toBeCloseTo(Number.parseFloat(wrong) / 100, 3)
  await click(find(`${ROW} button`, wrong))
  await expect.poll(() => netloom.app().look).toMatchObject({ title: 'Wrong: camera = b', rows: mistakes })
  await netloom.run('data.look', {})
  await click(find(`${SECTION} ul button[title="Wrong: camera = b"]`))
  await expect.poll(() => netloom.app().look?.rows).toEqual(mistakes)
}, 60_000)

test('the rates of a group open the examples behind them', async () => {
  const netloom = await trained((i) => i % 3 === 1)
  const GROUPS = 'section[aria-label="For whom does it fail?"]'
  const row = () => [...document.querySelectorAll(`${GROUPS} tbody tr`)].find((one) => one.textContent?.startsWith('b'))
  await expect.poll(() => settle(row)).toBeTruthy()
  const predicted = await netloom.run<PredictedClasses>('evaluate.predictions', { split: 'train' })
  const inGroup = new Set(await netloom.run<readonly number[]>('data.find', { where: 'camera = b' }))
  const positive = predicted.labels[1]
  const opened = (is: (isOwn: boolean, isFound: boolean) => boolean) =>
    [...predicted.rows].filter(
      (at, i) =>
        inGroup.has(at) && is(predicted.actual[i] === 1, (predicted.probabilities[2 * i + 1] as number) >= 0.5),
    )
  const expected = {
    [`Predicted as "${positive}" in "b"`]: opened((_, isFound) => isFound),
    [`"${positive}" that is missed in "b"`]: opened((isOwn, isFound) => isOwn && !isFound),
    [`False alarms for "${positive}" in "b"`]: opened((isOwn, isFound) => !isOwn && isFound),
    [`Wrong about "${positive}" in "b"`]: opened((isOwn, isFound) => isOwn !== isFound),
    'All of "b"': opened(() => true),
  }
  for (const [title, rows] of Object.entries(expected)) {
    const button = row()?.querySelector<HTMLElement>(`button[title='${title}']`)
    if (!button) throw new Error(`no number is titled ${title}`)
    await click(button)
    await expect.poll(() => netloom.app().look?.title).toBe(title)
    expect(netloom.app().look?.rows, title).toEqual(rows)
    expect(rows.length).toBeGreaterThan(0)
  }
  const { groups } = await netloom.run<ReturnType<typeof fairnessOf>>('evaluate.fairness', {
    group: 'x',
    split: 'train',
  })
  // Quartiles have a condition as well, and each condition has the rows of its group.
  const found = groups.map(({ where }) =>
    netloom.run<readonly number[]>('data.find', { where: { all: [where, TRAIN] } }),
  )
  expect((await Promise.all(found)).map((rows) => rows.length)).toEqual(groups.map(({ n }) => n))
  // The costs say which share of the class they assume: that of these rows, or the one in production.
  const share = predicted.actual.reduce((sum, one) => sum + one, 0) / predicted.actual.length
  const input = () => find(`${GROUPS} input`, 'Share in production') as HTMLInputElement
  expect(Number(input().value)).toBeCloseTo(100 * share, 0)
  await focus(input())
  await type('20')
  await press('Enter')
  const { strategies } = await netloom.run<ReturnType<typeof groupThresholdsOf>>('evaluate.groupThresholds', {
    ...{ group: 'camera', miss: 1, falseAlarm: 1, prevalence: 0.2, split: 'train' },
  })
  await expect
    .poll(() => settle(() => texts(`${GROUPS} table:last-of-type tbody tr`).join(' ')))
    .toContain(`One for all${significant(1000 * (strategies[0]?.cost ?? 0))}`)
  // On the test set, no threshold is chosen, and the rates are those of the saved one.
  await settle(() => netloom.run('run.evaluate', { split: 'test' }))
  await expect
    .poll(() => settle(() => texts(`${GROUPS} p`)))
    .toContainEqual(expect.stringMatching(/^Choose thresholds on the validation set/))
  expect(texts(`${GROUPS} table`)).toHaveLength(1)
  expect(texts(GROUPS).join()).not.toMatch(/One for all|Cheapest/)
}, 60_000)

test('without a weak slice, it says so', async () => {
  await trained(() => false)
  const sentences = () => settle(() => texts(`${SECTION} p`))
  await expect
    .poll(sentences)
    .toEqual([
      expect.stringMatching(/^No slice of at least 8 examples has clearly more errors than the rest/),
      'No condition explains which examples are wrong.',
    ])
}, 60_000)
