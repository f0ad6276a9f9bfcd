/** @file Encoders for row-wise and feature-wise ops: softmax, norms, embeddings. */
import { type Encoders, float32 } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import {
  BatchNorm,
  BatchNormGrad,
  Embedding,
  EmbeddingGrad,
  LayerNorm,
  LayerNormGrad,
  Normalize,
  Softmax,
  SoftmaxGrad,
} from '../kernel-args/row-wise-ops'

export const rows = {
  softmax({ x, out, rows, width, log, causal }, to) {
    to.record(Code.softmax, Softmax, {
      x: to.at(x),
      out: to.at(out),
      rows,
      width,
      log: Number(log ?? false),
      causal: Number(causal ?? false),
    })
  },
  softmaxGrad({ dy, y, out, rows, width, log, accumulate }, to) {
    to.record(Code.softmaxGrad, SoftmaxGrad, {
      dy: to.at(dy),
      y: to.at(y),
      out: to.at(out),
      rows,
      width,
      log: Number(log ?? false),
      accumulate: Number(accumulate ?? false),
    })
  },
  layerNorm({ x, gamma, beta, out, mean, inverse, rows, features, epsilon }, to) {
    to.record(Code.layerNorm, LayerNorm, {
      x: to.at(x),
      gamma: to.at(gamma),
      beta: to.at(beta),
      out: to.at(out),
      mean: to.at(mean),
      inverse: to.at(inverse),
      rows,
      features,
      epsilon: float32(epsilon),
    })
  },
  layerNormGrad({ x, dy, gamma, mean, inverse, out, gammaGrad, betaGrad, rows, features, accumulate }, to) {
    to.record(Code.layerNormGrad, LayerNormGrad, {
      x: to.at(x),
      dy: to.at(dy),
      gamma: to.at(gamma),
      mean: to.at(mean),
      inverse: to.at(inverse),
      out: to.at(out),
      gammaGrad: to.at(gammaGrad),
      betaGrad: to.at(betaGrad),
      rows,
      features,
      accumulate: Number(accumulate ?? false),
    })
  },
  batchNorm(op, to) {
    to.record(Code.batchNorm, BatchNorm, {
      x: to.at(op.x),
      gamma: to.at(op.gamma),
      beta: to.at(op.beta),
      movingMean: to.at(op.movingMean),
      movingVariance: to.at(op.movingVariance),
      out: to.at(op.out),
      mean: to.at(op.mean),
      inverse: to.at(op.inverse),
      rows: op.rows,
      features: op.features,
      pace: float32(1 - op.momentum),
      epsilon: float32(op.epsilon),
    })
  },
  normalize({ x, gamma, beta, movingMean, movingVariance, out, rows, features, epsilon }, to) {
    to.record(Code.normalize, Normalize, {
      x: to.at(x),
      gamma: to.at(gamma),
      beta: to.at(beta),
      movingMean: to.at(movingMean),
      movingVariance: to.at(movingVariance),
      out: to.at(out),
      rows,
      features,
      epsilon: float32(epsilon),
    })
  },
  batchNormGrad({ x, dy, gamma, mean, inverse, out, gammaGrad, betaGrad, rows, features, accumulate }, to) {
    to.record(Code.batchNormGrad, BatchNormGrad, {
      x: to.at(x),
      dy: to.at(dy),
      gamma: to.at(gamma),
      mean: to.at(mean),
      inverse: to.at(inverse),
      out: to.at(out),
      gammaGrad: to.at(gammaGrad),
      betaGrad: to.at(betaGrad),
      rows,
      features,
      accumulate: Number(accumulate ?? false),
    })
  },
  embedding({ ids, table, out, count, width, vocabulary }, to) {
    to.record(Code.embedding, Embedding, {
      ids: to.at(ids),
      table: to.at(table),
      out: to.at(out),
      count,
      width,
      vocabulary,
    })
  },
  embeddingGrad({ ids, dy, out, count, width, vocabulary, accumulate }, to) {
    to.record(Code.embeddingGrad, EmbeddingGrad, {
      ids: to.at(ids),
      dy: to.at(dy),
      out: to.at(out),
      count,
      width,
      vocabulary,
      accumulate: Number(accumulate ?? false),
    })
  },
} satisfies Partial<Encoders>
