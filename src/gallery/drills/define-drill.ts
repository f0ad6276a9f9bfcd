/** @file Drill: a service in trouble to practise on: what it is, what its world does, what counts, and the best hand we know. */
import type { Alias } from '../../catalog/lowered-stage'
import type { ParamValue } from '../../catalog/params'
import type { Plan } from '../../catalog/plan'
import type { Service } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import type { DrillPrice, DrillRules } from '../../ops/drill-grade'
import type { Slo } from '../../ops/slo'

/** A version that the drill needs, trained on the spot; versions of one name count up from 1. */
export interface DrillModel {
  readonly name: string
  /** The example it is: its network, its data and its plan. */
  readonly template: string
  /** Another network for the same data. */
  readonly drawing?: Drawing
  /** What of the plan differs. */
  readonly plan?: Partial<Plan>
}

/** What a hand can do: a setting of a stage, a flag, or to say that the trouble has been seen. */
export type DrillDo =
  | { readonly set: string; readonly params: Readonly<Record<string, ParamValue>> }
  | { readonly point: string; readonly alias: Alias; readonly version: number }
  | 'see'

export interface DrillAction {
  readonly id: string
  readonly title: string
  /** When one does that, in a sentence. */
  readonly about: string
  readonly do: DrillDo
}

/** An action of the drill at a virtual time. */
export interface DrillMove {
  readonly at: number
  readonly action: string
}

export interface Drill {
  readonly id: string
  /** Counts up when its score, models or service change: results of another version are not compared. */
  readonly version: number
  readonly title: string
  readonly about: string
  /** Markdown: who you are, what is promised, what you may do. */
  readonly brief: string
  readonly models: readonly DrillModel[]
  /** Versions as the drill counts them. */
  readonly aliases: Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>
  readonly service: Service & Required<Pick<Service, 'score' | 'slos'>>
  readonly rules: DrillRules
  /** Beside these all of the service may be changed. */
  readonly actions: readonly DrillAction[]
  /** From vague to plain. */
  readonly hints: readonly string[]
  readonly best: readonly DrillMove[]
  /** Virtual milliseconds in a real one to begin with. */
  readonly speed: number
}

/** Types a drill. */
export function defineDrill(drill: Drill): Drill {
  return drill
}

/** What most drills charge: "not sure" is dear and better than wrong, for somebody else looks. */
export const USUAL_PRICE: DrillPrice = { wrong: 1, failed: 2, late: 0.5, unsure: 0.2, label: 0.5 }

/** What most drills promise of a day: right answers by their labels, so many percent, and 99 % valid within 150 ms. */
export function promisedOf(rightPercent: number): readonly Slo[] {
  return [
    { id: 'accuracy', kind: 'accuracy', targetPercent: rightPercent, overDays: 1 },
    { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 1 },
  ]
}

/** What every drill offers: to say that the trouble has been seen. */
export const SEE: DrillAction = {
  id: 'see',
  title: 'I see it',
  about: 'Something is wrong: the time to detect ends here. Said before anything is wrong, it is a false alarm.',
  do: 'see',
}
