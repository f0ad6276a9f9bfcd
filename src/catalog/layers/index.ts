/** @file The layers, in palette order. To add a layer, create its file and add a line here. */
import type { LayerDef, Shape } from '../layer-def'
import type { Catalog } from '../node-def'
import { activationLayer } from './activation'
import { add } from './add'
import { average } from './average'
import { averagePooling1d } from './average-pooling1d'
import { averagePooling2d } from './average-pooling2d'
import { batchNormalization } from './batch-normalization'
import { concatenate } from './concatenate'
import { conv1d } from './conv1d'
import { conv2d } from './conv2d'
import { conv2dTranspose } from './conv2d-transpose'
import { cropping2d } from './cropping2d'
import { dense } from './dense'
import { depthwiseConv2d } from './depthwise-conv2d'
import { dropout } from './dropout'
import { embedding } from './embedding'
import { flatten } from './flatten'
import { globalAveragePooling1d } from './global-average-pooling1d'
import { globalAveragePooling2d } from './global-average-pooling2d'
import { globalMaxPooling1d } from './global-max-pooling1d'
import { globalMaxPooling2d } from './global-max-pooling2d'
import { gru } from './gru'
import { input } from './input'
import { layerNormalization } from './layer-normalization'
import { leakyReLU } from './leaky-relu'
import { lstm } from './lstm'
import { maxPooling1d } from './max-pooling1d'
import { maxPooling2d } from './max-pooling2d'
import { maximum } from './maximum'
import { minimum } from './minimum'
import { multiply } from './multiply'
import { output } from './output'
import { permute } from './permute'
import { repeatVector } from './repeat-vector'
import { reshape } from './reshape'
import { separableConv2d } from './separable-conv2d'
import { simpleRNN } from './simple-rnn'
import { upSampling2d } from './up-sampling2d'
import { zeroPadding2d } from './zero-padding2d'

const all: readonly LayerDef[] = [
  input,
  dense,
  conv2d,
  conv2dTranspose,
  separableConv2d,
  depthwiseConv2d,
  conv1d,
  embedding,
  lstm,
  gru,
  simpleRNN,
  flatten,
  maxPooling2d,
  averagePooling2d,
  globalMaxPooling2d,
  globalAveragePooling2d,
  upSampling2d,
  zeroPadding2d,
  cropping2d,
  maxPooling1d,
  averagePooling1d,
  globalMaxPooling1d,
  globalAveragePooling1d,
  reshape,
  permute,
  repeatVector,
  activationLayer,
  leakyReLU,
  add,
  concatenate,
  multiply,
  average,
  maximum,
  minimum,
  dropout,
  batchNormalization,
  layerNormalization,
  output,
]

const byKind: ReadonlyMap<string, LayerDef> = new Map(all.map((layer) => [layer.kind, layer]))

/** All layer kinds, in palette order. */
export const layerKinds: readonly string[] = all.map((layer) => layer.kind)

export const layers: Catalog<Shape, LayerDef> = { kinds: layerKinds, find: (kind) => byKind.get(kind) }
