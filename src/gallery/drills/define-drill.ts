/**
 * @file Drill: a practice exercise on a service with a hidden problem: its models, its scenario, the grading rules, and
 * the best known solution.
 */
import type { Alias } from '../../catalog/lowered-stage'
import type { ParamValue } from '../../catalog/params'
import type { Plan } from '../../catalog/training-plan'
import type { Service } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import { drillsText } from '../../messages/en/gallery/drills'
import type { DrillPrice, DrillRules } from '../../ops/drill-grade'
import type { Slo } from '../../ops/slo'
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

export interface Drill {
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
  readonly service: Service & Required<Pick<Service, 'scenario' | 'slos'>>
  readonly rules: DrillRules
  /** Suggested actions. Everything else about the service can be changed too. */
  readonly actions: readonly DrillAction[]
  /** Hints, from vague to explicit. */
  readonly hints: readonly string[]
  /** The best known solution, as a list of moves. */
  readonly best: readonly DrillMove[]
  /** Initial playback speed: simulated ms per real ms. */
  readonly speed: number
}

/** Identity function that gives a drill definition its type. */
export function defineDrill(drill: Drill): Drill {
  return drill
}

/** Costs used in most drills. "Not sure" costs less than a wrong prediction, because a person takes over. */
export const DEFAULT_PRICE: DrillPrice = { wrong: 1, failed: 2, late: 0.5, unsure: 0.2, label: 0.5 }

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
        validate: [1, 0, 'validate', 'Validate'],
        features: [2, 0, 'features', 'Features'],
        split: [3, 0, 'split', 'Split', split],
        champion: [0, 1, 'model', 'Champion', { model, ...replica }],
        challenger: [0, 2, 'model', 'Challenger', { model, alias: 'challenger', ...replica }],
        abstain: [1, 1.5, 'abstain', 'Abstain', abstain],
        fallback: [2, 1.5, 'fallback', 'Fallback'],
        log: [3, 1.5, 'log', 'Log'],
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
