/**
 * @file English explanations of problems: why each problem matters and what people usually do about it, one short
 * paragraph per code. They load on request, never with the page. A code without an explanation does not compile.
 */
import type { ProblemCode } from '../problem'
import { drawing } from './explain/drawing'
import { network } from './explain/network'
import { plan } from './explain/plan'
import { prepare } from './explain/prepare'
import { service } from './explain/service'

export const explain: Readonly<Record<ProblemCode, string>> = {
  ...drawing,
  ...network,
  ...plan,
  ...prepare,
  ...service,
}
