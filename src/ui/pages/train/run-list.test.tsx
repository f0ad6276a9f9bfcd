/** @file Tests the list of runs: it shows how runs differ, opens earlier ones, and compares several. */
import { expect, onTestFinished, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { templates } from '../../../gallery'
import type { RunRecord } from '../../../storage/records'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import TrainPage, { withTargetOrLoss } from '../train-page'
import { differing, settingsText } from './run-text'

test('each run shows its settings, earlier ones can be shown again, and several are compared', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 60 })
  for (const [epochs, learningRate, batchSize] of [
    [1, 0.01, 16],
    [2, 0.02, 16],
    [3, 0.03, 8],
  ]) {
    await netloom.run('plan.set', { epochs, learningRate, batchSize })
    const id = await netloom.run<string>('run.start')
    await netloom.when(({ run }) => run.tag === 'done' && run.id === id)
  }
  await settle(() => netloom.studio.runs.written())
  const names = netloom.app().runs.map(({ name }) => name)
  await render(<TrainPage />, netloom)
  const settings = texts('li p').filter((text) => text.includes('learning rate'))
  expect(settings.map((text) => text.match(/learning rate .*epochs \d+/)?.[0])).toEqual([
    'learning rate 0.03, batch size 8, epochs 3',
    'learning rate 0.02, batch size 16, epochs 2',
    'learning rate 0.01, batch size 16, epochs 1',
  ])

  const epochs = () => document.querySelectorAll('details table tbody tr').length
  const buttons = (text: string) =>
    [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === text)
  expect(epochs()).toBe(3)
  for (const compare of buttons('Compare curves')) await click(compare)
  expect(buttons('Compared')).toHaveLength(2)
  const oldest = names.find((name) => name.includes('1')) ?? ''
  await click(find('button', `Show the curves of ${oldest}`))
  expect(epochs()).toBe(1)
  // The next run takes the place of the opened one.
  await settle(async () => {
    const id = await netloom.run<string>('run.start')
    await netloom.when(({ run }) => run.tag === 'done' && run.id === id)
  })
  expect(epochs()).toBe(3)
})

test('a stopped run is resumed on the page, and a run from its weights says that its epochs are more', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 20_000 })
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'training' && run.step > 0)
  await netloom.run('run.stop')
  await settle(() => netloom.studio.runs.written())
  await render(<TrainPage />, netloom)
  await click(find('header button', 'Resume run'))
  await netloom.when(({ run }) => run.tag === 'training' && run.id === id && run.epoch >= 1)
  expect(texts('header button')).not.toContain('Resume run')
  await settle(() => netloom.run('run.stop'))
  await netloom.run('plan.set', { epochs: 1 })
  await settle(async () => {
    const next = await netloom.run<string>('run.goOn')
    await netloom.when(({ run }) => run.tag === 'done' && run.id === next)
    await netloom.studio.runs.written()
  })
  expect(texts('header button')).not.toContain('Resume run')
  expect(texts('li p').join(' ')).toMatch(/batch size 64, 1 more epoch, seed 7.*batch size 64, epochs 20,000, seed 7/)
}, 60_000)

test('the epochs of a run from earlier weights are those that it trains', () => {
  const { plan } = expectDefined(
    templates.find(({ id }) => id === 'moons-mlp'),
    'moons',
  ).content
  const epochs = (from: number | undefined) =>
    /(?:epochs [\w ]+|\d+ more epochs?), seed/.exec(
      settingsText({
        content: { plan: { ...plan, epochs: 8 } },
        ...(from !== undefined && { from: { epoch: from } }),
      } as never),
    )?.[0]
  expect([undefined, 2, 8, 16].map(epochs)).toEqual([
    ...['epochs 8, seed', 'epochs 3 to 8, seed'],
    ...['8 more epochs, seed', '8 more epochs, seed'],
  ])
})

test('the settings of a run name its augmentations with their amounts', () => {
  const { plan, ...content } = expectDefined(
    templates.find(({ id }) => id === 'moons-mlp'),
    'moons',
  ).content
  const contents = [
    undefined,
    [{ kind: 'mixup' }],
    [
      { kind: 'rotate', degrees: 15 },
      { kind: 'mixup', alpha: 0.4 },
    ],
    [{ kind: 'flip', sideways: 0.25 }],
  ].map((augment) => ({ ...content, plan: { ...plan, ...(augment && { augment }) } }) as RunRecord['content'])
  const said = (shown: typeof contents) =>
    shown.map((one) => /(not )?augmented.*/.exec(settingsText({ content: one }, differing(shown)))?.[0])
  expect(said(contents)).toEqual([
    'not augmented',
    'augmented with mixup (alpha 0.2)',
    'augmented with rotate (degrees 15) and mixup (alpha 0.4)',
    'augmented with flip (left to right 0.25, upside down 0)',
  ])
  expect([said(contents.slice(0, 1)), said(contents.slice(1, 2))]).toEqual([
    [undefined],
    ['augmented with mixup (alpha 0.2)'],
  ])
})

test('a compared run is named with its target or its loss if the shown run has another', () => {
  const run = (name: string, plan: object) => ({ name, content: { data: { dataset: 'moons' }, plan } }) as never
  const shown = run('Run 1', { loss: { kind: 'crossentropy' } })
  const nameOf = (plan: object) => withTargetOrLoss(run('Run 2', plan), shown).name
  expect(nameOf({ loss: { kind: 'crossentropy' } })).toBe('Run 2')
  expect(nameOf({ loss: { kind: 'crossentropy' }, target: 'x' })).toBe('Run 2, target "x"')
  expect(nameOf({ loss: { kind: 'hinge' } })).toBe('Run 2, hinge')
})
