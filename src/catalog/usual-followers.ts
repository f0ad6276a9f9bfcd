/** @file What people usually put after a layer, for the suggestions at the top of the palette. */
import type { Shape } from './layer-def'

/** For kinds whose followers do not depend on the shape. */
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  conv2d: ['maxPooling2d', 'batchNormalization', 'dropout'],
  separableConv2d: ['maxPooling2d', 'batchNormalization', 'dropout'],
  depthwiseConv2d: ['conv2d', 'batchNormalization', 'activation'],
  conv2dTranspose: ['conv2d', 'batchNormalization', 'concatenate'],
  maxPooling2d: ['conv2d', 'dropout', 'flatten'],
  averagePooling2d: ['conv2d', 'dropout', 'flatten'],
  conv1d: ['maxPooling1d', 'globalMaxPooling1d', 'batchNormalization'],
  embedding: ['lstm', 'gru', 'conv1d'],
  lstm: ['dense', 'dropout', 'lstm'],
  gru: ['dense', 'dropout', 'gru'],
  dense: ['dropout', 'dense', 'batchNormalization'],
}

/** For all other kinds, by the number of axes of their output: vectors, sequences, and images. */
const BY_AXES: readonly (readonly string[])[] = [
  [],
  ['dense', 'dropout', 'embedding'],
  ['conv1d', 'lstm', 'globalAveragePooling1d'],
  ['conv2d', 'maxPooling2d', 'flatten'],
]

/** The kinds that usually follow a layer of this kind with this output shape, the most usual one first. */
export function usualFollowers(kind: string, output: Shape | undefined): readonly string[] {
  if (kind === 'output') return []
  return BY_KIND[kind] ?? BY_AXES[output?.length ?? 0] ?? []
}
