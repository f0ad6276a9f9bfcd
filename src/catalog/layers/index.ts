/**
 * @file The layers, in palette order. Every file of this folder is a layer, and the palette lists the layers in the
 * order of their texts, so that a new layer needs no entry here.
 */
import { layersText } from '../../messages/en/catalog/layers'
import type { LayerDef, Shape } from '../layer-def'
import type { Catalog } from '../node-def'

const found = import.meta.glob<LayerDef>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true, import: 'layer' })

const byKind: ReadonlyMap<string, LayerDef> = new Map(Object.values(found).map((layer) => [layer.kind, layer]))

/** All layer kinds, in palette order. */
export const layerKinds: readonly string[] = Object.keys(layersText).filter((kind) => byKind.has(kind))

export const layers: Catalog<Shape, LayerDef> = { kinds: layerKinds, find: (kind) => byKind.get(kind) }
