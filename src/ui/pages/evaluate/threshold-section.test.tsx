/** @file Tests that costs move the cheapest threshold, and that examples decided differently open on the Data page. */
import { expect, onTestFinished, test } from 'vitest'
import { costCurve } from '../../../metrics/curves'
import { percent } from '../../../messages/format'
import type { PredictedClasses } from '../../../studio/evaluation/report'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, focus, press, render, settle, texts, type } from '../../testing/render.test-help'
import EvaluatePage from '../evaluate-page'
import { yDomain } from '../../charts/chart-data'
import { isLabelBelow, layoutOf } from '../../charts/chart-layout'
import { costData, costPoint } from './threshold-curves'
// The lazy parts of the page are loaded before the tests, so that none loads after they have ended.
import '../data/learning-curve/curve-section'
import './certainty-section'
import './class-results'
import './compare-section'
import './groups-section'
import './importance-section'
import './simple-models-section'
import './slices-section'

const SECTION = 'section[aria-label="Threshold and costs"]'

test('the costs of a saved threshold are in the fields, and others can be entered', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 400 })
  await netloom.run('plan.set', { epochs: 3, learningRate: 0.002 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const save = (miss: number, falseAlarm: number) =>
    netloom.run('evaluate.decide', { threshold: 0.3, costs: { miss, falseAlarm, prevalence: 0.02 } })
  await save(10, 2)
  await render(<EvaluatePage />, netloom)
  const shown = () =>
    settle(() =>
      [...document.querySelectorAll<HTMLInputElement>(`${SECTION} input`)].slice(1, 4).map((one) => one.value),
    )
  await expect.poll(shown).toEqual(['10', '2', '2'])
  await focus(find(`${SECTION} input`, 'A miss costs'))
  await type('7')
  await press('Enter')
  await expect.poll(shown).toEqual(['7', '2', '2'])
  await save(4, 3)
  await expect.poll(shown).toEqual(['4', '3', '2'])
}, 60_000)

