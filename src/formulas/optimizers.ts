/** @file All optimizers: every file of `optimizers/` is one, so that a new optimizer needs no entry elsewhere. */
import type { Optimizer } from './optimizer-formula'

const found = import.meta.glob<Optimizer>('./optimizers/*.ts', { eager: true, import: 'optimizer' })

/** The optimizers, by the paths of their files. */
export const optimizersByPath: ReadonlyMap<string, Optimizer> = new Map(Object.entries(found))
