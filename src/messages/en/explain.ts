/**
 * @file Why each problem is one and what people usually do, in English: a short paragraph a code. Loaded when somebody asks, never
 * with the page. A code without one does not compile.
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