test('a costly miss lowers the cheapest threshold, and the examples that it decides differently can be opened', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'moons', samples: 400 })
  await netloom.run('plan.set', { epochs: 3, learningRate: 0.002 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await render(<EvaluatePage />, netloom)
  const verdict = () => settle(() => texts(`${SECTION} p`).join(' '))
  await expect.poll(verdict).toMatch(/hreshold (costs less than )?[\d.]+/)
  const threshold = async () => Number(/Threshold ([\d.]+) costs least/.exec(await verdict())?.[1] ?? 0.5)
  const before = await threshold()
  await focus(find(`${SECTION} input`, 'A miss costs'))
  await type('100')
  await press('Enter')
  await expect.poll(threshold).toBeLessThan(before)
  const [button] = texts(`${SECTION} button`).filter((one) => one.startsWith('Show'))
  const examples = Number(/Show (\d+) examples? decided/.exec(button ?? '')?.[1])
  expect(examples).toBeGreaterThan(0)
  const keep = texts(`${SECTION} button`).find((one) => one.startsWith('Save models with threshold'))
  // It has no more digits than it takes to decide as the score of an example.
  expect(keep).toMatch(/ 0\.\d{3,6}$/)
  await click(find(`${SECTION} button`, keep))
  await expect
    .poll(() => settle(() => texts(`${SECTION} span`).join(' ')))
    .toMatch(/Saved models predict "lower" from a probability of 0/)
  await click(find(`${SECTION} button`, 'Save models without a threshold'))
  await expect.poll(() => settle(() => texts(`${SECTION} span`).join(' '))).toContain('predict the most likely class')
  // What the threshold decides opens, and so does the point of the next lower threshold.
  const { rows, actual, probabilities } = await netloom.run<PredictedClasses>('evaluate.predictions', {})
  const scores = [...actual].map((_, i) => probabilities[2 * i + 1] as number)
  const at = Number(/from a probability of ([\d.]+)|threshold ([\d.]+)/.exec(keep ?? '')?.[2])
  const near = (i: number) => (scores[i] as number) >= at
  const parts = {
    found: (i: number) => near(i) && actual[i] === 1,
    'false alarm': (i: number) => near(i) && actual[i] === 0,
    missed: (i: number) => !near(i) && actual[i] === 1,
    'left out': (i: number) => !near(i) && actual[i] === 0,
  }
  for (const [name, isIn] of Object.entries(parts)) {
    const own = [...rows].filter((_, i) => isIn(i))
    const shown = texts(`${SECTION} p`).join(' ')
    expect(shown).toMatch(new RegExp(`${own.length} (correctly )?${name}`))
    if (own.length === 0) continue
    await click(
      find(
        `${SECTION} p button`,
        texts(`${SECTION} p button`).find((one) => one.includes(name)),
      ),
    )
    await expect.poll(() => netloom.app().look?.rows).toEqual(own)
  }
  await click(
    find(
      `${SECTION} p button`,
      texts(`${SECTION} p button`).find((one) => one.includes('next lower')),
    ),
  )
  const below = Math.max(...scores.filter((score) => score < at))
  const next = [...rows].filter((_, i) => scores[i] === below)
  await expect.poll(() => netloom.app().look?.rows).toEqual(next)
  await click(find(`${SECTION} button`, button))
  await expect.poll(() => netloom.app().look).toMatchObject({ rows: { length: examples } })
  // The costs stay when another tab is opened.
  await netloom.run('room.open', { room: 'evaluate', tab: 'comparison' })
  await settle(() => undefined)
  await netloom.run('room.open', { room: 'evaluate', tab: 'results' })
  await expect.poll(threshold).toBeLessThan(before)
  expect((find(`${SECTION} input`, 'A miss costs') as HTMLInputElement).value).toBe('100')
  // The results follow the threshold, and a line next to the tabs names it.
  await netloom.run('evaluate.decide', { positive: 'lower', threshold: 0.2 })
  const decidedBy = () => settle(() => texts('p').join(' '))
  await expect.poll(decidedBy).toContain('Decided by the saved threshold: "lower" from 0.200.')
  const right = [...rows.keys()].filter((i) => Number((scores[i] as number) >= 0.2) === actual[i]).length
  await expect.poll(() => settle(() => texts('header').join(' '))).toContain(percent(right / rows.length))
  // The test set chooses no threshold: it shows the cost of the saved one.
  await netloom.run('run.evaluate', { split: 'test' })
  await expect.poll(verdict).toMatch(/Threshold 0.200 costs .* Choose it on the validation set/)
  expect(await verdict()).not.toContain('costs least')
  expect(texts(`${SECTION} button`).filter((one) => one.startsWith('Save models'))).toEqual([])
  await netloom.run('evaluate.decide', { threshold: null })
  await netloom.run('run.evaluate', { split: 'validation' })
  // "How sure is it?" has the calibration of the same predictions, and how many sets contain the actual class.
  await netloom.run('room.open', { room: 'evaluate', tab: 'certainty' })
  const sure = () => settle(() => texts('section[aria-label="How sure is it?"] :is(p, th, td)').join(' '))
  await expect
    .poll(sure)
    .toMatch(/Brier score of "lower" 0.\d+ = .*contains the actual class for \d+(.\d+)?% .*"upper" \d+/)
  // The bin that is farthest from the diagonal is picked, and the least certain fifth.
  const shows = () => texts('section[aria-label="How sure is it?"] button').filter((one) => one.startsWith('Show'))
  const [bin = ''] = shows()
  const [least = ''] = shows().filter((one) => one.includes('least'))
  const [, low = 0, high = 1] = (/: ([\d.]+)% to ([\d.]+)%$/.exec(bin) ?? []).map((one) => Number(one) / 100)
  const inBin = [...rows].filter((_, i) => (scores[i] as number) > low && (scores[i] as number) <= high)
  expect(bin).toContain(`Show ${inBin.length} example`)
  // The diagram and the histogram pick the same bin.
  const [ofDiagram] = [...document.querySelectorAll<HTMLElement>('button')].filter((one) => one.textContent === bin)
  await click(ofDiagram as HTMLElement)
  await expect.poll(() => netloom.app().look?.rows).toEqual(inBin)
  await netloom.run('room.open', { room: 'evaluate', tab: 'certainty' })
  await expect.poll(() => settle(shows)).toContain(least)
  await click(find('section[aria-label="How sure is it?"] button', least))
  const sureness = (row: number) => Math.abs((scores[rows.indexOf(row)] as number) - 0.5)
  await expect.poll(() => netloom.app().look?.title).toBe(least)
  const left = new Set(netloom.app().look?.rows)
  expect(left.size).toBe(rows.length - Math.round(0.8 * rows.length))
  const taken = [...rows].filter((row) => !left.has(row))
  expect(Math.max(...[...left].map(sureness))).toBeLessThanOrEqual(Math.min(...taken.map(sureness)))
  await netloom.run('room.open', { room: 'evaluate', tab: 'certainty' })
  await netloom.run('calibrate.fit', { method: 'temperature' })
  await expect.poll(sure).toMatch(/fitted to these \d+ examples/)
  // The results and the groups say whether they are calibrated; the groups have the same costs.
  await expect.poll(decidedBy).toContain('Decided by the most likely class, calibrated.')
  await netloom.run('room.open', { room: 'evaluate', tab: 'groups' })
  const groups = () => settle(() => texts('section[aria-label="For whom does it fail?"]').join(' '))
  await expect.poll(groups).toContain('The most likely class by group, calibrated')
  await expect
    .poll(() => settle(() => texts('section[aria-label="For whom does it fail?"] tbody').length))
    .toBeGreaterThan(1)
  expect((find('section input', 'A miss costs') as HTMLInputElement).value).toBe('100')
  await netloom.run('room.open', { room: 'evaluate', tab: 'certainty' })
  await expect.poll(sure).toMatch(/fitted to these \d+ examples/)
  await settle(() => netloom.run('calibrate.fit', { method: 'none' }))
  await click(find('section[aria-label="How sure is it?"] button', 'Measure with dropout'))
  await expect.poll(sure).toContain('has no dropout layers')
})

