/** @file The optimizers, in display order. */
import type { OptimizerDef } from '../optimizer-def'
import { adadelta } from './adadelta'
import { adagrad } from './adagrad'
import { adam } from './adam'
import { adamax } from './adamax'
import { adamw } from './adamw'
import { momentum } from './momentum'
import { rmsprop } from './rmsprop'
import { sgd } from './sgd'

export const optimizers: readonly OptimizerDef[] = [adam, adamw, sgd, momentum, rmsprop, adagrad, adadelta, adamax]

const byKind = new Map(optimizers.map((optimizer) => [optimizer.kind, optimizer]))

/** The optimizer of this kind, or undefined if there is none. */
export function findOptimizer(kind: string): OptimizerDef | undefined {
  return byKind.get(kind)
}
