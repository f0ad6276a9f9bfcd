/** @file Records of row-wise kernels: the names of their words. Views are byte addresses, 0 if absent. */

export enum Softmax {
  x,
  out,
  rows,
  width,
  /** 1: its logarithm. */
  log,
  causal,
}

export enum SoftmaxGrad {
  dy,
  y,
  out,
  rows,
  width,
  log,
  accumulate,
}

export enum LayerNorm {
  x,
  gamma,
  beta,
  out,
  mean,
  inverse,
  rows,
  features,
  /** f32. */
  epsilon,
}

export enum LayerNormGrad {
  x,
  dy,
  gamma,
  mean,
  inverse,
  out,
  gammaGrad,
  betaGrad,
  rows,
  features,
  accumulate,
}

export enum BatchNorm {
  x,
  gamma,
  beta,
  movingMean,
  movingVariance,
  out,
  mean,
  inverse,
  rows,
  features,
  /** f32. How much of the batch the moving mean and variance take: 1 - momentum. */
  pace,
  /** f32. */
  epsilon,
}

export enum Normalize {
  x,
  gamma,
  beta,
  movingMean,
  movingVariance,
  out,
  rows,
  features,
  /** f32. */
  epsilon,
}

export enum BatchNormGrad {
  x,
  dy,
  gamma,
  mean,
  inverse,
  out,
  gammaGrad,
  betaGrad,
  rows,
  features,
  accumulate,
}

export enum Embedding {
  ids,
  table,
  out,
  count,
  width,
  vocabulary,
}

export enum EmbeddingGrad {
  ids,
  dy,
  out,
  count,
  width,
  vocabulary,
  accumulate,
}