test('the cost curve has the cost of every threshold, also between scores that are far apart', () => {
  for (const scores of [
    [0.186, 0.186, 0.993, 0.2],
    [0, 0.5, 0.5, 1],
    [0.4, 0.1, 0.9, 0.7],
  ]) {
    const positive = Uint8Array.of(0, 1, 1, 0)
    const costs = { miss: 3, falseAlarm: 1 }
    const curve = costData(costCurve({ scores: Float64Array.from(scores), positive }, costs)).series[0]
    for (const threshold of [0.05, 0.186, 0.19, 0.25, 0.5, 0.6, 0.992, 0.993, 0.999, 1]) {
      const paid = scores.map((score, i) => (score >= threshold ? 1 - (positive[i] ?? 0) : 3 * (positive[i] ?? 0)))
      // The value of a step holds above its point, up to the next one.
      const at = Array.from(curve?.x ?? []).findLastIndex((x) => x < threshold)
      expect([scores, threshold, curve?.y[at]]).toEqual([scores, threshold, 250 * paid.reduce((sum, one) => sum + one)])
    }
    expect([curve?.x[0], curve?.x.length]).toEqual([0, curve?.y.length])
  }
})

test('the axis of costs ends at three times the lowest cost, and says so; a lowest cost of zero cuts nothing', () => {
  const curve = (scores: readonly number[]) =>
    costData(
      costCurve(
        { scores: Float64Array.from(scores), positive: Uint8Array.of(0, 1, 0, 1) },
        { miss: 50, falseAlarm: 1 },
      ),
    )
  // Of four examples, one false alarm costs 250 for each 1,000.
  const cut = curve([0.1, 0.2, 0.3, 0.9])
  expect(cut.y.limit).toBe(750)
  expect(yDomain(cut)).toEqual([0, 750])
  expect(cut.marks?.map(({ axis, at, text }) => [axis, at, text])).toEqual([['y', 750, 'axis cut at 750']])
  // In a plot of 100 px from 8 px on, each pixel is 7.5; the point of a higher cost stays at the upper edge.
  const layout = layoutOf(cut, { width: 168, height: 128 })
  expect([0.3, 0.75, 1.5].map((cost) => costPoint(layout, 0.5, cost))).toEqual([
    { cx: 104, cy: 68 },
    { cx: 104, cy: 8 },
    { cx: 104, cy: 8 },
  ])
  // There is no space for text above the end of the axis.
  expect([750, 400].map((at) => isLabelBelow(layout, at))).toEqual([true, false])
  const separable = curve([0.1, 0.8, 0.2, 0.9])
  expect([separable.y.limit, separable.marks]).toEqual([undefined, undefined])
})
