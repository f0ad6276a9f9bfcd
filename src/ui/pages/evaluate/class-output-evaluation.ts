/** @file Type of an output that predicts classes, together with its evaluation. */
import type { HeadEvaluation } from '../../../metrics/evaluation'
import type { ShownHead } from '../../charts/use-evaluation'

export interface ClassesHead {
  readonly head: ShownHead
  readonly evaluation: Extract<HeadEvaluation, { kind: 'classes' }>
}
