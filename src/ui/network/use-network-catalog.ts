/** @file useNetworkCatalog: the catalog of networks with Netloom's built-in blocks, which load after the first page. */
import { useMemo, useSyncExternalStore } from 'react'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import type { Block } from '../../graph/block'
import type { CanvasCatalog } from '../canvas/canvas-catalog'
import { networkCatalog } from './network-catalog'

let blocks: readonly Block[] = []
const listeners = new Set<() => void>()

/** Loads the built-in blocks. Every canvas then offers them. */
export async function loadBlocks(): Promise<void> {
  blocks = (await import('../../gallery/blocks')).shippedBlocks
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The current catalog. */
export function useNetworkCatalog(): CanvasCatalog<Shape, LayerDef> {
  const loaded = useSyncExternalStore(subscribe, () => blocks)
  return useMemo(() => ({ ...networkCatalog, blocks: loaded }), [loaded])
}
