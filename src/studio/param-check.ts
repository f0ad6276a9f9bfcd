/** @file checkAgainst: what a command is told of parameters, before anything is drawn. */
import { message, Refusal } from '../messages/message'
import type { LooseParams } from '../catalog/node-def'
import { type ParamSpecs, problemOf } from '../catalog/params'

/** Wrong types are refused at once; values out of range are drawn and diagnosed, as when typed by hand. */
export function checkAgainst(specs: ParamSpecs, owner: string, params: LooseParams): void {
  for (const [name, value] of Object.entries(params)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (!spec) throw new Refusal(message('param-unknown', { param: name, layer: owner }))
    const problem = problemOf(spec, value)
    if (problem && problem.code !== 'param-range') throw new Refusal(problem)
  }
}
