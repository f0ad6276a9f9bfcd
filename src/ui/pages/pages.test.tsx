import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findDataset } from '../../catalog/datasets/all'
import { checkNetwork } from '../../compile/check-network'
import { generate } from '../../data/dataset'
import { makeSplit } from '../../data/split'
import { moonsMlp } from '../../gallery/points'
import { type Message, message } from '../../messages/message'
import { classScores } from '../../metrics/class-report'
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import type { RunState } from '../../protocol/run-state'
import { loadMetrics } from '../../studio/console/loaded-metrics'
import { initialState, networkSubject } from '../../studio/make-studio'
import { boardStore, readOnlyBoard } from '../../studio/network/canvas-board'
import type { AppState } from '../../studio/state'
import type { Studio } from '../../studio/studio'
import { makeLive } from '../../studio/training/loss-series'
import type { ShownHead } from '../charts/use-evaluation'
import { Dock } from '../dock/dock'
import { StudioProvider } from '../studio-context'
import DataPage from './data-page'
import ClassResults from './evaluate/class-results'
import EvaluatePage from './evaluate-page'
import MachinePage from './machine-page'
import { RunStatus } from '../shell/run-status'
import { PlanBar } from '../training-plan/plan-bar'
import TrainPage from './train-page'

const def = expectDefined(findDataset('moons'), 'moons')
const { plan, data, networks } = moonsMlp.content
const drawing = expectDefined(networks[0], 'its network').drawing
const dataset = generate(def, 7)
const split = makeSplit(dataset, plan.split, 7, def.schema.target)

// The dock's resize handle needs the window height.
vi.stubGlobal('innerHeight', 900)
afterAll(async () => {
  vi.unstubAllGlobals()
  // A part of a page that still loads when the environment ends would fail the next file.
  await vi.dynamicImportSettled()
})

function stateWith(part: Partial<AppState>): AppState {
  const base = initialState()
  return {
    ...base,
    project: { ...base.project, id: 'p', name: 'Moons', drawing, data, plan },
    report: checkNetwork(drawing, def.schema, plan),
    data: { tag: 'ready', schema: def.schema, dataset, split, key: 'moons' },
    ...part,
  }
}

function text(view: ReactNode, state: AppState): string {
  const { within: _, ...board } = readOnlyBoard(boardStore(networkSubject, () => state))
  const studio: Studio = {
    ...board,
    storage: {} as Studio['storage'],
    live: makeLive(),
  }
  const html = renderToStaticMarkup(<StudioProvider value={studio}>{view}</StudioProvider>)
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ')
}

/** The first output of an evaluation, which predicts classes. */
function headOf({ heads: [evaluation] }: Evaluation): ShownHead<'classes'> {
  if (evaluation?.kind !== 'classes') throw new Error('The output predicts classes.')
  return { evaluation, target: 'moon' }
}

const history = [
  { epoch: 1, loss: 0.5, validationLoss: 0.4, metrics: { accuracy: 0.8, validationAccuracy: 0.85 } },
  { epoch: 2, loss: 0.3, validationLoss: 0.45, metrics: { accuracy: 0.9, validationAccuracy: 0.84 } },
]
const facts = { id: 'r', drawingVersion: 3, step: 28, steps: 1120, epoch: 2, history }
const metrics: Evaluation = {
  split: 'validation',
  data: 'moons',
  rows: 90,
  loss: 0.45,
  heads: [
    {
      kind: 'classes',
      label: 'Moon',
      loss: 0.45,
      accuracy: 80 / 90,
      perClass: [
        { label: 'upper', precision: 0.9, recall: 0.95, f1: 0.92, support: 45 },
        { label: 'lower', precision: 0.85, recall: 0.8, f1: 0.82, support: 45 },
      ],
      confusion: [
        [43, 2],
        [8, 37],
      ],
      wrong: [{ row: 3, actual: 1, predicted: 0, probability: 0.97 }],
      right: [{ row: 5, actual: 0, predicted: 0, probability: 0.99 }],
    },
  ],
}

