/** @file Seeded scores that break objectives, played by a small service: what its minutes were, for promtool to judge its alerts by. */
import { rng } from '../../base/rng'
import { openFold } from '../../ops/log/fold'
import { objectivesOf } from '../../ops/reducers/objectives'
import { DAY, HOUR, MINUTE, type Note, type Score } from '../../ops/scenario/scenario'
import type { Minutes, Slo } from '../../ops/slo'
import { openJournal } from '../log-writer'
import { openPlayer } from '../play/player'
import { openService } from '../service'
import { drawn, MODEL_CONFIG, sizesOf, start, TIMING } from './fixture'

const SLOS: readonly Slo[] = [
  { id: 'up', kind: 'availability', targetPercent: 99.9, overDays: 30 },
  { id: 'fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 20, overDays: 30 },
  { id: 'right', kind: 'accuracy', targetPercent: 70, overDays: 7 },
]

/** A day by its seed: some traffic, and faults of which each is felt. */
export function fierceScore(seed: number): Score {
  const random = rng(seed, { kind: 'generate' })
  const perMinute = [4, 20, 40][random.below(3)] ?? 20
  const faults = Array.from({ length: 3 }, (_, i): Note => {
    const place = {
      id: `f${i}`,
      startMs: (2 + 7 * i + random.below(4)) * HOUR,
      lengthMs: (10 + random.below(120)) * MINUTE,
    }
    return random.below(2) === 0
      ? { ...place, kind: 'crash', replicas: 1 + random.below(2) }
      : { ...place, kind: 'slow', replica: random.below(2), times: 40 + random.below(200) }
  })
  // One that nobody can miss.
  const outage: Note = {
    id: 'outage',
    kind: 'crash',
    replicas: 2,
    startMs: (20 + random.below(3)) * HOUR,
    lengthMs: 45 * MINUTE,
  }
  const all = { startMs: 0, lengthMs: DAY }
  return {
    ...{ seed, durationMs: DAY },
    notes: [
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

/** Plays a score and gives what was counted for each objective. */
export async function playedSlos(score: Score): Promise<readonly PlayedSlo[]> {
  const spec = drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['champion', 'Model', { ...MODEL_CONFIG, queue: 5, alias: 'champion' }, ['source']],
    ['log', 'Log', { inputs: 0 }, ['champion']],
  ])
  const timing = { ...TIMING, stages: spec.stages.map(() => 0.01) }
  const begun = start({ spec, timing, seed: score.seed })
  const service = await openService(begun)
  try {
    const journal = openJournal(sizesOf(service))
    if (!begun.rows) return []
    const player = openPlayer({ service, journal, rows: begun.rows, score })
    const folding = openFold({ objectives: objectivesOf(SLOS) })
    for (let until = HOUR; until <= score.durationMs; until += HOUR) {
      while (!(await player.step(until, 1e9))) {}
      folding.push(journal.take(), player.through, service.book())
    }
    folding.push([], score.durationMs, service.book())
    player.close()
    return folding.states.objectives.watched.flatMap(({ slo, past }) =>
      past ? [{ slo, minutes: past.counts.minutes }] : [],
    )
  } finally {
    service.close()
  }
}
