/** @file All losses: every file of `losses/` is one, so that a new loss needs no entry elsewhere. */
import type { Loss } from './loss-formula'

const found = import.meta.glob<Loss>('./losses/*.ts', { eager: true, import: 'loss' })

/** The losses, by the paths of their files. */
export const lossesByPath: ReadonlyMap<string, Loss> = new Map(Object.entries(found))

/** The losses by name. */
export const LOSSES: ReadonlyMap<string, Loss> = new Map(Object.values(found).map((loss) => [loss.kind, loss]))
