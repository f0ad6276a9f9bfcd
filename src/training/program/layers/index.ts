/**
 * @file The lowering of each layer class in the catalog: every file of this folder that exports `lowerings`, so that a
 * new layer class needs no entry here.
 */
import { type LayerKind, NotLowered, unsupported } from './layer'

interface LoweringModule {
  readonly lowerings?: Readonly<Record<string, LayerKind>>
}

const modules = import.meta.glob<LoweringModule>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true })

export const KINDS: Readonly<Record<string, LayerKind>> = Object.assign(
  {},
  ...Object.values(modules).map(({ lowerings }) => lowerings),
)

/** Returns the lowering of a layer class. Throws NotLowered if there is none. */
export function kindOf(className: string): LayerKind {
  const kind = Object.hasOwn(KINDS, className) ? KINDS[className] : undefined
  if (!kind) throw new NotLowered(unsupported.layer({ layer: className }))
  return kind
}
