/**
 * @file The lowering of each layer class in the catalog. A new layer class needs its own file and an entry in this
 * file.
 */
import { NotLowered, unsupported } from '../not-lowered'
import { activation, leakyReLU } from './activation'
import { conv1d, conv2d, conv2dTranspose, depthwiseConv2d, separableConv2d } from './conv'
import { dense } from './dense'
import { embedding } from './embedding'
import { gru } from './gru'
import type { LayerKind } from './layer'
import { lstm } from './lstm'
import { add, average, concatenate, maximum, minimum, multiply } from './merge'
import { cropping2d, flatten, permute, repeatVector, reshape, upSampling2d, zeroPadding2d } from './reshape-and-pad'
import { batchNormalization, dropout, layerNormalization } from './norms-and-dropout'
import {
  averagePooling1d,
  averagePooling2d,
  globalAveragePooling,
  globalMaxPooling,
  maxPooling1d,
  maxPooling2d,
} from './pool'
import { simpleRnn } from './simple-rnn'

export const KINDS: Readonly<Record<string, LayerKind>> = {
  Dense: dense,
  Conv1D: conv1d,
  Conv2D: conv2d,
  Conv2DTranspose: conv2dTranspose,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
  Embedding: embedding,
  LSTM: lstm,
  GRU: gru,
  SimpleRNN: simpleRnn,
  MaxPooling1D: maxPooling1d,
  MaxPooling2D: maxPooling2d,
  AveragePooling1D: averagePooling1d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling1D: globalAveragePooling,
  GlobalAveragePooling2D: globalAveragePooling,
  GlobalMaxPooling1D: globalMaxPooling,
  GlobalMaxPooling2D: globalMaxPooling,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Dropout: dropout,
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeatVector,
  UpSampling2D: upSampling2d,
  ZeroPadding2D: zeroPadding2d,
  Cropping2D: cropping2d,
  Activation: activation,
  LeakyReLU: leakyReLU,
  Add: add,
  Average: average,
  Multiply: multiply,
  Maximum: maximum,
  Minimum: minimum,
  Concatenate: concatenate,
}

/** Returns the lowering of a layer class. Throws NotLowered if there is none. */
export function kindOf(className: string): LayerKind {
  const kind = Object.hasOwn(KINDS, className) ? KINDS[className] : undefined
  if (!kind) throw new NotLowered(unsupported.layer({ layer: className }))
  return kind
}
