/**
 * @file Tests that the errors of predicted numbers open the examples of a range, that intervals are measured, and what a
 * calibration changes.
 */
import { expect, onTestFinished, test } from 'vitest'
import { rng } from '../../../base/rng'
import { certaintyText } from '../../../messages/en/evaluate/curves'
import { metricNumber, significant } from '../../../messages/format'
import type { PredictedClasses, PredictedNumbers } from '../../../studio/evaluation/report'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import type { ShownHead } from '../../charts/use-evaluation'
import { type PredictionsProps, withPredictions } from './calibrated-predictions'
import { ClassesCertainty, NumberCertainty } from './certainty-section'

test('a calibration decides the predicted classes of the charts and the sets', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  // Four in ten labels of each third are others, by turns.
  const lines = Array.from({ length: 300 }, (_, i) => {
    const x = (i * 37) % 300
    return [x, 'abc'[(Math.floor(x / 100) + ((i * 7) % 10 < 4 ? 1 + (i % 2) : 0)) % 3]].join()
  })
  const files = [{ path: 'letters.csv', text: `x,letter\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'letter' }, project: 'new' })
  await netloom.run('data.predict', { column: 'letter', fit: true })
  await netloom.run('plan.set', { epochs: 6 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const [evaluation] = netloom.app().metrics?.heads ?? []
  if (evaluation?.kind !== 'classes') throw new Error('it predicts classes')
  const head: ShownHead<'classes'> = { evaluation, target: 'letter' }
  let given: PredictedClasses | undefined
  const Probe = withPredictions('Probe', ({ predictions }: PredictionsProps) => {
    given = predictions
    return null
  })
  await render(
    <>
      <Probe head={head} />
      <ClassesCertainty head={head} />
    </>,
    netloom,
  )
  const sentence = () => settle(() => texts('p').find((one) => one.startsWith('The set of all classes')) ?? '')
  await expect.poll(sentence).toContain('contains the actual class')
  expect(await sentence()).toContain('with a probability of')
  const { metrics } = await netloom.run<{ metrics: { brierScore: { value: number } } }>('evaluate.report')
  const brier = texts('p').find((one) => one.includes('Brier'))
  expect(brier).toContain(`Brier score (sum over all classes) ${metricNumber(metrics.brierScore.value)}. Top-label`)
  const raw = given
  await settle(() => netloom.run('calibrate.fit', { method: 'isotonic' }))
  await expect.poll(sentence).toContain('with a calibrated probability of')
  expect(given?.probabilities).not.toEqual(raw?.probabilities)
  expect(given?.predicted).not.toEqual(raw?.predicted)
  // On these few examples, the isotonic calibration seems perfect, and is worse on those that it was not fitted to.
  const fit = () => Object.values(netloom.app().runs.at(-1)?.decisions ?? {})[0]?.calibrationFit
  const { before, after, n, split } = fit() ?? { before: { nll: 0 }, after: { nll: 0 } }
  expect([n, split]).toEqual([given?.rows.length, 'validation'])
  expect(after.nll).toBeGreaterThan(before.nll)
  const notes = () => texts('p').filter((one) => one.includes('cross-fitting'))
  await expect.poll(() => settle(notes)).toHaveLength(1)
  const loss = (of: { nll: number }) => significant(of.nll)
  expect(notes()[0]).toMatch(/^This calibration makes the probabilities worse: .*Choose another method, or none\.$/)
  expect(notes()[0]).toContain(`the log loss is ${loss(after)} (${loss(before)} without it)`)
  await settle(() => netloom.run('evaluate.decide', { positive: given?.labels[0], threshold: 0.4 }))
  expect(fit()).toEqual({ before, after, n, split })
  await settle(() => netloom.run('evaluate.decide', { threshold: null }))
  given?.predicted.forEach((one, row) => {
    const own = given?.probabilities.subarray(3 * row, 3 * row + 3) ?? []
    expect(own[one]).toBe(Math.max(...own))
  })
})

test('the range with the largest mean error is preset, and its examples open', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { target: 'x', features: ['y'], loss: { kind: 'meanSquaredError' }, epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const [evaluation] = netloom.app().metrics?.heads ?? []
  if (evaluation?.kind !== 'number') throw new Error('it predicts a number')
  const { column: target } = netloom.app().report.binding.outputs[0]?.task ?? { column: '' }
  const head: ShownHead<'number'> = { evaluation, target }
  await render(<NumberCertainty head={head} />, netloom)
  const shown = () => settle(() => texts('button').filter((one) => one.startsWith('Show')))
  await expect.poll(shown).toHaveLength(2)
  const [byActual = ''] = await shown()
  expect(byActual).toContain(target)
  await click(find('button', byActual))
  await expect.poll(() => netloom.app().look).not.toBeNull()
  const { actual, predicted, rows } = await netloom.run<PredictedNumbers>('evaluate.predictions')
  const opened = new Set((netloom.app().look as { rows: readonly number[] }).rows)
  const errors = (isIn: (row: number) => boolean) => {
    const own = [...rows.keys()].filter((i) => isIn(rows[i] as number))
    return own.reduce((sum, i) => sum + Math.abs((actual[i] as number) - (predicted[i] as number)), 0) / own.length
  }
  expect(opened.size).toBe(Number(/Show (\d+)/.exec(byActual)?.[1]))
  expect(errors((row) => opened.has(row))).toBeGreaterThan(errors((row) => !opened.has(row)))
  await expect
    .poll(() => settle(() => texts('p').join(' ')))
    .toMatch(/The prediction ± \S+ contains the actual value for \d+(.\d+)?% \(95% interval/)
})

test('the parts of a Brier score add up as shown, and it is that of all classes', () => {
  const draw = rng(3, { kind: 'generate' })
  for (let round = 0; round < 500; round++) {
    const [reliability, resolution, uncertainty] = [0.1, 0.2, 0.25].map((most) => most * draw.uniform()) as [
      number,
      number,
      number,
    ]
    const within = round % 3 === 0 ? 0 : 0.004 * (draw.uniform() - 0.5)
    const decomposition = { reliability, resolution, uncertainty, within }
    const shown = certaintyText.brier({ brier: 0.0857, nll: 0.4, decomposition, label: 'yes' })
    const numbers =
      /^Brier score of "yes" (−?[\d.]+) = ([\d.]+) reliability − ([\d.]+) resolution \+ ([\d.]+) uncertainty(?: ([+−]) ([\d.]+) within bins)?\. Neg/.exec(
        shown,
      )
    const [total = 0, ...parts] = [1, 2, 3, 4, 6].map((i) => 1000 * Number((numbers?.[i] ?? '0').replace('−', '-')))
    const signed = parts.map((part, i) => Math.round(part) * (i === 1 || (i === 3 && numbers?.[5] === '−') ? -1 : 1))
    expect(signed.reduce((a, b) => a + b)).toBe(Math.round(total))
    expect(Math.abs(total / 1000 - (reliability - resolution + uncertainty + within))).toBeLessThan(0.000501)
    const exact = [reliability, -resolution, uncertainty, within]
    for (const [i, part] of signed.entries()) expect(Math.abs(part / 1000 - (exact[i] as number))).toBeLessThan(0.001)
  }
  // Without rounding to the sum, this was 0.094 = 0.001 − 0.013 + 0.105.
  const decomposition = { reliability: 0.0013, resolution: 0.01255, uncertainty: 0.1054, within: 0 }
  expect(certaintyText.brier({ brier: 0.0942, nll: 0.4, decomposition, label: 'yes' })).toContain(
    'Brier score of "yes" 0.094 = 0.001 reliability − 0.012 resolution + 0.105 uncertainty.',
  )
  expect(certaintyText.brier({ brier: 0.1884, nll: 0.4, decomposition, label: undefined })).toContain(
    'Brier score (sum over all classes) 0.188. Top-label Brier score (predicted class only) 0.094 = ',
  )
})
