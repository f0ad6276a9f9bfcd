/**
 * @file Problems: the messages that checking a network or a service can report. Each has an explanation, which loads on
 * request.
 */
import type { binding } from './en/graph'
import type { plan } from './en/plan'
import type { prepare } from './en/prepare'
import type { problems } from './en/problems'
import type { stages } from './en/stages'
import type { Message } from './message'

/** Invalid training settings that commands refuse, so that a check never finds them. */
type RefusedSetting = 'plan-needs' | 'plan-columns'

/** Problems with raw values, which are reported to the caller that passed them. */
type RawValueProblem = 'value-no-text' | 'value-no-time' | 'value-no-array' | 'value-no-window'

/** Titles of fixes. */
type FixTitle = 'fix-shares' | 'fix-model' | 'fix-name' | 'fix-take-out' | 'fix-one-log' | 'fix-one-wire'

export type ProblemCode =
  | keyof typeof problems
  | Exclude<keyof typeof prepare, RawValueProblem>
  | keyof typeof binding
  | Exclude<keyof typeof plan, RefusedSetting>
  | Exclude<keyof typeof stages, FixTitle>
export type Problem<C extends ProblemCode = ProblemCode> = Message<C>
