/** @file Records for row-wise kernels: enums that name their words. Views are byte addresses, 0 if absent. */

export enum Softmax {
  x,
  out,
  rows,
  width,
  /** 1 for the logarithm of the softmax. */
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
  /** Stored as f32. */
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
  /** Weight of the batch statistics in the new moving mean and variance (1 - momentum), stored as f32. */
  pace,
  /** Stored as f32. */
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
  /** Stored as f32. */
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
