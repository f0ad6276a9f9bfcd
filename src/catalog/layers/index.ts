/** @file The layers, in the order of their texts, which is the order of the palette. To add a layer, add its file. */
import { layersText } from '../../messages/en/catalog/layers'
import type { LayerDef, Shape } from '../layer-def'
import { catalogOf } from '../node-def'

const found = import.meta.glob<LayerDef>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true, import: 'layer' })

export const layers = catalogOf<Shape, LayerDef>(Object.values(found), layersText)

/** All layer kinds, in palette order. */
export const layerKinds: readonly string[] = layers.kinds
