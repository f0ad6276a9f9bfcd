/** @file The app state as plain JSON, in the shape the console API documents. */
import type { Slice } from '../../data/condition'
import { formatMessage, formatStored } from '../../messages/message'
import { slicesOf } from '../data/dataset-slices'
import { currentTestSetViews } from '../data/test-set-views'
import { lessonNow } from '../lessons/loaded-lesson-goal'
import type { AppState } from '../state'
import { savingOf } from '../training/unstored-runs'
import { defined, metricsPart } from './loaded-metrics'

/** The state as `window.netloom.state()` returns it. Cheap, because it copies no rows or weights. */
export function consoleState(state: AppState) {
  const { project, report, run, storage, results } = state
  const used = run.tag === 'idle' ? state.inUse?.run : run.id
  const seen = {
    project: {
      id: project.id,
      name: project.name,
      drawingVersion: project.drawingVersion,
      networks: [
        {
          name: project.network,
          nodes: project.drawing.nodes.map(({ id, kind, label, params, position }) => ({
            id,
            kind,
            label,
            params,
            position,
          })),
          wires: project.drawing.wires.map(({ id, from, to, port, out }) => ({
            id,
            from,
            to,
            port,
            ...defined({ out }),
          })),
          notes: (project.drawing.notes ?? []).map(({ id, text, position, node }) => ({
            id,
            text,
            position,
            ...defined({ node }),
          })),
        },
      ],
    },
    check: {
      ok: report.checked !== undefined,
      diagnostics: report.diagnostics.map(({ problem, severity, node, fixes }) => ({
        code: problem.code,
        severity,
        ...(node === undefined ? {} : { node }),
        message: formatMessage(problem),
        args: problem.args,
        fixes: fixes.map(({ id, title }) => ({ id, title })),
      })),
      shapes: Object.fromEntries([...report.shapes].map(([node, shape]) => [node, [...shape]])),
      parameters: report.totalParameters,
    },
    data: dataPart(state),
    bringing: state.bringing,
    plan: project.plan,
    run: runPart(run),
    metrics: metricsPart(state.metrics),
    ...defined({ results: results?.run === used ? results?.values : undefined }),
    runs: state.runs.map(({ id, name, startedAt, tag, content, engine, forecast, took, setbacks, metrics }) => ({
      id,
      name,
      startedAt,
      tag,
      dataset: content.data.dataset,
      plan: content.plan,
      ...defined({ version: content.data.version, engine: engine?.name, forecast, took, setbacks }),
      metrics: metricsPart(metrics),
    })),
    models: state.models.map(({ name, version, createdAt, metrics }) => ({
      name,
      version,
      createdAt,
      metrics: metricsPart(metrics),
    })),
    aliases: Object.fromEntries(Object.entries(state.aliases).map(([model, now]) => [model, { ...now }])),
    storage: { ...storage },
    room: state.room,
    operate: state.operate.summary,
    saving: savingOf(state).tag,
  }
  return { ...seen, lesson: lessonNow(state, seen) }
}

export type ConsoleState = ReturnType<typeof consoleState>

interface ConsoleData {
  readonly dataset: string
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number }
  readonly loaded: boolean
  /** How often the test rows of this dataset version have been evaluated. */
  readonly testLooks: number
  readonly slices: readonly Slice[]
  readonly classes?: readonly string[]
}

function dataPart(state: AppState): ConsoleData {
  const { data, project } = state
  const kept = { testLooks: currentTestSetViews(state), slices: slicesOf(state) }
  const none = { train: 0, validation: 0, test: 0 }
  if (data.tag === 'none') return { dataset: project.data.dataset, samples: none, loaded: false, ...kept }
  const target = data.schema.columns.find(({ name }) => name === (project.plan.target ?? data.schema.target))
  const classes = target?.type === 'category' ? { classes: [...target.values] } : {}
  if (data.tag !== 'ready') return { dataset: data.schema.id, samples: none, loaded: false, ...kept, ...classes }
  const { train, validation, test } = data.split
  return {
    dataset: data.schema.id,
    samples: { train: train.length, validation: validation.length, test: test.length },
    loaded: true,
    ...kept,
    ...classes,
  }
}

interface ConsoleRun {
  readonly id?: string
  readonly tag: AppState['run']['tag']
  readonly why?: string
  readonly code?: string
  readonly backend?: string
  readonly backendReason?: string
  readonly adapter?: string
  readonly engine?: string
  /** Why this engine was chosen, and which engine it was compared with. */
  readonly engineReason?: string
  readonly drawingVersion?: number
  readonly step: number
  readonly steps: number
  readonly epoch: number
  readonly loss?: number
  readonly validationLoss?: number
  /** The learning rate of the last step: the plan's rate with the schedule and manual changes applied. */
  readonly learningRate?: number
  readonly stepsPerSecond?: number
  readonly secondsLeft?: number
  readonly history: readonly {
    readonly epoch: number
    readonly loss: number
    readonly validationLoss?: number
    readonly [metric: string]: number | undefined
  }[]
  readonly weightsHash?: string
}

function runPart(run: AppState['run']): ConsoleRun {
  if (run.tag === 'idle') return { tag: run.tag, step: 0, steps: 0, epoch: 0, history: [] }
  const { id, tag, drawingVersion, chosen, engine, step, steps, epoch, loss, validationLoss, hash } = run
  return {
    id,
    tag,
    drawingVersion,
    ...(run.tag === 'failed'
      ? { why: formatMessage(run.reason), code: run.reason.code }
      : run.tag === 'done'
        ? { why: run.why }
        : {}),
    ...defined({ backend: chosen?.backend, backendReason: chosen?.reason, adapter: chosen?.adapter }),
    ...defined({
      engine: engine?.name,
      engineReason: engine && formatStored(engine.reason),
      learningRate: run.learningRate,
    }),
    step,
    steps,
    epoch,
    ...defined({ loss, validationLoss, stepsPerSecond: run.stepsPerSecond, secondsLeft: run.secondsLeft }),
    history: run.history.map((log) => ({
      epoch: log.epoch,
      loss: log.loss,
      ...defined({ validationLoss: log.validationLoss }),
      ...log.metrics,
    })),
    // Every training step changes the weights, so the hash is reported only while they do not change.
    ...(tag === 'paused' || tag === 'done' || tag === 'failed' ? defined({ weightsHash: hash }) : {}),
  }
}
