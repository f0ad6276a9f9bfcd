/** A worker ends in the middle of a scenario: pending labels still arrive, and a deploy remains active. */
import { afterEach, expect, test } from 'vitest'
import { openFold } from '../../ops/log/fold-log'
import { unlabeledRequestsOf } from '../../ops/log/stored-entries'
import type { Entry } from '../../ops/log-entry'
import { HOUR, type Scenario, type ScenarioEvent } from '../../ops/scenario/scenario'
import '../../training/testing/node-wasm'
import { endChampionDeploy } from './bad-deploys'
import { openLogWriter } from '../log-writer'
import { openService, type Service } from '../open-service'
import { sizesOf, spec, start, TIMING } from '../testing/fixture'
import { makeLabelQueue, openPlayer, type PlaybackState } from './player'

const services: Service[] = []
afterEach(() => {
  for (const one of services.splice(0)) one.close()
})

const DEPLOY = { kind: 'deploy', model: 'permuted classes', startMs: HOUR / 2, lengthMs: HOUR }
function scenarioOf(events: readonly Omit<ScenarioEvent, 'id'>[]): Scenario {
  return {
    seed: 5,
    durationMs: 2 * HOUR,
    events: events.map((event, i) => ({ ...event, id: `n${i}` }) as ScenarioEvent),
  }
}
const all = { startMs: 0, lengthMs: 2 * HOUR }
const RATE = { kind: 'rate', ...all, perMinute: 30 }

/** Starts a worker that resumes a service from the log of earlier workers. */
async function resume(
  of: Scenario,
  share: number,
  before: readonly Entry[],
  state: Omit<PlaybackState, 'labels'>,
  from: number,
) {
  const begin = start({ timing: TIMING, spec: spec({ challenger: share }) })
  const service = await openService(begin)
  services.push(service)
  const fold = openFold({})
  fold.push(before, from, service.book())
  const logWriter = openLogWriter({ ...sizesOf(service), first: fold.buffer.next, at: from })
  const carried: PlaybackState = {
    ...{ labels: makeLabelQueue(), ...state },
    ...(from > 0 && { unlabeled: unlabeledRequestsOf(fold.buffer) }),
  }
  if (!begin.rows) throw new Error('no rows')
  const player = openPlayer({ service, logWriter, rows: begin.rows, scenario: of, state: carried })
  return {
    ...{ service, player, carry: carried },
    async to(at: number): Promise<readonly Entry[]> {
      while (!(await player.step(at, 1e9))) {}
      return logWriter.take()
    },
  }
}

function labelsIn(entries: readonly Entry[]) {
  return entries.flatMap((entry) =>
    entry.kind === 'labels' ? Array.from(entry.id, (id, i) => [id, entry.at[i], entry.label[i]] as const) : [],
  )
}
/** The bad version's index in the log dictionary, which follows the indices of the service's versions. */
const BAD = 2
/** Returns the times at which the bad version served a request. */
function badIn(entries: readonly Entry[]) {
  return entries.flatMap((entry) =>
    entry.kind === 'requests' ? [...entry.at].filter((_, i) => entry.version[i] === BAD) : [],
  )
}

test('pending labels arrive at the same times, and none twice', async () => {
  const of = scenarioOf([
    RATE,
    { kind: 'delay', ...all, minutes: 40 },
    { kind: 'coverage', ...all, share: 0.5 },
    { kind: 'noise', ...all, share: 0.1 },
  ])
  const whole = await (await resume(of, 30, [], {}, 0)).to(2 * HOUR)
  const first = await (await resume(of, 30, [], {}, 0)).to(HOUR + 1234)
  const rest = await (await resume(of, 30, first, {}, HOUR + 1234)).to(2 * HOUR)
  expect(labelsIn(first).length).toBeGreaterThan(100)
  expect(labelsIn(rest).some(([, at]) => (at as number) < HOUR + 300_000)).toBe(true)
  expect([...labelsIn(first), ...labelsIn(rest)]).toEqual(labelsIn(whole))
})

test('a deploy resumes in the same place for any share, and not at all after a rollback', async () => {
  const of = scenarioOf([RATE, DEPLOY])
  const one = await resume(of, 30, [], {}, 0)
  const first = await one.to(HOUR)
  expect(badIn(first).length).toBeGreaterThan(100)
  const { deploy } = one.carry
  expect(deploy?.places).toEqual([{ model: 'net', alias: 'challenger' }])
  if (!deploy) return
  // The challenger has no share of the traffic, so no request is affected.
  const out = await resume(of, 0, first, { deploy }, HOUR)
  expect(badIn(await out.to(2 * HOUR))).toEqual([])
  expect(out.carry.deploy).toBeUndefined()

  const alone = await resume(of, 0, [], {}, 0)
  const affected = await alone.to(HOUR)
  expect(alone.carry.deploy?.places).toEqual([{ model: 'net', alias: 'champion' }])
  const entries = structuredClone(alone.carry.deploy)
  if (!entries) return
  const again = await resume(of, 0, affected, { deploy: entries }, HOUR)
  const later = badIn(await again.to(2 * HOUR))
  expect([later.length > 500, Math.max(...later) < 1.5 * HOUR]).toEqual([true, true])
  // The champion is rolled back before the scenario resumes.
  const back: { deploy?: typeof entries } = { deploy: entries }
  expect([endChampionDeploy(back), endChampionDeploy(back)]).toEqual([true, false])
  expect(badIn(await (await resume(of, 0, affected, back, HOUR)).to(2 * HOUR))).toEqual([])
})
