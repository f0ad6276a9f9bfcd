/**
 * @file Codes and tables: the values of some fields, and the words of the tables that fields point to. Both the
 * TypeScript and the AssemblyScript compiler read this file, so each number is defined only once.
 */

/** How `combine` combines its two operands. */
export enum HowCode {
  add,
  multiply,
  maximum,
  minimum,
}

/** The activation that is fused into a loss. */
export enum FusedCode {
  none,
  softmax,
  sigmoid,
}

/** How gradients are clipped. */
export enum ClipCode {
  none,
  value,
  /**
   * Clips by norm: either each span has its own squared norm, or a single span covers all weights and has the global
   * norm.
   */
  norm,
}

/** The words of one span of weights. */
export enum Span {
  first,
  size,
  /** Address of the squared norm; 0 if the span is not clipped by norm. */
  square,
  count,
}

/** The words in the shape table of a convolution or pool. */
export enum ShapeWord {
  batch,
  inHeight,
  inWidth,
  inChannels,
  outHeight,
  outWidth,
  outChannels,
  kernelHeight,
  kernelWidth,
  strideHeight,
  strideWidth,
  padTop,
  padLeft,
  dilationHeight,
  dilationWidth,
}

/** The words of a step's constants, in the order of `StepConstants`. */
export enum StepWord {
  step,
  first,
  /** Stored as f32, like all words that follow. */
  rate,
  correction1,
  correction2,
  update,
  share,
  fresh,
  keep,
  /** Not a word itself, but the number of words. */
  count,
}

/**
 * The address, in every memory, of the tile of 4 rows and 8 columns in which a product accumulates sums before storing
 * them.
 */
export const TILE_AT = 64
export const TILE_BYTES = 128
