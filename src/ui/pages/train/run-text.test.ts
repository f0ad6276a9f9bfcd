import { expect, test } from 'vitest'
import { runsText } from '../../../messages/en/train/runs'
import { formatMessage, message } from '../../../messages/message'
import type { CheckpointRow, RunRecord } from '../../../storage/records'
import {
  checkpointDetails,
  checkpointText,
  dataText,
  engineText,
  evaluationText,
  forecastOutcome,
  forecastText,
  isSame,
  metricsText,
  notLearnedText,
  originText,
  overfitted,
  shownCheckpoints,
  statusText,
  stepTime,
  timeUnit,
  trafficText,
} from './run-text'

const classes = {
  kind: 'classes',
  label: 'Species',
  loss: 0.1,
  accuracy: 0.973,
  perClass: [],
  confusion: [],
  wrong: [],
  right: [],
} as const
const number = { kind: 'number', label: 'Mass', loss: 0.1, mae: 213.4, rmse: 300, r2: 0.861, pairs: [] } as const

const imageHead = {
  kind: 'image',
  label: 'Again',
  loss: 0.1,
  shape: [28, 28, 1],
  mae: 10.04,
  rmse: 29,
  worst: [],
  some: [],
} as const

test('an evaluation on one line names its outputs only where there are several', () => {
  expect(evaluationText({ split: 'validation', rows: 900, heads: [classes] })).toBe('Validation set: accuracy 97.3%')
  expect(evaluationText({ split: 'test', rows: 900, heads: [classes, number] })).toBe(
    'Test set: Species accuracy 97.3%; Mass MAE 213, R² 0.861',
  )
  // With few examples, the number of examples and the interval are part of the result.
  const few = {
    ...classes,
    accuracy: 1,
    confusion: [
      [2, 0],
      [0, 1],
    ],
  }
  expect(evaluationText({ split: 'validation', rows: 3, heads: [few] })).toBe(
    'Validation set, 3 examples: accuracy 100.0% (95% interval 43.9% to 100.0%)',
  )
  const mask = { ...imageHead, mask: { accuracy: 0.98, iou: 0.8427, dice: 0.9147 } }
  expect([imageHead, mask].map((head) => evaluationText({ split: 'test', rows: 900, heads: [head] }))).toEqual([
    'Test set: MAE 10.0 of 255',
    'Test set: IoU 84.3%, MAE 10.0 of 255',
  ])
})

test('a run without an evaluation shows its last epoch, or that none is finished', () => {
  expect(metricsText({ metrics: null, history: [] })).toBe('No epoch has finished')
  const from = { run: 'r', step: 24_700, epoch: 988 }
  expect(metricsText({ metrics: null, history: [], from })).toBe('No epoch has finished since the start at epoch 988')
  expect(metricsText({ metrics: null, history: [{ epoch: 2, loss: 0.5, metrics: {} }] })).toBe('Epoch 2: loss 0.500')
  const history = [{ epoch: 2, loss: 0.5, validationLoss: 0.6, metrics: {} }]
  expect(metricsText({ metrics: null, history })).toBe('Epoch 2: loss 0.500, validation loss 0.600')
})

test('the status of a run says how it ended, with the reason', () => {
  expect(statusText({ tag: 'done', why: 'early' }, 'over')).toBe(runsText.status.early)
  expect(statusText({ tag: 'done' }, 'over')).toBe(runsText.status.finished)
  expect(statusText({ tag: 'failed', why: 'The GPU was lost.' }, 'over')).toBe('failed: The GPU was lost.')
  expect(statusText({ tag: 'interrupted' }, 'over')).toContain('interrupted')
})

test('a run on this page has its status here, one that trains elsewhere is shown as such', () => {
  const statuses = (['training', 'paused', 'preparing', 'over'] as const).map((stateHere) =>
    statusText({ tag: 'training' }, stateHere),
  )
  expect(statuses).toEqual(['training', 'paused', 'preparing', 'training in another tab'])
})

