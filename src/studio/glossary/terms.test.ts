/** @file Tests the glossary: it explains every term of the screen, with the reader's own numbers. */
import { expect, onTestFinished, test } from 'vitest'
import { layers } from '../../catalog/layers'
import { losses } from '../../catalog/losses'
import { optimizers } from '../../catalog/optimizers'
import { stages } from '../../catalog/service-stages'
import { METRICS } from '../../metrics/catalog'
import type { PredictedClasses } from '../evaluation/report'
import { openTestStudio } from '../testing/studio-fixture'
import { findTerm, glossary, nextTerms, termsIn, wordsOf } from './terms'

/** The terms of the field that Netloom uses on its pages. */
const FIELD = `accuracy, activation, Adam, adversarial example, alert, alias, attention, AUC, augmentation, autoscaling,
  backpropagation, baseline, batch, batch normalization, batch size, bias, block, Brier score, burn rate, cache,
  calibration, canary, challenger, champion, channel, checkpoint, class, class weights, cold start, confidence,
  confidence interval, confusion matrix, convolution, counterfactual, coverage, cross-entropy, dataset, dead unit, dense,
  Dice, drift, drill, dropout, early stopping, ECE, embedding, ensemble, epoch, error budget, example, explanation,
  F1, fairness, fallback, feature, feature map, filter, fine-tuning, flatten, gate, Grad-CAM, gradient, gradient norm,
  GRU, imbalanced, incident, input guard, kernel, label drift, latency, layer, leakage, learning rate, log loss, logit,
  loss, LSTM, MAE, missing value, model card, momentum, neural network, neuron, objective, one-hot, optimizer, outlier,
  overfitting, P95, parameter, percentile, pooling, postmortem, precision, prediction, prediction set, PSI, quantization,
  queue, R², rate limit, recall, registry, ReLU, replica, residual, retraining, robustness, ROC curve, rollback, run,
  runbook, scaling, scenario, schedule, seed, service, shadow, shape, Shapley values, sigmoid, skip connection, slice,
  SLO, softmax, split, step, stratified, target, tensor, test set, threshold, throughput, time series, token, traffic,
  training set, uncertainty, underfitting, unit, validation set, vanishing gradient, version, vocabulary, warmup, weight,
  weight decay, window`

test('every term of the field, and every entry of the catalogs, has one entry', () => {
  const titles = [
    ...[...layers.kinds].map((kind) => layers.find(kind)?.title ?? ''),
    ...[...losses, ...optimizers].map(({ title }) => title),
    ...METRICS.map(({ text }) => text.title),
    ...[...stages.kinds].map((kind) => stages.find(kind)?.title ?? ''),
  ]
  const asked = [...FIELD.split(',').map((term) => term.trim()), ...titles]
  expect(asked.filter((term) => !findTerm(term))).toEqual([])
  const words = glossary.flatMap((one) => wordsOf(one).map((word) => word.toLowerCase()))
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  expect(glossary.filter(({ mistake }) => mistake).length).toBeGreaterThanOrEqual(60)
})

test('a term has one short sentence, one mistake, and terms to read next', () => {
  const withText = glossary.filter(({ mistake }) => mistake !== undefined)
  const lengthOf = (text: string) => text.split(/[.:?]\s/).map((one) => one.split(' ').length)
  expect(
    withText.filter(({ sentence, mistake = '' }) => Math.max(...lengthOf(sentence), ...lengthOf(mistake)) > 22),
  ).toEqual([])
  expect(withText.filter(({ sentence }) => !sentence.endsWith('.'))).toEqual([])
  for (const one of glossary) {
    const next = nextTerms(one)
    expect(next.length).toBeGreaterThan(0)
    expect(next).not.toContain(one)
  }
})

test('in a text, the longest term counts, in any form, and an everyday word is no layer', () => {
  const found = (text: string) => termsIn(text).map(({ term, from, to }) => [term.id, text.slice(from, to)])
  expect(found('Its learning rate schedule ends the epochs.')).toEqual([
    ['schedule', 'learning rate schedule'],
    ['epoch', 'epochs'],
  ])
  expect(found('On average, classic steps add up.')).toEqual([['step', 'steps']])
  expect(found('Average')).toEqual([['layers/average', 'Average']])
  expect(findTerm('learning rates')?.id).toBe('learningRate')
})

test('an unknown term is refused, with those that are near', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  expect(await netloom.refusal('glossary.find', { term: 'calibrate errors' })).toMatchObject({
    code: 'glossary-unknown',
    message: expect.stringMatching(/^The glossary has no term "calibrate errors"\. Did you mean .*Calibration error/),
  })
  expect(await netloom.refused('glossary.open', { term: '' })).toBe('glossary-unknown')
  await netloom.run('glossary.open', { term: 'ECE' })
  expect(netloom.app().glossary).toBe('calibrationError')
  await netloom.run('glossary.close')
  expect(netloom.app().glossary).toBe(null)
})

test('numbers of the project are those of its data, plan, run, and predictions', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const yours = async (term: string) => (await netloom.run<{ yours?: string }>('glossary.find', { term })).yours
  await netloom.run('plan.set', { epochs: 3, learningRate: 0.01, batchSize: 32 })
  expect([await yours('learning rate'), await yours('batch size'), await yours('epoch')]).toEqual([
    '0.01',
    '32',
    '3 planned',
  ])
  // Of the columns x, y, and side, one is the target, and a plan can choose.
  expect(await yours('feature')).toBe('2 columns')
  await netloom.run('plan.set', { schedule: { kind: 'cosine' }, accumulate: 2 })
  expect([await yours('schedule'), await yours('step')]).toEqual(['Cosine', undefined])
  await netloom.run('plan.set', { schedule: { kind: 'constant' }, accumulate: 1 })
  expect(await yours('calibration error')).toBe(undefined)
  expect(await yours('accuracy')).toBe(undefined)
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'validation' })
  expect(await yours('epoch')).toBe('3 of 3 done')

  const predicted = await netloom.run<PredictedClasses>('evaluate.predictions', { split: 'validation' })
  const n = predicted.rows.length
  const correct = [...predicted.actual].filter((of, i) => of === predicted.predicted[i]).length
  expect(await yours('accuracy')).toContain(`${((100 * correct) / n).toFixed(1)}% (95% interval`)
  // Ten bins of equal width, by the probability of the second of two classes.
  const bins = Array.from({ length: 10 }, () => ({ sum: 0, positive: 0 }))
  for (let i = 0; i < n; i++) {
    const p = predicted.probabilities[2 * i + 1] as number
    const bin = bins[Math.max(0, Math.min(9, Math.ceil(p * 10) - 1))]
    if (!bin) throw new Error('no bin')
    bin.sum += p
    bin.positive += predicted.actual[i] as number
  }
  const ece = bins.reduce((sum, bin) => sum + Math.abs(bin.sum - bin.positive), 0) / n
  expect(await yours('ECE')).toBe(`${ece.toFixed(3)} on the validation set`)
})
