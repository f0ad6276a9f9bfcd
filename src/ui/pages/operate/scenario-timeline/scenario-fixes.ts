/**
 * @file Quick fixes for the problems of a scenario, each represented by the scenario it would produce, and the default
 * start time of a new event.
 */
import { isMessage } from '../../../../messages/message'
import { scenarioText } from '../../../../messages/en/operate/scenario'
import type { ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import { parsedEvent } from '../../../../ops/scenario/conditions-at'
import { moveEvent, resizeEvent, setEventParams } from '../../../../ops/scenario/edit-scenario'
import type { Latency } from '../../../../ops/log/log-metrics'
import type { Change } from '../../../../ops/log-entry'
import { endOf, MINUTE, type Scenario, type ScenarioEvent } from '../../../../ops/scenario/scenario'

export interface ScenarioFix {
  readonly id: keyof typeof scenarioText.fixes
  readonly scenario: Scenario
}

/** The available quick fixes for a problem; empty if only the user can decide how to fix it. */
export function fixesOf(scenario: Scenario, { event: id, message: problem }: ScenarioProblem): readonly ScenarioFix[] {
  const scenarioEvent = scenario.events.find((one) => one.id === id)
  if (!isMessage(problem, 'scenario-past-end', 'scenario-overlap', 'scenario-mix')) return []
  switch (problem.code) {
    case 'scenario-past-end': {
      if (!scenarioEvent) return []
      const longer: ScenarioFix = { id: 'extendScenario', scenario: { ...scenario, durationMs: endOf(scenarioEvent) } }
      if (scenarioEvent.startMs >= scenario.durationMs)
        return [{ id: 'moveToEnd', scenario: moveEvent(scenario, scenarioEvent.id, scenario.durationMs) }, longer]
      return [
        { id: 'shorten', scenario: resizeEvent(scenario, scenarioEvent.id, { endMs: scenario.durationMs }) },
        longer,
      ]
    }
    case 'scenario-overlap':
      return scenarioEvent
        ? apart(
            scenario,
            scenarioEvent,
            scenario.events.find((one) => one.id === problem.args.other),
          )
        : []
    case 'scenario-mix':
      return scaled(scenario, scenarioEvent, problem.args.percent)
    default:
      return problem satisfies never
  }
}

function apart(
  scenario: Scenario,
  scenarioEvent: ScenarioEvent,
  other: ScenarioEvent | undefined,
): readonly ScenarioFix[] {
  if (!other) return []
  const fixes: ScenarioFix[] = []
  if (other.startMs < scenarioEvent.startMs)
    fixes.push({
      id: 'endFirst',
      scenario: resizeEvent(scenario, other.id, { endMs: scenarioEvent.startMs }),
    })
  if (endOf(scenarioEvent) > endOf(other))
    fixes.push({
      id: 'startSecond',
      scenario: resizeEvent(scenario, scenarioEvent.id, { startMs: endOf(other) }),
    })
  const events = scenario.events.filter((one) => one !== scenarioEvent)
  return [...fixes, { id: 'removeSecond', scenario: { ...scenario, events } }]
}

/**
 * Scales down all request shares in effect when the event starts by the same factor, rounding down to whole
 * percentages.
 */
function scaled(scenario: Scenario, scenarioEvent: ScenarioEvent | undefined, percent: number): readonly ScenarioFix[] {
  if (!scenarioEvent) return []
  let after = scenario
  for (const one of scenario.events) {
    const part =
      one.startMs <= scenarioEvent.startMs && scenarioEvent.startMs < endOf(one) ? parsedEvent(one) : undefined
    if (part?.def.track !== 'mix') continue
    const share = Math.floor((Number(part.values.share) / percent) * 10_000) / 100
    after = setEventParams(after, one.id, { share })
  }
  return [{ id: 'scaleShares', scenario: after }]
}

/** The default start of a new event: the current time or the start of the visible span, whichever is later. */
export function newEventTime({ from }: { readonly from: number }, { durationMs }: Scenario, nowMs: number): number {
  return nowMs < durationMs ? Math.max(from, nowMs) : from
}

/** When an event as it is now began in this run, in simulated ms; undefined if it has not. */
export function begunMs(scenarioEvent: ScenarioEvent, changes: readonly Change[]): number | undefined {
  const { id, startMs } = scenarioEvent
  return changes.find(
    ({ at, what }) => what.type === 'note' && what.on && what.note === id && at >= startMs && at < endOf(scenarioEvent),
  )?.at
}

/** The reason why an event has no effect in this run, or only a later one; undefined if it has its whole effect. */
export function noEffectReason(
  scenarioEvent: ScenarioEvent,
  { durationMs }: Scenario,
  nowMs: number,
  begun?: number,
): string | undefined {
  if (nowMs >= durationMs) return scenarioText.event.scenarioEnded
  if (endOf(scenarioEvent) <= nowMs) return scenarioText.event.alreadyPlayed
  const { startMs } = scenarioEvent
  const fromMs = begun ?? nowMs
  return fromMs - startMs > MINUTE ? scenarioText.event.beginsLate({ startMs, fromMs }) : undefined
}

/** Why an event moved to this start begins earlier; undefined if it begins when the user asked. */
export function startMovedText(scenario: Scenario, { id, lengthMs }: ScenarioEvent, askedMs: number) {
  const { durationMs } = scenario
  const startMs = moveEvent(scenario, id, askedMs).events.find((one) => one.id === id)?.startMs ?? askedMs
  return startMs < askedMs ? scenarioText.event.startMoved({ askedMs, startMs, lengthMs, durationMs }) : undefined
}

/** What the effect of a slow replica depends on. */
export interface SlowSituation {
  /** The number of replicas of each model stage, and the time of a request in ms if it was measured. */
  readonly replicas: readonly number[]
  readonly ms: number | undefined
  /** The highest request rate during the event, per minute. */
  readonly peak: number
  /** The latency during the event so far and in the same time before; undefined without requests. */
  readonly seen?: Readonly<Record<'now' | 'before', Pick<Latency, 'p50' | 'p95'>>> | undefined
}

/** A latency that is higher by less than this factor is not a visible effect. */
const VISIBLE = 1.2

/** The effect of a slow replica that was seen, or that is to be expected. */
export function slowReplicaText(
  { replica, times }: { readonly replica: number; readonly times: number },
  { replicas, ms, peak, seen }: SlowSituation,
): string {
  const { noReplica, expected, seen: seenText } = scenarioText.event.slow
  const least = Math.min(...replicas.filter((count) => count > replica))
  if (!Number.isFinite(least)) return noReplica({ replica, replicas: Math.max(0, ...replicas) })
  if (seen) {
    const isVisible = (['p50', 'p95'] as const).some((of) => seen.now[of] >= VISIBLE * seen.before[of])
    return seenText({ ...seen, isVisible })
  }
  const capacity = ms === undefined ? undefined : ((least - 1 + 1 / times) * MINUTE) / ms
  return expected({ times, capacity, peak })
}

/**
 * The start and duration of a new event of this kind. Events that describe general conditions last until the end of the
 * scenario.
 */
export function placeEvent(
  kind: string,
  atMs: number,
  gridMs: number,
  inSight: number,
  { durationMs }: Scenario,
  nowMs = 0,
) {
  const near = Math.round(atMs / gridMs) * gridMs
  // An event placed at or after the current time must not start in the past, because the past portion would have no
  // effect.
  const step = atMs >= nowMs && near < nowMs ? Math.ceil(nowMs / gridMs) * gridMs : near
  const last = durationMs - Math.min(gridMs, durationMs)
  // Near the end of the scenario, an event shorter than a grid step is better than one that starts in the past.
  const latest = atMs >= nowMs && nowMs < durationMs ? Math.max(last, nowMs) : last
  const startMs = Math.max(0, Math.min(step, latest))
  const usual = Math.max(gridMs, MINUTE, Math.round(inSight / 8 / gridMs) * gridMs)
  const toEnd = durationMs - startMs
  return { startMs, lengthMs: LASTING.has(kind) ? toEnd : Math.min(usual, toEnd) }
}

const LASTING: ReadonlySet<string> = new Set(['rate', 'daily', 'weekly', 'delay', 'coverage', 'label-noise'])
