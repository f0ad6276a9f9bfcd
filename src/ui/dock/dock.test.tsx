/**
 * @file Tests that the charts can be opened on a short screen, that the speed is not shown a second time, that at most
 * one Train button is the primary one, and that data that was not loaded is reported in place of Train.
 */
import { expect, onTestFinished, test, vi } from 'vitest'
import { lossNumber } from '../../messages/format'
import { classScoreText } from '../../metrics/format-metric'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { worstClass } from '../charts/metric-tables'
import { Transport } from '../shell/run-status'
import { click, find, render, settle, texts } from '../testing/render.test-help'
import EvaluatePage from '../pages/evaluate-page'
import TrainPage from '../pages/train-page'
import { Dock } from './dock'
import { TrainButton } from './train-button'

function onLowScreen(): void {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query === '(max-height: 700px)',
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  onTestFinished(() => void vi.unstubAllGlobals())
}

test('the line shows no losses of the stored weights next to scores of weights that were edited by hand', async () => {
  onLowScreen()
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 60 })
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await render(<Dock />, netloom)
  const line = () => find('section', 'Run').textContent ?? ''
  const { history } = netloom.state().run
  expect(line()).toContain(lossNumber(history.at(-1)?.loss))
  await settle(() => netloom.run('weights.edit', { node: 'hidden', weight: 'kernel', index: 0, value: 40 }))
  const edited = () => netloom.app().metrics?.heads[0]
  await expect.poll(() => settle(edited)).toBeTruthy()
  expect(line()).toMatch(/^In use: Run 1, epoch 3, step \d+, edited by hand/)
  for (const { loss, validationLoss } of history)
    for (const value of [loss, validationLoss]) expect(line()).not.toContain(lossNumber(value))
  const head = edited()
  if (head?.kind !== 'classes') throw new Error('The output predicts classes.')
  const worst = worstClass(head.perClass)
  expect(line()).toContain(`Worst class${worst?.label}, ${worst && classScoreText(worst)}`)
  await settle(() => netloom.run('weights.reset'))
  expect(line()).toContain(lossNumber(history.at(-1)?.loss))
})

test('on a screen of 633 px, the charts are one press away, and the line has no speed', async () => {
  onLowScreen()
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 60 })
  await netloom.run('plan.set', { epochs: 40, learningRate: 0.5, earlyStopping: { patience: 2, restoreBest: true } })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await render(<Dock />, netloom)
  const line = () => find('section', 'Run').textContent
  // All values are those of the restored epoch, as the scores are.
  const { history } = netloom.state().run
  const best = history.reduce((a, b) => ((b.validationLoss ?? 0) < (a.validationLoss ?? 0) ? b : a))
  expect(history.at(-1)?.epoch).toBe(best.epoch + 2)
  expect(line()).toContain(`Epoch ${best.epoch} (best)Loss${lossNumber(best.loss)}`)
  expect(line()).toContain(`Validation${lossNumber(best.validationLoss)}`)
  const { run } = netloom.app()
  if (run.tag === 'idle') throw new Error('There is no run.')
  await settle(() => netloom.studio.store.setState({ run: { ...run, tag: 'training', stepsPerSecond: 212 } as never }))
  expect(line()).not.toContain('212')
  await click(find('button', 'Expand the charts'))
  expect([...document.querySelectorAll('h3')].map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Loss'),
    expect.stringContaining('Per class'),
    expect.stringContaining('Decision'),
  ])
  await click(find('button', 'Collapse the charts'))
  expect(document.querySelectorAll('h3')).toHaveLength(0)
})

