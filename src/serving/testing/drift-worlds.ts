/**
 * @file Seeded traffic without drift behind each kind of service diagram, and with drift for comparison: how often drift
 * alarms are raised.
 */
import { rng } from '../../base/rng'
import { driftReducer } from '../../ops/alerts/drift-alerts'
import { answerReference, inputReferences, joinBranches } from '../../ops/drift/references'
import { DEFAULT_PLAN, type DriftReference } from '../../ops/drift/window-drift'
import { openFold } from '../../ops/log/fold-log'
import { HOUR, MINUTE, type Scenario } from '../../ops/scenario/scenario'
import type { ServiceSpec } from '../../ops/service-spec'
import { openLogWriter } from '../log-writer'
import { openService, type Service } from '../open-service'
import { predictRows } from '../predict-rows'
import { openPlayer } from '../scenario-playback/player'
import { drawn, MODEL_CONFIG, sizesOf, start, TIMING } from './fixture'

const SMALL = { ...MODEL_CONFIG, alias: 'champion' }
const LARGE = { ...MODEL_CONFIG, alias: 'challenger' }

/** Service diagrams in which another model or a stage decides what is logged as the answer of a version. */
export const DIAGRAMS = {
  router: drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['small', 'Model', SMALL, ['source']],
    ['router', 'Router', { below: 0.55 }, ['small']],
    ['large', 'Model', LARGE, ['router']],
    ['log', 'Log', { inputs: 0 }, ['large']],
  ]),
  'ensemble, mean': ensemble('mean'),
  'ensemble, vote': ensemble('vote'),
  'split and router': drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['split', 'Split', { champion: 70, challenger: 30 }, ['source']],
    ['small', 'Model', SMALL, ['split']],
    ['other', 'Model', LARGE, ['split']],
    ['router', 'Router', { below: 0.55 }, ['small']],
    ['large', 'Model', LARGE, ['router']],
    ['log', 'Log', { inputs: 0 }, ['large', 'other']],
  ]),
  'canary and cache': drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['cache', 'Cache', { entries: 1000, minutes: 60 }, ['source']],
    ['split', 'Split', { champion: 50, challenger: 50 }, ['cache']],
    ['small', 'Model', SMALL, ['split']],
    ['other', 'Model', LARGE, ['split']],
    ['log', 'Log', { inputs: 0 }, ['small', 'other']],
  ]),
  'abstain and fall back': drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['model', 'Model', SMALL, ['source']],
    ['abstain', 'Abstain', { below: 0.55 }, ['model']],
    ['fallback', 'Fallback', { answer: 'usual', for: 'failures and abstentions' }, ['abstain']],
    ['log', 'Log', { inputs: 0 }, ['fallback']],
  ]),
} as const satisfies Readonly<Record<string, ServiceSpec>>
export type Diagram = keyof typeof DIAGRAMS

function ensemble(how: 'mean' | 'vote'): ServiceSpec {
  return drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['one', 'Model', SMALL, ['source']],
    ['two', 'Model', LARGE, ['source']],
    ['ensemble', 'Ensemble', { how }, ['one', 'two']],
    ['log', 'Log', { inputs: 0 }, ['ensemble']],
  ])
}

/** A world has this many windows of this many requests: one hour at 30 requests a minute. */
const WINDOWS = 6
const N = 300

/** The share of worlds in which a drift alarm is raised, of the worlds with seeds in [from, to). */
export async function alarmShare(
  diagram: Diagram,
  { from, to }: { readonly from: number; readonly to: number },
  drift?: 'noise',
): Promise<number> {
  const spec = DIAGRAMS[diagram]
  const begun = start({ spec, timing: { ...TIMING, stages: spec.stages.map(() => 0.01) } })
  const service = await openService(begun)
  try {
    if (!begun.rows) throw new Error('no rows')
    const reference = await referenceFor(service, begun.rows.heldOut)
    let alarms = 0
    for (let seed = from; seed < to; seed++) {
      const logWriter = openLogWriter(sizesOf(service))
      const scenario = scenarioOf(seed, drift)
      const player = openPlayer({ service, logWriter, rows: begun.rows, scenario })
      while (!(await player.step(scenario.durationMs, 1e9))) {}
      player.close()
      const folding = openFold({ drift: driftReducer(reference, { ...DEFAULT_PLAN, n: N }) })
      folding.push(logWriter.take(), scenario.durationMs, service.book())
      if (folding.states.drift.next < WINDOWS - 1) throw new Error('too few requests for a world')
      if (folding.states.drift.alerts.length > 0) alarms++
    }
    return alarms / (to - from)
  } finally {
    service.close()
  }
}

/** The reference that the page loads, from all rows that requests are drawn from. */
async function referenceFor(service: Service, rows: Uint32Array): Promise<DriftReference> {
  const { classes, features = [] } = service.book()
  const { features: table } = await predictRows(service, rows, 'inputs')
  const { answers, truth, isJoint } = await predictRows(service, rows, 'answers')
  const versions = [...new Set(answers.map(({ version }) => version))]
  return {
    inputs: inputReferences(features, table, 'all'),
    isJoint,
    answers: versions.flatMap((version) => {
      const usual = joinBranches(
        answers.filter((one) => one.version === version),
        truth,
        classes.length,
      )
      return usual.truth.length === 0 ? [] : answerReference(version, classes, usual, usual, 'all')
    }),
  }
}

function scenarioOf(seed: number, drift?: 'noise'): Scenario {
  const durationMs = HOUR + 5 * MINUTE
  const events = [{ id: 'rate', kind: 'rate', startMs: 0, lengthMs: durationMs, perMinute: (N * WINDOWS) / 60 }]
  const noise = {
    id: 'noise',
    kind: 'drift',
    startMs: 0,
    lengthMs: durationMs,
    operator: 'noise',
    strength: 1,
    amount: 10,
  }
  // The seed of a scenario is mixed, because neighboring seeds must not share draws.
  return {
    seed: rng(seed, { kind: 'generate' }).below(2 ** 31),
    durationMs,
    events: drift ? [...events, noise] : events,
  }
}
