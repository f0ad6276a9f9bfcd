/**
 * @file Drill: a practice exercise on a service with a hidden problem: its models, its scenario, the grading rules, and
 * the reference solution.
 */
import { rng } from '../../base/rng'
import type { Alias } from '../../catalog/lowered-stage'
import type { ParamValue } from '../../catalog/params'
import type { Plan } from '../../catalog/training-plan'
import type { Service } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import { drillsText } from '../../messages/en/gallery/drills'
import type { DrillPrice, DrillRules } from '../../ops/drill-tally'
import { printScenario } from '../../ops/scenario/print-scenario'
import { MINUTE, type Scenario } from '../../ops/scenario/scenario'
import type { Slo } from '../../ops/slo'
import { makeScenario, type PresetEvent } from '../scenarios'
import { draw } from '../template'

/**
 * A model version that the drill needs, trained when the drill starts. Versions with the same name are numbered from 1.
 */
export interface DrillModel {
  readonly name: string
  /** The id of the example that provides the network, data and training settings. */
  readonly template: string
  /** A different network to train on the same data. */
  readonly drawing?: Drawing
  /** Training settings that override those of the example. */
  readonly plan?: Partial<Plan>
}

/** What an action does: set parameters of a stage, move an alias, or report the problem. */
export type DrillActionEffect =
  | { readonly set: string; readonly params: Readonly<Record<string, ParamValue>> }
  | { readonly point: string; readonly alias: Alias; readonly version: number }
  | 'see'

export interface DrillAction {
  readonly id: string
  readonly title: string
  /** What the action does and when to use it, in one sentence. */
  readonly about: string
  readonly do: DrillActionEffect
}

/** An action taken at a simulated time, in ms. */
export interface DrillMove {
  readonly at: number
  readonly action: string
}

/** The id of the event that is the fault, in the scenario of every drill. */
export const FAULT = 'fault'

interface DrillFacts {
  readonly id: string
  /**
   * Incremented when the scenario, models or service change, because results of different versions are not comparable.
   */
  readonly version: number
  readonly title: string
  readonly about: string
  /** Markdown text: your role, the objectives, and the costs. */
  readonly brief: string
  readonly models: readonly DrillModel[]
  /** For each model, the version that each alias points to, numbered as in `models`. */
  readonly aliases: Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
  readonly rules: DrillRules
  /** Suggested actions. Everything else about the service can be changed too. */
  readonly actions: readonly DrillAction[]
  /** Hints, from vague to explicit. */
  readonly hints: readonly string[]
  /** Initial playback speed: simulated ms per real ms. */
  readonly speed: number
}

/** A drill as it is played with one seed. */
export interface Drill extends DrillFacts {
  readonly service: Service & Required<Pick<Service, 'scenario' | 'slos'>>
  /** When the fault begins, in simulated milliseconds. */
  readonly faultAt: number
  /** The reference solution, as a list of moves. */
  readonly best: readonly DrillMove[]
  /** Which rules grade the drill: 1 for versions in which the fault always began at the same time. */
  readonly grading: 1 | 2
  /** The same drill with another seed: other requests, and another time of the fault. */
  withSeed(seed: number): Drill
  /** The previous version, whose results can still be opened. */
  readonly previous?: Drill
}

/** What a drill file defines; the rest of a `Drill` follows from it and from the seed. */
export interface DrillDefinition extends DrillFacts {
  readonly service: Service & Required<Pick<Service, 'slos'>>
  readonly durationMs: number
  /** The fault begins in one of these minutes, from the first to the last. */
  readonly faultMinutes: readonly [first: number, last: number]
  /** The scenario's events without the fault. */
  readonly events: readonly PresetEvent[]
  /** The fault, for the time at which it begins. */
  fault(at: number): PresetEvent
  /**
   * The reference solution, in minutes after the fault begins: someone who watches the right page sees the fault by
   * then. Acting later costs points, acting earlier gains none.
   */
  solution(faultMinute: number): readonly { readonly after: number; readonly action: string }[]
  /** The previous version, in which the fault always began at the same time. */
  readonly previous: {
    readonly version: number
    readonly title: string
    readonly faultAt: number
    readonly best: readonly DrillMove[]
    /** Where the fault is in the list of events, and its parameters if they were different. */
    readonly faultIndex: number
    readonly params?: PresetEvent[3]
  }
}