test('what interrupted a run is listed with the step it resumed from', () => {
  expect(runsText.setback['worker-silent']({ step: 1244, from: 1240 })).toBe(
    'Training stopped responding at step 1,244. Resumed from step 1,240.',
  )
  expect(runsText.setback['device-lost']({ step: 16, from: 0 })).toBe(
    'The browser lost its connection to the GPU at step 16. Restarted from the beginning.',
  )
})

test('a run that started from a checkpoint names the run, also where that is deleted', () => {
  const from = { run: 'r', step: 1200, epoch: 3 }
  const history = [3, 1, 2].map((loss, i) => ({ epoch: i + 1, loss, validationLoss: loss, metrics: {} }))
  const earlyStopping = { metric: 'validationLoss', patience: 1, restoreBest: true }
  const record = { id: 'r', name: 'Run 2', tag: 'done', why: 'early', step: 1200, history }
  const named = (plan: object) => originText(from, [{ ...record, content: { plan } } as unknown as RunRecord])
  expect(named({})).toBe('Started from Run 2, step 1,200')
  // The checkpoint of the last step has the restored weights.
  expect(named({ earlyStopping })).toBe('Started from Run 2, restored weights of epoch 2 (best)')
  expect(originText(from, [])).toBe('Started from a deleted run, step 1,200')
  const own = (steps: number) =>
    ({ ...record, id: 'own', steps, from, history: [], content: { plan: { epochs: 3 } } }) as unknown as RunRecord
  expect(originText(from, [], own(2400))).toBe('Started from a deleted run, step 1,200')
  expect(originText(from, [], own(1800))).toBe(
    'Started from a deleted run, step 1,200. Its steps start at 900, after 3 epochs of 300 steps each.',
  )
})

test('an engine is shown by its name and its proof, stored as a message or as text; an unknown id as it is', () => {
  const reason = 'Checked against TensorFlow.js'
  expect(engineText({ name: 'exact CPU', device: '', reason })).toBe(
    'Netloom CPU engine · Checked against TensorFlow.js',
  )
  const proved = message('engine-proved', { steps: 3, lossDifference: 2e-7, weightDifference: 0 })
  expect(engineText({ name: 'exact CPU', device: '', reason: proved })).toBe(
    'Netloom CPU engine · Checked against TensorFlow.js: losses within 2e−7, equal weights over 3 steps',
  )
  expect(engineText({ name: 'another', device: '', reason: '' })).toBe('another')
})

test('a run on the user’s own dataset names its exact version', () => {
  const schema = {
    id: 's',
    title: 'Flowers',
    kind: 'table',
    columns: [],
    rows: 1334,
    testRows: 0,
    target: '',
    ignore: [],
  } as const
  const pick = { dataset: 's', version: `8f106d3e${'0'.repeat(56)}`, schema }
  expect(dataText(pick)).toBe('Trained on Flowers, 1,334 rows')
  expect(dataText({ ...pick, samples: 200 })).toBe('Trained on Flowers, 200 of 1,334 rows')
})

const row = (generation: number, keep?: CheckpointRow['keep']): CheckpointRow => ({
  run: 'r',
  generation,
  step: 100 * generation,
  epoch: generation,
  ...(keep ? { keep } : {}),
  bytes: 1_200_000,
  exact: true,
})

test('the last, the best and the milestones are shown, and not the backup of the last', () => {
  const rows = [row(1, 'milestone'), row(2, 'best'), row(3, 'milestone'), row(4, 'best'), row(5), row(6)]
  expect(shownCheckpoints(rows).map(({ role, row: { generation } }) => `${role} ${generation}`)).toEqual([
    'last 6',
    'best 4',
    'milestone 3',
    'milestone 1',
  ])
  expect(shownCheckpoints([row(1), row(2, 'best')]).map(({ role }) => role)).toEqual(['last'])
  expect(shownCheckpoints([])).toEqual([])
})

