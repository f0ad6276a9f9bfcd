/**
 * @file Codes: the numbers that stand for kernels in records. Both the TypeScript and the
 * AssemblyScript compiler read this folder, so each number is defined only once.
 */

/** Identifies the kernel of a record; stored in the record's first word. */
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

/** How `combine` combines its two operands. */
export enum HowCode {
  add,
  multiply,
  maximum,
  minimum,
}
