/** @file Tests of the overview of classes: its answer, its examples of a mistake, and why one of them is predicted so. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { resultsText } from '../../../messages/en/evaluate/results'
import { comparisonText } from '../../../messages/en/evaluate/explanations'
import { differenceOf, type ModelComparison } from '../../../studio/evaluation/compare'
import { percent } from '../../../messages/format'
import type { PredictedClasses } from '../../../studio/evaluation/report'
import { weightsName } from '../../../studio/training/weights-in-use'
import { memoryStorage } from '../../../storage/open-storage'
import { workHistory } from '../../../studio/project/edit-history'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import EvaluatePage from '../evaluate-page'
import { metricsText, notLearnedText } from '../train/run-text'
// The lazy parts of the page are loaded before the tests, so that none loads after they have ended.
import '../../charts/example-dialog'
import '../../charts/row-explanation'
import '../data/learning-curve/curve-section'
import { ExamplesToExplain } from './output-views'
import './class-results'
import './compare-section'
import './groups-section'
import './importance-section'
import './simple-models-section'
import './slices-section'
import { weightsText } from './evaluated-weights'

test('the page names the worst mistake, and a cell shows all of its examples, each explained in place', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1, learningRate: 0.0001 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  await render(<EvaluatePage />, netloom)
  const files: Blob[] = []
  const made = vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${files.push(file as Blob)}`)
  // A click on a link to a file would leave the page.
  const followed = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  onTestFinished(() => {
    made.mockRestore()
    followed.mockRestore()
  })
  const inside = (section: string, of: string) => `section[aria-label="${section}"] ${of}`
  await expect.poll(() => settle(() => texts(inside('Per class', 'button')))).toContain('CSV')
  await click(find(inside('Per class', 'button'), 'CSV'))
  await expect.poll(() => settle(() => files[0]?.text())).toMatch(/^row,actual,predicted,p\(upper\),p\(lower\)\s+\d+,/)

  const [head] = netloom.app().metrics?.heads ?? []
  if (head?.kind !== 'classes') throw new Error('classes are evaluated')
  const [[, missed = 0] = [], [others = 0] = []] = head.confusion
  const most = Math.max(missed, others)
  // More than the evaluation keeps.
  expect(most).toBeGreaterThan(24)
  const [actual, predicted] = missed === most ? ['upper', 'lower'] : ['lower', 'upper']
  expect(texts('p').join(' ')).toContain(`Most frequent mistake: ${actual} predicted as ${predicted}, ${most} of `)
  // The classes are compared by their recall, worst first, below all examples.
  const recalls = head.perClass.map(({ label, recall = 0 }) => ({ label, recall: `${(100 * recall).toFixed(1)}%` }))
  const [worst, best] = recalls.toSorted((a, b) => Number.parseFloat(a.recall) - Number.parseFloat(b.recall))
  expect(texts(inside('Classes and slices', 'tbody th'))).toEqual(['All', worst?.label, best?.label])
  expect(texts(inside('Classes and slices', 'tbody tr:nth-child(2) td'))[1]).toBe(worst?.recall)

  await click(document.querySelector<HTMLElement>(inside('Mistakes', `td button[title^="${actual}"]`)) as HTMLElement)
  const examples = () => texts(inside('Examples', 'li button'))
  await expect.poll(() => settle(examples)).toHaveLength(Math.min(48, most))
  const shares = texts(inside('Examples', 'li button > span:last-child')).map(Number.parseFloat)
  expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  await click(document.querySelector<HTMLElement>(inside('Examples', 'li:nth-child(2) button')) as HTMLElement)
  const why = () => texts(inside('Why this prediction', ':is(tr, p)')).join(' ')
  await expect
    .poll(() => settle(why), { timeout: 10_000 })
    .toMatch(/This example\d\.\d+ .*[●▲■] .*Gap between the parts and the whole\d/)
  await click(find(inside('Why this prediction', 'button'), 'Details'))
  const dialog = () => find('[role="dialog"]').textContent
  await expect
    .poll(async () => settle(dialog))
    .toMatch(/Model prediction.*upper.*%.*lower.*%|Model prediction.*lower.*%.*upper.*%/)
}, 30_000)

test('until the set is predicted, the rows of a mistake cannot be opened, because only some are known', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1, learningRate: 0.0001 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  let predict = () => {}
  const wait = new Promise<void>((go) => (predict = go))
  const { studio } = netloom
  const run: typeof studio.run = async (id, ...args) => {
    if (id === 'evaluate.predictions') await wait
    return studio.run(id, ...args)
  }
  await render(<EvaluatePage />, { studio: { ...studio, run } })
  await click(document.querySelector<HTMLElement>('section[aria-label="Mistakes"] td button') as HTMLElement)
  const examples = 'section[aria-label="Examples"]'
  const isClosed = () => find<HTMLButtonElement>(`${examples} button`, 'Open in Data').disabled
  expect([texts(`${examples} li button`).length, isClosed()]).toEqual([24, true])
  predict()
  await expect.poll(() => settle(isClosed)).toBe(false)
  expect(texts(`${examples} li button`).length).toBeGreaterThan(24)
}, 30_000)

test('with a calibration, the examples and why have its probabilities', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 3, learningRate: 0.002 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('calibrate.fit', { method: 'temperature' })
  const mostConfident = async (decided: boolean) => {
    const found = await netloom.run<PredictedClasses>('evaluate.predictions', { decided })
    const sureness = Array.from(found.predicted, (one, i) =>
      one === found.actual[i] ? 0 : (found.probabilities[2 * i + one] as number),
    )
    return Math.max(...sureness)
  }
  const expected = await mostConfident(true)
  expect(Math.abs(expected - (await mostConfident(false)))).toBeGreaterThan(0.01)
  await render(<EvaluatePage />, netloom)
  const examples = () => texts('section[aria-label="Examples"] li button')
  await expect.poll(() => settle(() => examples()[0])).toContain(percent(expected))
  const why = () => texts('section[aria-label="Why this prediction"]').join(' ')
  await expect.poll(() => settle(why)).toContain(`This example${expected.toFixed(3)}`)
  expect(why()).toContain(percent(expected))
  // So has the dialog.
  await click(find('section[aria-label="Why this prediction"] button', 'Details'))
  await expect
    .poll(() => settle(() => find('[role="dialog"] section[aria-label="Model prediction"]').textContent))
    .toContain(percent(expected))
}, 30_000)

test('after a reload, the results that the run ended with follow the saved threshold', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const { metrics } = netloom.app()
  await netloom.run('evaluate.decide', { positive: 'lower', threshold: 0.1 })
  // As after a reload: the page opens first, and then the results of the run are there.
  netloom.studio.store.setState({ metrics: null })
  await render(<EvaluatePage />, netloom)
  await settle(() => netloom.studio.store.setState({ metrics }))
  await expect
    .poll(() => settle(() => texts('p').join(' ')))
    .toContain('Decided by the saved threshold: "lower" from 0.100.')
  expect(netloom.app().metrics?.isDecided).toBe(true)
}, 30_000)

test('an accuracy of examples that all have one class says nothing, wherever it stands', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 100 }, (_, i) => `${(i * 7) % 50},cat`)
  const files = [{ path: 'cats.csv', text: `size,kind\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'kind' }, project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  expect(netloom.state().metrics?.accuracy).toBe(1)
  await render(<EvaluatePage />, netloom)
  const all = () => texts('p').join(' ')
  await expect.poll(() => settle(all)).toContain('so accuracy says nothing: always predicting "cat" is 100% correct')
  expect(texts('header p').join(' ')).toMatch(/^100\.0% accuracy .*One class only: accuracy says nothing/)
  expect(all()).not.toContain('predicted correctly')
  const [record] = netloom.app().runs
  if (!record) throw new Error('the run is recorded')
  expect(metricsText(record)).toMatch(/accuracy 100\.0% \(one class only\)/)
  expect(notLearnedText(record)).toMatch(
    /^All \d+ validation examples are "cat", so accuracy says nothing.*Add examples/,
  )
})

test('without mistakes, the correct predictions that are least certain are shown', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 200 }, (_, i) => {
    const right = i % 2
    return [right + ((i * 37) % 101) / 400, ((i * 53) % 97) / 97, right ? 'right' : 'left'].join()
  })
  const file = { path: 'sides.csv', text: `x,y,side\n${lines.join('\n')}\n` }
  await netloom.run('data.bring', { files: [file], options: { target: 'side' }, project: 'new' })
  await netloom.run('data.predict', { column: 'side', fit: true })
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const { predicted, actual, probabilities } = await netloom.run<PredictedClasses>('evaluate.predictions', {})
  expect(predicted).toEqual(actual)
  const sureness = Array.from(predicted, (one, i) => probabilities[2 * i + one] as number).sort((a, b) => a - b)
  await render(<EvaluatePage />, netloom)
  const section = () => texts('section[aria-label="Examples"]').join(' ')
  await expect.poll(() => settle(section)).toContain('No mistakes. These correct predictions are the least certain.')
  expect(section()).toContain('Least certain predictions')
  expect(texts('section[aria-label="Examples"] li button > span:last-child')).toEqual(
    sureness.slice(0, 48).map((one) => expect.stringContaining(percent(one))),
  )
  await expect.poll(() => settle(() => texts('section[aria-label="Why this prediction"]'))).toHaveLength(1)
}, 30_000)

test('the numbers of a class open what they count', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1, learningRate: 0.0001 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  await render(<EvaluatePage />, netloom)
  await expect.poll(() => settle(() => texts('section[aria-label="Per class"] tbody th'))).toHaveLength(2)
  const { metrics } = netloom.app()
  const [head] = metrics?.heads ?? []
  if (head?.kind !== 'classes') throw new Error('classes are evaluated')
  const [[own = 0, missed = 0] = [], [others = 0] = []] = head.confusion
  const label = head.perClass[0]?.label ?? ''
  const opens = async (title: string) => {
    const [link] = document.querySelectorAll<HTMLElement>(`tr button[title='${title}']`)
    if (!link) throw new Error(`no number is titled ${title}`)
    await click(link)
    await expect.poll(() => netloom.app().look?.title).toBe(title)
    return netloom.app().look?.rows?.length
  }
  expect(await opens(`Examples of "${label}"`)).toBe(own + missed)
  expect(await opens(`Mistakes with "${label}"`)).toBe(missed + others)
  if (own + others > 0) expect(await opens(`Predicted as "${label}"`)).toBe(own + others)
  expect(netloom.app().metrics?.data).toBe('moons')
})

test('results of data before an edit say so; the page evaluates again when it is opened, but not on the test set', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  const rows = netloom.app().metrics?.rows ?? 0
  const exclude = async () => {
    const [row = 0] = netloom.app().evaluated?.split.train ?? []
    await settle(() => netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[row, row]] } }))
  }
  await exclude()
  const note = () => texts('header b').filter((one) => one.includes('Out of date'))
  await render(<EvaluatePage />, netloom)
  await expect.poll(() => settle(() => netloom.app().metrics?.rows)).toBe(rows - 1)
  await expect.poll(() => settle(note)).toEqual([])
  await exclude()
  await expect.poll(() => settle(note)).toHaveLength(1)
  expect(netloom.app().metrics?.rows).toBe(rows - 1)
  await netloom.run('run.evaluate', { split: 'test' })
  const seen = netloom.app().metrics
  await exclude()
  await render(<EvaluatePage />, netloom)
  await expect.poll(() => settle(note)).toHaveLength(2)
  expect(netloom.app().metrics).toBe(seen)
}, 30_000)

test('results of a dataset that is not chosen are not mixed with it, and are all there again after undo', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await render(<EvaluatePage />, netloom)
  const results = () => texts('section[aria-label="Reliability"], section[aria-label="Threshold and costs"]').join(' ')
  await expect.poll(() => settle(results)).toMatch(/ECE \d/)
  const history = workHistory(netloom.studio)
  const [head, shown] = [texts('header p').join(' '), results()]
  await settle(() => netloom.run('data.use', { dataset: 'spirals' }))
  await netloom.when(({ data }) => data.loaded)
  const why = 'No example of Spirals has a class in "class" that the trained network predicts (upper and lower)'
  const about = () => texts('section[aria-label="Results of other data"]').join(' ')
  await expect.poll(() => settle(about)).toMatch(/^Run 1 was trained on Moons\. Spirals is chosen now.* choose Moons/)
  expect(about()).toContain(why)
  expect(texts('[role="tab"], header b').concat(results())).toEqual([''])
  for (const id of ['run.evaluate', 'evaluate.report'])
    expect(await netloom.refused(id, { split: 'validation' })).toBe('data-lacks-classes')
  await settle(() => history.go('undo', {}))
  await netloom.when(({ data }) => data.loaded)
  await expect.poll(() => settle(results)).toBe(shown)
  expect([texts('header p').join(' '), about()]).toEqual([head, ''])
}, 30_000)

test('on points of another seed, no set is called the one that the run was trained on', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await render(<EvaluatePage />, netloom)
  const says = () => texts('header').join(' ')
  const evaluate = () => netloom.run('run.evaluate', { split: 'train' })
  const errors = () => netloom.run<{ isInSample?: boolean }>('evaluate.labelErrors', { split: 'train' })
  await evaluate()
  await expect.poll(() => settle(says)).toMatch(/Used for training/)
  expect(says()).not.toMatch(/seen none/)
  expect((await errors()).isInSample).toBe(true)
  await netloom.run('data.use', { dataset: 'moons', seed: 8 })
  await evaluate()
  await expect
    .poll(() => settle(says))
    .toMatch(/The network was not trained on these.*Run 1 was trained on other data \(data seed 7\).*\(data seed 8\)/)
  expect(says()).not.toMatch(/Used for training/)
  expect((await errors()).isInSample).toBeUndefined()
  expect(await netloom.refused('explain.influence', { row: 0 })).toBe('influence-other-data')
  // The default seed by its number is the same data.
  await netloom.run('data.use', { dataset: 'moons', seed: 7 })
  await evaluate()
  await expect.poll(() => settle(says)).toMatch(/Used for training/)
}, 30_000)

test('rows with too few earlier values are named after the project is opened again, without a new evaluation', async () => {
  const storage = Promise.resolve(memoryStorage())
  const before = await openTestStudio('moons-mlp', storage)
  await before.run('data.use', { dataset: 'moons', samples: 200 })
  const prepare = { x: [{ kind: 'standardize' }, { kind: 'window', length: 40, horizon: 1 }] }
  await before.run('plan.set', { target: 'x', features: ['x'], prepare, epochs: 1 })
  await before.run('data.draw')
  await before.run('run.start')
  await before.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const { id } = before.state().project
  await before.run('project.save')
  await before.close()
  const netloom = await openTestStudio('blank', storage)
  onTestFinished(() => netloom.close())
  await netloom.run('project.open', { id })
  await netloom.when(({ data, metrics }) => data.loaded && metrics !== null)
  await render(<EvaluatePage />, netloom)
  expect(texts('p').join(' ')).toMatch(/\d+ rows of the validation set have fewer than the 40 earlier values of "x"/)
  // The validation set is drawn at random, so all windows of training rows have rows of the validation set.
  expect(texts('p').join(' ')).toMatch(/of 200 training rows contain rows of the validation set, so the results may be/)
})

test('the most frequent mistake is one of several if they are as frequent', () => {
  const { mistake } = resultsText.answer
  const most = { actual: 'cat', predicted: 'dog', n: 3, of: 40 }
  expect(mistake({ ...most, ties: 0 })).toBe('Most frequent mistake: <b>cat predicted as dog</b>, 3 of 40.')
  expect(mistake({ ...most, ties: 2 })).toBe(
    'Most frequent mistakes: <b>cat predicted as dog</b> and 2 others, 3 each.',
  )
})

test('weights of a run that was stopped within an epoch are not called those of its last complete epoch', () => {
  const base = { id: 'a', name: 'Run 1', tag: 'done', steps: 400, content: { plan: { epochs: 4 } } }
  const stoppedAt = (step: number, history: readonly object[] = [{ epoch: 1, loss: 1, metrics: {} }]) => {
    const record = { ...base, history, step }
    return weightsText({ run: { tag: 'done', id: 'a' }, runs: [record], inUse: null, checkpoints: {} } as never)
  }
  expect(stoppedAt(100)).toBe('Run 1, epoch 1 (last)')
  expect(stoppedAt(118)).toBe('Run 1, stopped in epoch 2, at step 118')
  expect(stoppedAt(18, [])).toBe('Run 1, stopped in epoch 1, at step 18')
  expect(stoppedAt(0, [])).toBe('Run 1, stopped before its first step: initial weights, not trained')
  // The same weights are named the same when they are chosen, and so are those of another moment.
  const chosen = (step: number, epoch: number) => {
    const inUse = { run: 'a', step, epoch }
    const runs = [{ ...base, step: 118, history: [{ epoch: 1, loss: 1, metrics: {} }] }]
    const state = { run: { tag: 'idle' }, runs, inUse, checkpoints: {} } as never
    return [weightsText(state), weightsName(state)]
  }
  expect(chosen(118, 1)).toEqual(['stopped in epoch 2, at step 118', 'stopped in epoch 2, at step 118'].map(named))
  expect(chosen(40, 0)).toEqual(['in epoch 1, at step 40', 'in epoch 1, at step 40'].map(named))
  expect(chosen(100, 1)).toEqual(['epoch 1, step 100', 'epoch 1'].map(named))
})

const named = (place: string, i: number) => `${i === 0 ? 'In use: ' : ''}Run 1, ${place}`

test('the verdict on two runs is that of the exact test next to it, not of the interval', () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
  const verdictOf = (better: number, worse: number) => {
    const rows = Uint32Array.from({ length: 120 }, (_, row) => row)
    const wrongFrom = (from: number, to: number) => rows.map((row) => Number(row >= from && row < to))
    const of = (predicted: Uint32Array) =>
      ({ kind: 'classes', labels: ['a', 'b'], rows, actual: new Uint32Array(120), predicted }) as never
    const found = differenceOf(of(wrongFrom(0, better)), of(wrongFrom(better, better + worse)))
    const words = comparisonText.verdict({ ...found, run: 'Run 1', weights: undefined, unit: undefined, isRate: true })
    return { ...found, conclusion: words.slice(words.indexOf('>') + 1, words.indexOf('.')) }
  }
  let onlyByInterval = 0
  for (let better = 0; better <= 16; better++)
    for (let worse = 0; worse <= 16; worse++) {
      const all = better + worse
      let tail = 0
      for (let k = Math.max(better, worse); k <= all; k++) tail += choose(all, k) / 2 ** all
      const p = Math.min(1, 2 * tail)
      const { conclusion, low, high } = verdictOf(better, worse)
      const clear = better > worse ? 'These weights are better' : 'These weights are worse'
      expect([better, worse, conclusion]).toEqual([better, worse, p < 0.05 ? clear : 'The difference could be chance'])
      if (p >= 0.05 && (low > 0 || high < 0)) onlyByInterval++
    }
  expect(onlyByInterval).toBeGreaterThan(0)
})

test('ordered classes have metrics by distance, also in a comparison with a run from before the order', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  onTestFinished(() => netloom.close())
  const marks = ['poor', 'fair', 'good']
  const lines = Array.from({ length: 240 }, (_, i) => `${(i * 7) % 50},${marks[(i * 7 + (i % 9) * 4) % 3]}`)
  const files = [{ path: 'tests.csv', text: `points,grade\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'grade' }, project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  const before = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await netloom.run('dataset.edit', { step: { kind: 'order', column: 'grade', values: marks } })
  await netloom.run('plan.set', { epochs: 20, learningRate: 0.03, augment: [{ kind: 'noise', deviation: 0.02 }] })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  await render(<EvaluatePage />, netloom)
  const [head] = netloom.app().metrics?.heads ?? []
  if (head?.kind !== 'classes') throw new Error('classes are evaluated')
  const [[, a = 0, far = 0] = [], [b = 0, , c = 0] = [], [back = 0, d = 0] = []] = head.confusion
  const near = a + b + c + d
  const apart = [near, far + back].flatMap((n, i) => (n > 0 ? [`${n} by ${i + 1} rank${i > 0 ? 's' : ''}`] : []))
  const about = `${near + far + back} of ${head.perClass.reduce((sum, { support }) => sum + support, 0)} wrong`
  await expect
    .poll(() => settle(() => texts('section[aria-label="Mistakes"]').join(' ')))
    .toContain(`${about}: ${apart.join(', ')}`)
  expect(texts('dt')).toEqual(expect.arrayContaining(['Weighted kappa', 'Rank MAE', 'Within 1 rank', 'Kendall’s tau']))
  const report = await netloom.run<{ metrics: Record<string, { value: number; low?: number }> }>('evaluate.report', {
    split: 'train',
  })
  for (const id of ['weightedKappa', 'rankMae', 'adjacentAccuracy', 'kendallTau'])
    expect(report.metrics[id]).toMatchObject({ value: expect.any(Number), low: expect.any(Number) })

  const compared = { a: { run: before }, b: {}, split: 'train' }
  const { a: earlier, b: now, ranks } = await netloom.run<ModelComparison>('evaluate.compare', compared)
  expect(now).toBe(head.accuracy)
  // The classes of the first run are in alphabetical order: fair, good, poor.
  const { actual, predicted, labels } = await netloom.run<PredictedClasses>('evaluate.predictions', {
    ...{ run: before, split: 'train' },
  })
  const rankOf = (index: number) => marks.indexOf(labels[index] as string)
  const distances = Array.from(actual, (one, i) => Math.abs(rankOf(one) - rankOf(predicted[i] as number)))
  expect(labels).not.toEqual(marks)
  expect(earlier).toBeCloseTo(distances.filter((one) => one === 0).length / actual.length, 12)
  expect(ranks?.rankMae.a).toBeCloseTo(distances.reduce((sum, one) => sum + one, 0) / actual.length, 12)
  expect(ranks?.rankMae.b).toBe(report.metrics.rankMae?.value)
  expect(ranks?.weightedKappa?.b).toBe(report.metrics.weightedKappa?.value)

  await settle(() => netloom.run('room.open', { room: 'evaluate', tab: 'comparison' }))
  await expect.poll(() => settle(() => texts('section[aria-label="Compared with another run"]'))).toHaveLength(1)
  await click(find('section[aria-label="Compared with another run"] [role="combobox"]'))
  await click(find('[role="option"]', 'Run 1'))
  const sentences = () => texts('section[aria-label="Compared with another run"] p')
  await expect.poll(() => settle(() => sentences().join(' '))).toContain('Accuracy: ')
  expect(sentences()[1]).toMatch(
    /^.*\. Weighted kappa: [-−]?\d\.\d{3}, and [-−]?\d\.\d{3} for Run 1\. Difference .* \(95% interval .* to .*\)\.$/,
  )
  expect(sentences()[2]).toMatch(/^(These weights are (better|worse)|The difference could be chance)\. Rank MAE: /)
  // What was trained differently is named.
  expect(sentences().slice(-2)).toEqual([
    expect.stringMatching(/^Run 1: .*epochs 1,.*, not augmented, /),
    expect.stringMatching(/^Run 2: .*epochs 20,.*, augmented with noise \(standard deviation 0\.02\), /),
  ])
})

test('a further metric is clear if its interval excludes 0, and better in the direction of the metric', () => {
  const shown = { metric: 'Rank MAE', a: '0.5', b: '0.3', difference: '−0.2', low: '−0.3', high: '−0.1', run: 'Run 1' }
  const said = (isClear: boolean, isBetter: boolean) => comparisonText.further({ ...shown, isClear, isBetter })
  expect([said(true, true), said(true, false), said(false, true)].map((words) => words.split('.')[0])).toEqual([
    ...['<b>These weights are better', '<b>These weights are worse', '<b>The difference could be chance'],
  ])
})

test('results of rows before an edit are called an earlier version, with a link to where it can be restored', async () => {
  const storage = Promise.resolve(memoryStorage())
  const before = await openTestStudio('moons-mlp', storage)
  // The first edit makes a dataset of your own.
  await before.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 0]] } })
  await before.run('plan.set', { epochs: 1 })
  await before.run('run.start')
  await before.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const { dataset } = before.app().project.data
  await before.run('dataset.edit', { step: { kind: 'exclude', rows: [[5, 5]] } })
  expect(before.app().project.data.dataset).toBe(dataset)
  const { id } = before.state().project
  await before.run('project.save')
  await before.close()
  // The rows of the run are not loaded when the project is opened again.
  const netloom = await openTestStudio('blank', storage)
  onTestFinished(() => netloom.close())
  await netloom.run('project.open', { id })
  await netloom.when(({ data, metrics }) => data.loaded && metrics !== null)
  await render(<EvaluatePage />, netloom)
  const says = () => settle(() => texts('p').join(' '))
  await expect.poll(says).toContain('an earlier version of the dataset')
  expect(await says()).not.toContain('a different dataset')
  await click(find('button', 'Open Versions'))
  expect([netloom.app().room, netloom.app().dataTab]).toEqual(['data', 'versions'])
  await netloom.run('run.evaluate', { split: 'validation' })
  await expect.poll(says).not.toContain('an earlier version of the dataset')
})

test('a list of wrong predictions says how many it leaves out, of all classes and of one', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1, learningRate: 0.0001 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'train' })
  const [evaluation] = netloom.app().metrics?.heads ?? []
  if (evaluation?.kind !== 'classes') throw new Error('classes are evaluated')
  await render(<ExamplesToExplain head={{ evaluation, target: 'moon' }} />, netloom)
  const [[, b = 0] = [], [c = 0] = []] = evaluation.confusion
  expect(b + c).toBeGreaterThan(evaluation.wrong.length)
  await expect
    .poll(() => settle(() => texts('section').join(' ')))
    .toContain(`${evaluation.wrong.length} of ${b + c} wrong predictions. The evaluation keeps only some examples.`)
})