test('a checkpoint is called the best only if no epoch of the run was better', () => {
  const rows = [row(2, 'best'), row(3)]
  const epochs = (...values: number[]) =>
    values.map((value, i) => ({ epoch: i + 1, loss: 1, validationLoss: value, metrics: { validationAccuracy: value } }))
  const role = (history: ReturnType<typeof epochs>, metric?: string) => {
    const plan = metric === undefined ? {} : { earlyStopping: { metric } }
    const run = { history, steps: 400, content: { plan: { epochs: 4, ...plan } } }
    return shownCheckpoints(rows, run as never)[1]?.role
  }
  expect(role(epochs(0.5, 0.4, 0.45))).toBe('best')
  expect(role(epochs(0.5, 0.4, 0.3))).toBe('bestSaved')
  expect(role(epochs(0.5, 0.6, 0.4), 'validationAccuracy')).toBe('best')
  expect(role(epochs(0.7, 0.6, 0.4), 'validationAccuracy')).toBe('bestSaved')
})

test('the last checkpoint of a run that restored its best weights names their epoch', () => {
  const rows = [
    { ...row(2, 'best'), loss: 0.3 },
    { ...row(4), loss: 0.2 },
  ]
  const history = [1, 2, 3, 4].map((epoch) => ({ epoch, loss: 1, metrics: {} }))
  const textOf = (why: string, restoreBest: boolean) => {
    const plan = { epochs: 4, earlyStopping: { metric: 'validationLoss', patience: 2, restoreBest } }
    const [last] = shownCheckpoints(rows, { tag: 'done', why, history, steps: 400, content: { plan } } as never)
    return last && checkpointText(last)
  }
  expect(textOf('early', true)).toContain('with the restored weights of epoch 2 (best by the training loss)')
  for (const text of [textOf('stopped', true), textOf('early', false)])
    expect(text).toContain('epoch 4, step 400, loss')
})

test('the best checkpoint says by which metric: that of early stopping, or the training loss without a validation set', () => {
  const textOf = (metric: string | undefined, log: object) => {
    const plan = { epochs: 4, ...(metric && { earlyStopping: { metric, patience: 2 } }) }
    const history = [1, 2, 3, 4].map((epoch) => ({ epoch, loss: 1, metrics: {}, ...log }))
    const shown = shownCheckpoints([row(1, 'best'), row(4)], {
      tag: 'done',
      history,
      steps: 400,
      content: { plan },
    } as never)
    return shown.map(checkpointText).find((text) => text.includes('Best'))
  }
  expect(textOf(undefined, { validationLoss: 1 })).toBe('<b>Best by the validation loss:</b> epoch 1, step 100')
  expect(textOf(undefined, {})).toContain('Best by the training loss:')
  expect(textOf('validationAccuracy', { metrics: { validationAccuracy: 1 } })).toContain(
    'Best by the validation accuracy:',
  )
})

test('the losses of an epoch are not those of a checkpoint within the next one', () => {
  const history = [{ epoch: 1, loss: 1, metrics: {} }]
  const run = { tag: 'done', why: 'stopped', history, steps: 400, content: { plan: { epochs: 4 } } }
  const [last] = shownCheckpoints([{ ...row(1), step: 118, loss: 1 }], run as never)
  expect(last && checkpointText(last)).toBe('<b>Last:</b> within epoch 2, step 118')
})

test('a run that was interrupted at its very end was not interrupted between two steps', () => {
  const textAt = (step: number) =>
    formatMessage(message('run-interrupted', { run: 'Run 1', step, steps: 50, from: step }))
  expect(textAt(49)).toContain('last recorded step is 49 of 50')
  expect(textAt(50)).toContain('after its last step, before its final evaluation')
})

test('the checkpoint in use is recognized by its run, its step and its time', () => {
  const kept = { ...row(4), savedAt: '2026-03-01T10:05:00' }
  expect(isSame(kept, kept)).toBe(true)
  expect(
    [{ run: 's' }, { step: 3 }, { savedAt: '2026-03-01T10:06:00' }].some((x) => isSame({ ...kept, ...x }, kept)),
  ).toBe(false)
})

