/**
 * @file Codes: the numbers of kernels and activations in records. Both compilers read this folder, TypeScript's and
 * AssemblyScript's, so that no number is written twice.
 */

/** The kernel of a record: its first word. */
export enum Code {
  gatherRows,
  product,
  frame,
  maxPool,
  maxPoolGrad,
  loss,
  finish,
  update,
  columnSum,
  activate,
  softmax,
  softmaxGrad,
  layerNorm,
  layerNormGrad,
  batchNorm,
  normalize,
  batchNormGrad,
  embedding,
  embeddingGrad,
  lstmCell,
  lstmCellGrad,
  gruGates,
  gruState,
  gruStateGrad,
  gruGatesGrad,
  fill,
  activateGrad,
  combine,
  combineGrad,
  dropout,
  strided,
  depthwise,
  depthwiseInputGrad,
  depthwiseFilterGrad,
  averagePool,
  averagePoolGrad,
  penalty,
  addGradients,
  squares,
}

/** In the order of `ActivationName`. */
export enum ActivationCode {
  linear,
  relu,
  relu6,
  leaky_relu,
  sigmoid,
  hard_sigmoid,
  tanh,
  elu,
  selu,
  gelu,
  swish,
  mish,
  softplus,
  softsign,
}

/** How `combine` combines its two operands. */
export enum HowCode {
  add,
  multiply,
  maximum,
  minimum,
}
