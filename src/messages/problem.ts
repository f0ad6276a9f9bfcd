/** @file Problem: what the check of a drawing can say; each has an explanation, loaded when somebody asks why. */
import type { binding } from './en/binding'
import type { plan } from './en/plan'
import type { prepare } from './en/prepare'
import type { problems } from './en/problems'
import type { stages } from './en/stages'
import type { Message } from './message'

/** Parts of a plan that are refused as they are set, and so never checked. */
type Refused = 'plan-unknown' | 'plan-needs' | 'plan-columns'

/** What is wrong with a raw value is told to whoever gave it. */
type Told = 'value-no-text' | 'value-no-time' | 'value-no-array' | 'value-no-window'

/** What a click does about a problem. */
type Done = 'fix-shares' | 'fix-model' | 'fix-name' | 'fix-take-out' | 'fix-one-log'

export type ProblemCode =
  | keyof typeof problems
  | Exclude<keyof typeof prepare, Told>
  | keyof typeof binding
  | Exclude<keyof typeof plan, Refused>
  | Exclude<keyof typeof stages, Done>
export type Problem<C extends ProblemCode = ProblemCode> = Message<C>