test('a checkpoint shows its step, its losses, its size and its day', () => {
  const by = 'the validation loss'
  const kept = { ...row(4), loss: 0.21, validationLoss: 0.2541, savedAt: '2026-03-01T10:05:00' }
  expect(checkpointText({ row: kept, role: 'last', by })).toBe(
    '<b>Last:</b> epoch 4, step 400, loss 0.210, validation loss 0.254',
  )
  expect(checkpointDetails(kept, new Date('2026-03-01T12:00:00'))).toBe('1.2 MB, saved today at 10:05')
  expect(checkpointText({ row: row(0), role: 'last', by })).toBe('<b>Last:</b> step 0, initial weights')
  expect(checkpointText({ row: row(4), role: 'milestone', by })).toBe('<b>Kept:</b> epoch 4, step 400')
  expect(checkpointDetails({ ...row(4), exact: false })).toBe('1.2 MB, weights only')
})

test('the time of a step is compared with the top speed of the device', () => {
  expect(stepTime({ stepMs: 2.1, floorMs: 1.4 })).toBe(
    '2.1 ms per step. The fastest possible here is 1.4 ms, so training runs at 66.7% of the top speed.',
  )
  expect(stepTime({ stepMs: 0.0234, floorMs: 0.0009 })).toBe(
    '23 µs per step. The fastest possible here is 0.9 µs, so training runs at 3.8% of the top speed. In a step this small, most of the time is spent on launching each operation.',
  )
  expect(stepTime({ stepMs: 120, floorMs: 0 })).toBe('120 ms per step')
})

test('the times of the parts of a step are in one unit', () => {
  expect(timeUnit(2.1)).toMatchObject({ title: 'Times in ms' })
  expect(timeUnit(2.1).of(1.4)).toBe('1.40')
  expect(timeUnit(0.5)).toMatchObject({ title: 'Times in µs' })
  expect(timeUnit(0.5).of(0.0234)).toBe('23.4')
  expect(timeUnit(0.5).of(0.000001)).toBe('0')
})

test('calls are dispatches on a GPU, and many steps per submission are counted as such', () => {
  const profile = {
    engine: 'recorded WebGPU',
    device: '',
    layers: [],
    stepMs: 1,
    script: 0,
    deviceShare: 1,
    wait: 0,
    calls: 12,
    bytes: 27_174_796,
    submissionsPerStep: 0.125,
    peakGflops: 48.66,
    bandwidthGBs: 34.76,
    floorMs: 0.5,
  }
  expect(trafficText(profile)).toBe(
    '12 GPU operations and 27 MB moved per step, with 8 steps sent to the GPU at a time. Measured here: 48.7 GFLOP/s, 34.8 GB/s.',
  )
  expect(trafficText({ ...profile, engine: 'exact CPU', calls: 1, submissionsPerStep: 1 })).toMatch(
    /^1 operation and 27 MB moved per step, sent to the GPU in 1 part/,
  )
})

const forecast = {
  engine: 'exact CPU',
  stepMs: 10,
  validationMs: 5,
  firstStepMs: 342,
  seconds: 24,
  bytes: 45_189_564,
  totalBytes: 145_000_000,
}

test('an estimate has the time, the memory and the first step', () => {
  expect(forecastText(forecast)).toBe('Estimate: about 24 s, 145 MB of memory, first step after 340 ms.')
  expect(forecastText({ ...forecast, seconds: 0.0394, firstStepMs: 4 })).toBe(
    'Estimate: less than a second, 145 MB of memory, first step after 4 ms.',
  )
  expect(forecastText({ ...forecast, seconds: 200 })).toMatch(/^Estimate: about 3 min 20 s,/)
})

