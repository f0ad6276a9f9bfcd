/** @file useNetworkCatalog: the catalog of networks with the blocks that come with Netloom, which load after the first page. */
import { useMemo, useSyncExternalStore } from 'react'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import type { Block } from '../../graph/block'
import type { CanvasCatalog } from '../canvas/catalog'
import { networkCatalog } from './network-catalog'

let blocks: readonly Block[] = []
const listeners = new Set<() => void>()

/** Loads the blocks; every canvas then offers them. */
export async function loadBlocks(): Promise<void> {
  blocks = (await import('../../gallery/blocks')).shippedBlocks
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The catalog as it is now. */
export function useNetworkCatalog(): CanvasCatalog<Shape, LayerDef> {
  const loaded = useSyncExternalStore(subscribe, () => blocks)
  return useMemo(() => ({ ...networkCatalog, blocks: loaded }), [loaded])
}