const RUNS: readonly RunState[] = [
  { tag: 'preparing', ...facts },
  { tag: 'training', ...facts, stepsPerSecond: 212, secondsLeft: 40 },
  { tag: 'paused', ...facts },
  { tag: 'done', why: 'early', ...facts },
  { tag: 'failed', reason: message('no-data', {}) as Message, ...facts },
]

describe('pages', () => {
  test('before the first run each page shows its purpose and the first step', () => {
    for (const view of [<TrainPage key="t" />, <EvaluatePage key="e" />, <Dock key="d" />]) {
      expect(text(view, stateWith({}))).toContain('Train')
    }
    const broken = stateWith({ report: checkNetwork({ nodes: [], wires: [] }, def.schema, plan) })
    expect(text(<TrainPage />, broken)).toContain('Fix the problem in the network first.')
  })

  test('every state of a run is shown with its step', () => {
    for (const run of RUNS) {
      const html = text(<TrainPage />, stateWith({ run, metrics }))
      if (run.tag === 'preparing') expect(html).toContain('Preparing')
      else expect(html).toContain('Step 28 of 1,120')
    }
    expect(text(<TrainPage />, stateWith({ run: expectDefined(RUNS[1], 'training') }))).toContain(
      '212 steps/s, 40 s left',
    )
    expect(text(<TrainPage />, stateWith({ run: expectDefined(RUNS[4], 'failed') }))).toContain(
      'Train further from the last good weights',
    )
  })

  test('a run that has learned nothing says so once on Train, with its numbers, and in its status', async () => {
    await loadMetrics()
    const done = expectDefined(RUNS[3], 'done')
    const endedWith = (confusion: number[][], loss: number) => {
      const heads = metrics.heads.map((head) => ({ ...head, confusion, loss })) as Evaluation['heads']
      const record = { ...facts, tag: 'done', name: 'Run 1', metrics: { ...metrics, heads }, content: moonsMlp.content }
      return stateWith({ run: done, runs: [record as unknown as AppState['runs'][number]] })
    }
    const [stuck, good] = [
      endedWith(
        [
          [45, 0],
          [45, 0],
        ],
        Math.log(2),
      ),
      endedWith(
        [
          [43, 2],
          [8, 37],
        ],
        0.3,
      ),
    ]
    const said = text(<TrainPage />, stuck).split(
      'This run is no better than guessing: its accuracy is 50.0% on 90 examples',
    )
    expect(said).toHaveLength(2)
    expect(text(<RunStatus />, stuck)).toContain('Stopped early after epoch 2 of 60, no better than guessing')
    for (const view of [<TrainPage key="t" />, <RunStatus key="s" />])
      expect(text(view, good)).not.toContain('guessing')
  })

  test('the bar says whether the run trains, is paused, or was interrupted, and the dock that its weights are to evaluate', () => {
    const bar = (part: Partial<AppState>) =>
      text(<PlanBar />, stateWith(part)).match(/ (\w+) (?:at revision \d+ )?Network revision/)?.[1]
    const tags = RUNS.map((run) => [run.tag, bar({ run })])
    expect(Object.fromEntries(tags)).toMatchObject({ training: 'Training', paused: 'Paused', done: 'Trained' })
    const record = {
      ...{ id: 'r', name: 'Run 1', startedAt: '2026-01-01', tag: 'interrupted', steps: 1120, step: 30 },
      ...{ drawingVersion: 0, metrics: null, history, content: moonsMlp.content },
    } as unknown as AppState['runs'][number]
    expect(bar({ runs: [record] })).toBe('Interrupted')
    const kept = { r: [{ run: 'r', generation: 1, step: 30, epoch: 2 }] } as unknown as AppState['checkpoints']
    const dock = (checkpoints: AppState['checkpoints']) => text(<Dock />, stateWith({ runs: [record], checkpoints }))
    expect(dock(kept)).toContain('These weights have not been evaluated on the validation set yet. Evaluate')
    expect(dock(kept)).not.toMatch(/as soon as training starts|after the first epoch/)
    expect(dock({})).not.toContain('have not been evaluated')
  })

  test('weights that the user chose are named, with the loss of their run, and can be evaluated on the place', () => {
    const record = (id: string, startedAt: string, loss: number) =>
      ({
        ...{ id, name: `Run ${id}`, startedAt, tag: 'done', steps: 14 * plan.epochs, drawingVersion: 0, metrics: null },
        ...{ history: [{ epoch: 1, loss, metrics: {} }], content: moonsMlp.content },
      }) as unknown as AppState['runs'][number]
    const runs = [record('2', '2026-02-01', 7.77), record('1', '2026-01-01', 0.123)]
    const chosen = stateWith({ runs, inUse: { run: '1', step: 14, epoch: 1 } })
    const dock = text(<Dock />, chosen)
    expect(dock).toContain('0.123')
    expect(dock).not.toContain('7.77')
    expect(dock).toContain('In use: Run 1, epoch 1, step 14')
    expect(dock).toContain('These weights have not been evaluated on the validation set yet. Evaluate')
    expect(dock).not.toContain('as soon as training starts')
    expect(text(<EvaluatePage />, chosen)).toContain('In use: Run 1, epoch 1, step 14')
    expect(text(<TrainPage />, chosen)).toContain('In use: Run 1, epoch 1, step 14')
  })

  test('the evaluated weights are named with their epoch, and their own split if it is no longer the current one', () => {
    const record = (id: string, part: object) =>
      ({
        ...{ id, name: `Run ${id}`, startedAt: `2026-01-0${id}`, tag: 'done', why: 'early', drawingVersion: 3 },
        ...{ steps: 28, history, metrics, content: { ...moonsMlp.content, ...part } },
      }) as unknown as AppState['runs'][number]
    const shown = (runs: AppState['runs']) => text(<EvaluatePage />, stateWith({ runs, metrics }))
    const same = record('1', {})
    expect(shown([same])).toContain('Run 1, epoch 2 (last)')
    expect(shown([same])).not.toContain('On the split of')
    const earlyStopping = { metric: 'validationAccuracy', patience: 1, restoreBest: true }
    expect(shown([record('1', { plan: { ...plan, earlyStopping } })])).toContain(
      'Run 1, restored: epoch 1 (best by the validation accuracy)',
    )
    const other = record('1', { plan: { ...plan, split: { ...plan.split, train: 0.5, validation: 0.2, test: 0.3 } } })
    expect(shown([other])).toContain('Validation 120')
    expect(shown([other])).toContain('Test 180, locked')
    expect(shown([other])).toContain('On the split of Run 1 (50 / 20 / 30, seed 7)')
    const onX = record('1', { plan: { ...plan, target: 'x' } })
    expect(shown([onX])).toContain('Run 1 was trained to predict &quot;x&quot;, so that is what is evaluated')
    expect(shown([onX])).not.toContain('On the split of')
    const further = { ...record('2', {}), from: { run: '1', step: 28, epoch: 2 } }
    expect(shown([further, other])).toContain('Run 2 started from Run 1, which was trained on another split')
    // Nothing on the page then calls its examples new, also after that run was deleted.
    for (const runs of [[further, other], [further]]) {
      expect(shown(runs)).toContain('Some of these examples may have been used for training')
      expect(shown(runs)).not.toContain('Not used for training')
    }
    expect(shown([further])).toContain('Run 2 started from a run that was deleted')
    expect(shown([same])).toContain('Not used for training')
    const decided = shown([{ ...same, decisions: { Class: { positive: 'upper', threshold: 0.3 } } }])
    expect(decided).toContain('Used to choose the calibration or threshold: scores may be too good.')
    expect(decided).not.toContain('Not used for training.')
    const fit = { split: 'test', n: 60, before: { nll: 0.4, ece: 0.1 }, after: { nll: 0.3, ece: 0 } } as const
    const onTest = { Class: { calibration: { method: 'temperature', temperature: 2 }, calibrationFit: fit } }
    const fitted = { ...same, decisions: onTest } as unknown as typeof same
    const viewed = { ...metrics, split: 'test', testLooks: 2 } as typeof metrics
    expect(text(<EvaluatePage />, stateWith({ runs: [fitted], metrics: viewed }))).toContain(
      'Used to choose the calibration',
    )
    expect(text(<EvaluatePage />, stateWith({ runs: [same], metrics: viewed }))).not.toContain('Used to choose')
    expect(shown([further, same])).not.toContain('another split')
    const train = (runs: AppState['runs']) => text(<TrainPage />, stateWith({ runs }))
    expect(train([further, other])).toContain('split 50 / 20 / 30')
    expect(train([further, same])).not.toContain('split 70')
    expect(train([onX])).toContain('These weights were trained to predict &quot;x&quot;.')
    expect(train([onX])).toContain('target &quot;x&quot;, ')
    expect(train([further, same])).not.toContain('target &quot;')
    const mark = 'Scores may include training examples'
    expect(train([further, other]).split(mark)).toHaveLength(2)
    expect(train([further])).toContain(mark)
    expect(train([further, same])).not.toContain(mark)
    // Both pages name the weights with which training goes on.
    expect(train([same])).toContain('Train further from the last weights')
    const restored = train([record('1', { plan: { ...plan, earlyStopping } })])
    expect(restored).toContain('Train further from epoch 1 (best)')
    // The scores are of the same epoch as the losses.
    expect(restored).toContain('epoch 1: training 80.0%, validation 85.0%')
    const otherNetwork = record('1', { networks: [{ name: '', drawing: { nodes: [], wires: [] } }] })
    expect(shown([otherNetwork])).toContain(
      'The network, its inputs, or its classes have changed since this run. Show changes',
    )
    expect(shown([same])).not.toContain('network has changed')
  })

  test('the loss of a number is named as that of the scaled target, because its error has a unit', () => {
    const head = { kind: 'number', label: 'Moon', loss: 0.447, mae: 2, rmse: 3, r2: 0.9, pairs: [] } as const
    const html = text(<EvaluatePage />, stateWith({ metrics: { ...metrics, heads: [head] } }))
    expect(html).toContain('loss 0.447 on the scaled target')
    expect(text(<EvaluatePage />, stateWith({ metrics }))).not.toContain('scaled target')
    const ofNumbers = { ...metrics, heads: [head], isFromPredictions: true } as const
    expect(text(<EvaluatePage />, stateWith({ metrics: ofNumbers }))).toContain('squared error 0.447 on the scaled')
    const ofClasses = { ...metrics, isFromPredictions: true } as const
    expect(text(<EvaluatePage />, stateWith({ metrics: ofClasses }))).toContain('90 examples, log loss 0.450')
    // It is the loss of the run, under the same name.
    const runs = [{ ...facts, tag: 'done', name: 'Run 1', startedAt: '1', metrics, content: moonsMlp.content }]
    const ofRun = stateWith({ metrics: ofClasses, runs: runs as unknown as AppState['runs'] })
    expect(text(<EvaluatePage />, ofRun)).toContain('90 examples, loss 0.450')
  })

  test('the epochs are a table too, for people who cannot see the curve', () => {
    const html = text(<Dock />, stateWith({ run: expectDefined(RUNS[1], 'training'), metrics }))
    expect(html).toContain('Loss and metrics by epoch')
    expect(html).toContain('0.450')
    expect(html).toContain('best by the validation loss at epoch 1')
  })

  test('the most frequent mistake comes first, and the classes are listed worst first', () => {
    const state = stateWith({ run: expectDefined(RUNS[3], 'done'), metrics })
    const html = text(<ClassResults head={headOf(metrics)} />, state)
    expect(html).toMatch(
      /Most frequent mistake: lower predicted as upper , 8 of 45\. Worst class \(lowest F1\): lower , F1 0\.\d+, recall 80\.0%/,
    )
    const table = html.slice(html.indexOf('Recall'))
    expect(table.indexOf('lower')).toBeLessThan(table.indexOf('upper'))
    expect(text(<EvaluatePage />, state)).toContain('88.9%')
  })

  test('the worst class is the same one everywhere: the one with the lowest F1, and not with the lowest recall', () => {
    const labels = ['a', 'b', 'c']
    // F1 2/3, 6/13, and 4/5; recall 1/2, 3/5, and 1.
    const confusion = [
      [5, 5, 0],
      [0, 3, 2],
      [0, 0, 4],
    ]
    const perClass = classScores(confusion, labels)
    const head = {
      kind: 'classes',
      label: 'Moon',
      loss: 1,
      accuracy: 12 / 19,
      perClass,
      confusion,
      wrong: [],
      right: [],
    }
    const mixed = { ...metrics, heads: [head as HeadEvaluation] }
    const state = stateWith({ run: expectDefined(RUNS[3], 'done'), metrics: mixed })
    expect(text(<ClassResults head={headOf(mixed)} />, state)).toContain(
      'Worst class (lowest F1): b , F1 0.462, recall 60.0%',
    )
    expect(text(<Dock />, state)).toMatch(/lowest F1 first.* b 0\.462 .* a 0\.667 .* c 0\.800/)
  })

  test('hundreds of classes with thousands of mistakes show the classes with the most mistakes', () => {
    const labels = Array.from({ length: 400 }, (_, i) => `kind ${i}`)
    const confusion = labels.map((_, i) => labels.map((_, j) => (i === 7 && j === 9 ? 60 : Number(j % 100 === 0))))
    const perClass = labels.map((label) => ({ label, f1: 0.5, averagePrecision: 0.5, support: 400 }))
    const head = { kind: 'classes', label: 'Moon', loss: 1, accuracy: 0.001, perClass, confusion, wrong: [], right: [] }
    const many = { ...metrics, heads: [head as HeadEvaluation] }
    const html = text(<ClassResults head={headOf(many)} />, stateWith({ metrics: many }))
    expect(html).toContain('The 50 of 400 classes with the most mistakes')
    expect(html).toContain('Most frequent mistake: kind 7 predicted as kind 9 , 60 of 400.')
    expect(text(<EvaluatePage />, stateWith({ metrics: many })).match(/of examples\):/g)).toHaveLength(3)
    // The table of all classes is most of it.
    expect(html.length).toBeLessThan(100_000)
  })

  test('before the first evaluation, scores per class are of the training batches so far, and labeled as such', () => {
    const counts = {
      epoch: 2,
      heads: [{ label: 'Moon', labels: ['upper', 'lower'], counts: Uint32Array.of(9, 1, 4, 6) }],
    }
    const run: RunState = { tag: 'training', ...facts, counts }
    const html = text(<Dock />, stateWith({ run }))
    expect(html).toContain('Training batches in epoch 2: 20 examples so far')
    expect(html).toMatch(/lower 0\.706 0\.857 0\.600 \S+ 10 upper 0\.783 0\.692 0\.900 \S+ 10/)
    const evaluated = text(<Dock />, stateWith({ run, metrics }))
    expect(evaluated).not.toContain('Training batches')
    expect(evaluated).toContain('Validation set, lowest F1 first')
  })

  test('rows of a dataset other than the evaluated one are not shown as its examples', () => {
    const done = expectDefined(RUNS[3], 'done')
    const results = <ClassResults head={headOf(metrics)} />
    expect(text(results, stateWith({ run: done, metrics }))).toContain('97.0%')
    const other = text(results, stateWith({ run: done, metrics: { ...metrics, data: 'circles' } }))
    expect(other).not.toContain('97.0%')
    expect(other).toContain('a different dataset')
  })

  test('the Data page shows the dataset in use: license, split and column types', () => {
    const html = text(<DataPage />, stateWith({}))
    expect(html).toContain(def.licence)
    expect(html).toContain(`${split.train.length} training`)
    const { schema } = def
    const loading = stateWith({ data: { tag: 'loading', schema, done: 500_000, total: 1_000_000 } })
    expect(text(<DataPage />, loading)).toContain('500 kB of 1.0 MB')
    expect(text(<DataPage />, loading)).toContain('Cancel')
    const failed = stateWith({
      data: { tag: 'failed', schema, why: message('data-offline', { dataset: 'Moons' }) as Message },
    })
    expect(text(<DataPage />, failed)).toContain('Try again')
  })

  test('the machine page probes before it reports', () => {
    expect(text(<MachinePage />, stateWith({}))).toContain('Looking for a GPU')
  })
})