test('what a run took is compared with its estimate, as more or less of it', () => {
  const outcome = { seconds: 26, firstStepMs: 300, bytes: 45_189_564 }
  const done = { forecast, took: outcome, tag: 'done', why: 'finished' } as const
  expect(forecastOutcome(done)).toBe('Estimated 24 s, took 26 s (8% longer). Engine memory: 45 MB (as estimated).')
  expect(forecastOutcome({ ...done, took: { ...outcome, seconds: 18 } })).toContain('(25% shorter)')
  expect(forecastOutcome({ ...done, took: { ...outcome, bytes: 2 * outcome.bytes } })).toContain('(100% more)')
  expect(
    forecastOutcome({ ...done, forecast: { ...forecast, seconds: 0.3 }, took: { ...outcome, seconds: 0.4 } }),
  ).toBe('Estimated less than a second, took 400 ms. Engine memory: 45 MB (as estimated).')
  expect(forecastOutcome({ ...done, why: 'stopped' })).not.toContain('%')
  expect(forecastOutcome({ ...done, why: 'stopped' })).toContain('until it ended')
  expect(forecastOutcome({ forecast, tag: 'training' })).toBe('Estimated 24 s, 145 MB of memory.')
  expect(forecastOutcome({ took: outcome, tag: 'done' })).toBeUndefined()
})

test('a run that ends with weights far behind its best epoch is overfitted', () => {
  const record = (losses: readonly (readonly [number, number])[], plan: object = {}, tag = 'done') =>
    overfitted({
      ...{ tag, why: 'finished', content: { plan } },
      history: losses.map(([loss, validationLoss], i) => ({ epoch: i + 1, loss, validationLoss, metrics: {} })),
    } as unknown as RunRecord)
  const risen = [
    [0.6, 0.58],
    [0.5, 0.52],
    [0.056, 2.23],
  ] as const
  expect(record(risen)).toEqual({ epoch: 2, best: 0.52, last: 2.23, training: 0.056 })
  expect(record(risen, { earlyStopping: { metric: 'validationLoss', patience: 1, restoreBest: true } })).toBeUndefined()
  expect(record(risen, {}, 'training')).toBeUndefined()
  expect(record([...risen.slice(0, 2), [0.45, 0.54]])).toBeUndefined()
  // A slow rise counts if it is larger than the noise from epoch to epoch.
  const curve = (validation: (i: number) => number) =>
    record(Array.from({ length: 40 }, (_, i) => [0.7 - 0.01 * i, validation(i)]))
  const noiseOf = (i: number) => 0.5 + Math.sin(12.9898 * i)
  const slow = (i: number) => (i < 10 ? 0.6 - 0.0121 * i : 0.479 + ((i - 10) * (0.564 - 0.479)) / 29)
  expect(curve(slow)).toMatchObject({ epoch: 11, best: 0.479, last: expect.closeTo(0.564, 6) })
  expect(curve((i) => slow(i) + 0.003 * noiseOf(i))).toMatchObject({ training: expect.closeTo(0.31, 6) })
  for (const size of [0.01, 0.05, 0.2])
    expect(
      curve((i) => 0.5 + size * noiseOf(i)),
      String(size),
    ).toBeUndefined()
  expect(curve((i) => 0.5 + 0.0004 * i)).toBeUndefined()
  // With augmentation or on a handful of examples, the training loss stays above that of validation, or only jumps.
  const jumping = (i: number) => 0.2 + 0.08 * (noiseOf(i) - 0.5)
  const few = (training: (i: number) => number, validation: number) =>
    record(Array.from({ length: 50 }, (_, i) => [training(i), i === 19 ? 0.028 : i < 40 ? 0.05 : validation]))
  expect(few(jumping, 0.106)).toBeUndefined()
  expect(few((i) => jumping(i) - 0.001 * i, 0.106)).toBeUndefined()
  expect(few(() => 0.08, 0.106)).toBeUndefined()
  expect(few((i) => 0.1 - 0.001 * i, 0.106)).toMatchObject({ epoch: 20, best: 0.028 })
  // The training loss rose as well: it diverged.
  expect(record([...risen.slice(0, 2), [4, 5]])).toBeUndefined()
})

