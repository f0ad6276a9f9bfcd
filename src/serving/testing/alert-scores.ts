/**
 * @file Seeded scenarios that violate objectives, played by a small service; promtool evaluates alert rules on the
 * resulting per-minute counts.
 */
import { rng } from '../../base/rng'
import { objectivesOf } from '../../ops/alerts/past.test-help'
import { openFold } from '../../ops/log/fold-log'
import { DAY, HOUR, MINUTE, type Scenario, type ScenarioEvent } from '../../ops/scenario/scenario'
import type { Minutes, Slo } from '../../ops/slo'
import { openLogWriter } from '../log-writer'
import { openService } from '../open-service'
import { openPlayer } from '../scenario-playback/player'
import { drawn, MODEL_CONFIG, sizesOf, start, TIMING } from './fixture'

const SLOS: readonly Slo[] = [
  { id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 },
  { id: 'fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 20, overDays: 30 },
  { id: 'right', kind: 'accuracy', targetPercent: 70, overDays: 7 },
]

/** A one-day scenario with some traffic, and faults that all have an effect. */
export function outageScenario(seed: number): Scenario {
  const random = rng(seed, { kind: 'generate' })
  const perMinute = [4, 20, 40][random.below(3)] ?? 20
  const faults = Array.from({ length: 3 }, (_, i): ScenarioEvent => {
    const place = {
      id: `f${i}`,
      startMs: (2 + 7 * i + random.below(4)) * HOUR,
      lengthMs: (10 + random.below(120)) * MINUTE,
    }
    return random.below(2) === 0
      ? { ...place, kind: 'crash', replicas: 1 + random.below(2) }
      : { ...place, kind: 'slow', replica: random.below(2), times: 40 + random.below(200) }
  })
  // An outage that is certain to violate the objectives.
  const outage: ScenarioEvent = {
    id: 'outage',
    kind: 'crash',
    replicas: 2,
    startMs: (20 + random.below(3)) * HOUR,
    lengthMs: 45 * MINUTE,
  }
  const all = { startMs: 0, lengthMs: DAY }
  return {
    ...{ seed, durationMs: DAY },
    events: [
      { ...all, id: 'rate', kind: 'rate', perMinute },
      { ...all, id: 'daily', kind: 'daily' },
      { ...all, id: 'delay', kind: 'delay', minutes: random.below(60) },
      ...faults.filter((one) => one.startMs + one.lengthMs < outage.startMs),
      outage,
    ],
  }
}

export interface PlayedSlo {
  readonly slo: Slo
  readonly minutes: Minutes
}

/** Plays a scenario and returns the total and bad counts per minute for each objective. */
export async function playedSlos(scenario: Scenario): Promise<readonly PlayedSlo[]> {
  const spec = drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['champion', 'Model', { ...MODEL_CONFIG, queue: 5, alias: 'champion' }, ['source']],
    ['log', 'Log', { inputs: 0 }, ['champion']],
  ])
  const timing = { ...TIMING, stages: spec.stages.map(() => 0.01) }
  const begun = start({ spec, timing, seed: scenario.seed })
  const service = await openService(begun)
  try {
    const logWriter = openLogWriter(sizesOf(service))
    if (!begun.rows) return []
    const player = openPlayer({ service, logWriter, rows: begun.rows, scenario })
    const folding = openFold({ objectives: objectivesOf(SLOS) })
    for (let until = HOUR; until <= scenario.durationMs; until += HOUR) {
      while (!(await player.step(until, 1e9))) {}
      folding.push(logWriter.take(), player.through, service.book())
    }
    folding.push([], scenario.durationMs, service.book())
    player.close()
    return folding.states.objectives.objectives.flatMap(({ slo, past }) =>
      past ? [{ slo, minutes: past.counts.minutes }] : [],
    )
  } finally {
    service.close()
  }
}
