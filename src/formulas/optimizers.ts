/** @file All optimizers: every file of `optimizers/` is one, so that a new optimizer needs no entry elsewhere. */
import type { Optimizer } from './optimizer-formula'

const found = import.meta.glob<Optimizer>('./optimizers/*.ts', { eager: true, import: 'optimizer' })

/** The optimizers, by the paths of their files. */
export const optimizersByPath: ReadonlyMap<string, Optimizer> = new Map(Object.entries(found))

/**
 * The learning rate to suggest after training has diverged: a tenth, because half of it would probably diverge as well,
 * and at most the default of the optimizer, named by its kind or its class.
 */
export function milderRate(rate: number, optimizer: string): number {
  const known = [...optimizersByPath.values()].find(({ kind, className }) => [kind, className].includes(optimizer))
  return Math.min(known?.learningRate ?? Number.POSITIVE_INFINITY, Number((rate / 10).toPrecision(3)))
}