test('a run without results gets advice that fits its network', () => {
  const record = (nodes: readonly object[], rest: object = {}) =>
    notLearnedText({
      ...{ tag: 'done', step: 10, history: [{ epoch: 1, loss: 1.69, metrics: {} }] },
      curve: { steps: [1, 10], losses: [2.31, 1.69] },
      metrics: {
        heads: [
          {
            ...classes,
            loss: 0.7,
            perClass: [{ label: 'a' }, { label: 'b' }],
            confusion: [
              [50, 0],
              [50, 0],
            ],
          },
        ],
      },
      content: { networks: [{ name: 'n', drawing: { nodes, wires: [] } }], plan: {} },
      ...rest,
    } as unknown as RunRecord)
  const dense = (activation: string) => ({ id: 'd', kind: 'dense', label: 'D', params: { units: 8, activation } })
  const norm = { id: 'n', kind: 'batchNormalization', label: 'N', params: { momentum: 0.9 } }
  expect(record([dense('softmax')])).toContain('or a layer with relu')
  expect(record([dense('relu'), dense('softmax')])).toContain('Try another learning rate or more epochs;')
  // An overfitted run is not advised to train longer.
  const risen = [0.52, 2.23].map((validationLoss, i) => ({ epoch: i + 1, loss: 1.6 - i, validationLoss, metrics: {} }))
  expect(record([dense('relu')], { history: risen })).toContain('Try another learning rate; "Test one batch"')
  expect(record([dense('softmax')], { history: risen })).toContain('Try another learning rate or a layer with relu;')
  expect(record([dense('relu'), norm])).toBe(
    'The training loss fell to 1.69, but predictions are no better than guessing (50.0% on 100 examples): they use the running averages of batch norm, which have had 10 steps and need about 50 at momentum 0.9. Train longer, or lower the momentum.',
  )
  // By default, the momentum is 0.99.
  expect(record([{ ...norm, params: {} }], { step: 499 })).toContain('need about 500')
  expect(record([norm], { step: 50 })).not.toContain('batch norm')
  expect(record([norm], { history: [{ epoch: 1, loss: 2.4, metrics: {} }] })).not.toContain('batch norm')
})

test('a run on imbalanced classes whose probabilities are better than guessing is not judged by its accuracy', () => {
  const record = (overBaseRates: object, confusion: number[][]) => {
    const heads = [{ ...classes, perClass: [{ label: 'no' }, { label: 'yes' }], confusion, overBaseRates }]
    const rest = { tag: 'done', history: [], metrics: { heads }, content: { networks: [], plan: {} } }
    return notLearnedText(rest as unknown as RunRecord)
  }
  // biome-ignore format: matrices
  const [imbalanced, balanced] = [[[390, 6], [52, 2]], [[200, 25], [205, 20]]]
  const gain = { value: 0.047, low: 0.02, high: 0.07 }
  const rocAuc = { value: 0.788, low: 0.72, high: 0.85 }
  expect(record({ baseLoss: 0.367, gain, rocAuc }, imbalanced)).toBe(
    'Accuracy is the wrong measure here: 88.0% of 450 examples are "no", so always predicting "no" is no less accurate than this run (87.1%). Its probabilities are better than guessing: log loss 0.320 (guessing: 0.367), AUC 0.788 (guessing: 0.5). Read the log loss, the AUC, and the average precision on Evaluate, and choose a threshold there.',
  )
  expect(record({ baseLoss: 0.367, gain }, imbalanced)).toContain('guessing: log loss 0.320 (guessing: 0.367). Read')
  // Probabilities that are too confident have a high log loss, but order the examples well.
  const worse = { value: -0.1, low: -0.2, high: 0 }
  expect(record({ baseLoss: 0.367, gain: worse, rocAuc }, imbalanced)).toContain('guessing: AUC 0.788 (guessing: 0.5).')
  const noAuc = { value: 0.51, low: 0.43, high: 0.59 }
  expect(record({ baseLoss: 0.367, gain: worse, rocAuc: noAuc }, imbalanced)).toContain('no better than guessing')
  // Of balanced classes, accuracy is a good measure, but the run is no guess.
  expect(record({ baseLoss: 0.69, gain, rocAuc }, balanced)).toBeUndefined()
})