/** A drill with seed 1; `withSeed` gives it with another one. */
export function defineDrill(definition: DrillDefinition): Drill {
  return { ...drillWithSeed(definition, 1), previous: previousDrill(definition) }
}

function drillWithSeed(definition: DrillDefinition, seed: number): Drill {
  const { service, durationMs, faultMinutes, events, fault, solution, previous: _, ...facts } = definition
  const [first, last] = faultMinutes
  const faultAt = (first + rng(seed, { kind: 'generate' }).below(last - first + 1)) * MINUTE
  const scenario = makeScenario(durationMs, [fault(faultAt), ...events])
  const [begun, ...rest] = scenario.events
  return {
    ...facts,
    service: { ...service, scenario: { ...scenario, seed, events: begun ? [{ ...begun, id: FAULT }, ...rest] : rest } },
    faultAt,
    best: solution(faultAt / MINUTE).map(({ after, action }) => ({ at: faultAt + after * MINUTE, action })),
    grading: 2,
    withSeed: (other) => ({ ...drillWithSeed(definition, other), previous: previousDrill(definition) }),
  }
}

function previousDrill({ service, durationMs, events, fault, previous, ...definition }: DrillDefinition): Drill {
  const { faultMinutes: _, solution: __, ...facts } = definition
  const { version, title, faultAt, best, faultIndex, params } = previous
  const [kind, startMs, lengthMs, now] = fault(faultAt)
  const all = events.toSpliced(faultIndex, 0, [kind, startMs, lengthMs, params ?? now ?? {}])
  const drill: Drill = {
    ...{ ...facts, version, title, faultAt, best, grading: 1 },
    service: { ...service, scenario: makeScenario(durationMs, all) },
    withSeed: () => drill,
  }
  return drill
}

/** The drill as it was played in this scenario, which may be that of its previous version. */
export function drillInScenario(drill: Drill, scenario: Scenario | undefined): Drill {
  if (!scenario) return drill
  const { previous } = drill
  return previous && printScenario(previous.service.scenario) === printScenario(scenario)
    ? previous
    : drill.withSeed(scenario.seed)
}

/**
 * Costs used in most drills. "Not sure" costs less than a wrong prediction, because a person takes over. A replica
 * costs as much in an hour as a few wrong predictions, whether it has requests or not.
 */
export const DEFAULT_PRICE: DrillPrice = { wrong: 1, failed: 2, late: 0.5, unsure: 0.2, label: 0.5, replicaHour: 6 }

/**
 * Objectives used in most drills, measured over one day: the given accuracy in percent, and 99% valid responses within
 * 150 ms.
 */
export function drillObjectives(rightPercent: number): readonly Slo[] {
  return [
    { id: 'accuracy', kind: 'accuracy', targetPercent: rightPercent, overDays: 1 },
    { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 1 },
  ]
}

/** The action available in every drill: report the problem. */
export const REPORT_PROBLEM: DrillAction = {
  id: 'see',
  ...drillsText.see,
  do: 'see',
}

type Params = Readonly<Record<string, ParamValue>>

/** The settings of Validate with which the drills were published: results of every version must have the same log. */
export const FIRST_VALIDATION = { range: 'pass', absent: 'pass' } as const

/**
 * The service used by most drills: a split between two models, a stage that abstains when the prediction is uncertain,
 * and a fallback when both models fail. The stages: source, validate, split, champion and challenger, abstain,
 * fallback, log.
 */
export function guardedService(
  model: string,
  name: string,
  split: { readonly champion: number; readonly challenger: number },
  more: { readonly source?: Params; readonly replica?: Params; readonly abstain?: Params } = {},
): Service {
  const { source = {}, replica = {}, abstain = { below: 0 } } = more
  return {
    name,
    drawing: draw(
      {
        source: [0, 0, 'source', 'Source', source],
        validate: [1, 0, 'validate', 'Validate', FIRST_VALIDATION],
        features: [2, 0, 'features', 'Features'],
        split: [3, 0, 'split', 'Split', split],
        champion: [0, 1, 'model', 'Champion', { model, ...replica }],
        challenger: [0, 2, 'model', 'Challenger', { model, alias: 'challenger', ...replica }],
        abstain: [1, 1, 'abstain', 'Abstain', abstain],
        fallback: [2, 1, 'fallback', 'Fallback'],
        log: [3, 1, 'log', 'Log'],
      },
      [
        'source > validate > features > split > champion',
        'split > challenger',
        'champion > abstain',
        'challenger > abstain > fallback > log',
      ],
    ),
  }
}