test('after a look at the test set, the charts still show the validation set, and say so', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 120 }, (_, i) =>
    [(i * 37) % 101, (i * 53) % 97, (i * 7) % 3 ? 'no' : 'yes'].join(),
  )
  const files = [{ path: 'churn.csv', text: `x,y,churn\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'churn' }, project: 'new' })
  await netloom.run('data.predict', { column: 'churn', fit: true })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const { rows } = netloom.app().metrics as { readonly rows: number }
  await netloom.run('run.evaluate', { split: 'test' })
  await render(<Dock />, netloom)
  const heads = () => settle(() => texts('h3').join(' '))
  await expect.poll(heads).toContain('Per classValidation set, lowest F1 first')
  expect(await heads()).toMatch(/MistakesValidation set, (none|\d+) wrong/)
  const n = texts('section[aria-label="Per class"] tbody td:last-child').reduce((sum, one) => sum + Number(one), 0)
  expect(n).toBe(rows)
  expect(await heads()).not.toContain('Test set')
})

test('after a threshold or a calibration is saved, each figure says whether it is decided by them', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 100 })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const before = netloom.app().metrics
  await render(
    <>
      <Dock />
      <TrainPage />
      <EvaluatePage />
    </>,
    netloom,
  )
  const heads = () => settle(() => texts('h3').join('; '))
  const curves = () => settle(() => texts('section[aria-label="Loss"], section[aria-label="Metrics"]').join(' '))
  const all = () => settle(() => texts('p').join(' '))
  expect(`${await heads()} ${await curves()}`).not.toMatch(/threshold|calibrated/)
  await settle(() => netloom.run('evaluate.decide', { positive: 'lower', threshold: 0.2 }))
  await expect.poll(heads).toMatch(/Per class[^;]+· "lower" from 0.200/)
  expect(await heads()).toMatch(/Decision surface[^;]+· without the saved threshold/)
  expect(await heads()).not.toContain('calibrated')
  expect((await curves()).split('without the saved threshold')).toHaveLength(2)
  // Results from before: the summary and the tables differ from the curves, which follow the threshold.
  await settle(() => netloom.studio.store.setState({ metrics: before }))
  expect(await heads()).toMatch(/Per class[^;]+· without the saved threshold/)
  expect(await all()).toContain('The summary and the tables are without the saved threshold')
  await settle(() => netloom.run('evaluate.decide', { threshold: null }))
  await settle(() => netloom.run('calibrate.fit', { method: 'temperature' }))
  await expect.poll(heads).toMatch(/Loss[^;]+· not calibrated;.*Per class[^;]+· calibrated/)
  expect((await curves()).split('not calibrated').length).toBeGreaterThan(2)
  expect(await all()).toContain('Decided by the most likely class, calibrated.')
})

test('without validation examples, the charts and the Evaluate page say so, and offer no evaluation of them', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const files = [{ path: 'one.csv', text: 'x,y,side\n1,2,left\n2,1,right\n3,5,left\n' }]
  await netloom.run('data.bring', { files, options: { target: 'side' }, project: 'new' })
  await netloom.run('data.predict', { column: 'side', fit: true })
  await netloom.run('plan.set', { epochs: 1, split: { validation: 0, test: 0 } })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await render(
    <>
      <Dock />
      <EvaluatePage />
    </>,
    netloom,
  )
  const all = () => settle(() => texts('p').join(' '))
  await expect.poll(all).toContain('The validation set has no examples. Give it a share')
  await expect.poll(all).toContain('The validation set has no examples. Select the training set')
  expect(await all()).not.toMatch(/after the first epoch|Select Evaluate/)
  expect((find('button', 'Evaluate') as HTMLButtonElement).disabled).toBe(true)
})

test('of the Train buttons of a page one is primary, and none while the network has a problem', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await render(
    <>
      <Transport />
      <TrainButton />
    </>,
    netloom,
  )
  const primary = () => texts('button[class*="primary"]')
  for (const room of ['build', 'train', 'evaluate']) {
    await settle(() => netloom.run('room.open', { room }))
    expect([room, primary()]).toEqual([room, ['Train']])
  }
  await settle(() => netloom.run('graph.remove', { nodes: ['hidden'] }))
  await settle(() => netloom.run('room.open', { room: 'train' }))
  expect(netloom.state().check.ok).toBe(false)
  expect(primary()).toEqual([])
  // The problem is one press away, on another page.
  await click(find('button', 'Show the problem'))
  expect(netloom.app()).toMatchObject({ room: 'build', selection: ['dense'] })
  expect(texts('button')).not.toContain('Show the problem')
})

test('in place of Train, a failed download is reported, with a button that loads the data again', async () => {
  const netloom = await openTestStudio('fashion-cnn')
  onTestFinished(() => netloom.close())
  await expect.poll(() => netloom.app().data.tag).toBe('failed')
  await render(<TrainButton />, netloom)
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Fashion-MNIST')
  expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual([
    'Load the data again',
  ])
  const tags: string[] = []
  onTestFinished(netloom.studio.store.subscribe(({ data }) => tags.push(data.tag)))
  await click(find('button', 'Load the data again'))
  await expect.poll(() => settle(() => tags)).toContain('loading')
})

test('for a project whose own dataset is not here, the one thing to do is to import its files', async () => {
  const sender = await openTestStudio('blank')
  onTestFinished(() => sender.close())
  const dataset = await sender.run<string>('data.collect', { title: 'Hands', size: 28, classes: ['rock', 'paper'] })
  const image = new Uint8Array(28 * 28).fill(90)
  const rows = ['rock', 'paper'].flatMap((label) => Array.from({ length: 6 }, () => ({ image, class: label })))
  await sender.run('collect.add', { dataset, rows })
  await sender.run('project.forSet', { dataset })
  const { fragment } = await sender.run<{ fragment: string }>('project.link')
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  await netloom.run('project.openLink', { fragment })
  await expect.poll(() => netloom.app().data.tag).toBe('failed')
  await netloom.run('room.open', { room: 'build' })
  await render(
    <>
      <Transport />
      <TrainButton />
    </>,
    netloom,
  )
  expect(texts('button[class*="primary"]')).toEqual(['Import dataset files'])
})
