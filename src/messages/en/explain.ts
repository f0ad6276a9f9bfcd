/**
 * @file Explanations of problems in English: why each matters and what people usually do, in a short paragraph per code. They load on
 * request, never with the page. A code without an explanation does not compile.
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
