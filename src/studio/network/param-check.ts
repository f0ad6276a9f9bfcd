/** @file checkAgainst: validates the parameters of a command before anything changes. */
import { message, Refusal } from '../../messages/message'
import type { LooseParams } from '../../catalog/node-def'
import { type ParamSpecs, problemOf } from '../../catalog/params'

/**
 * Refuses unknown names and wrong types. Out-of-range values are accepted and reported by the check, as in the
 * inspector.
 */
export function checkAgainst(specs: ParamSpecs, owner: string, params: LooseParams): void {
  for (const [name, value] of Object.entries(params)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (!spec) throw new Refusal(message('param-unknown', { param: name, layer: owner }))
    const problem = problemOf(spec, value)
    if (problem && problem.code !== 'param-range') throw new Refusal(problem)
  }
}
