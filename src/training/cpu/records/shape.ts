/** @file ShapeWord: the names of the words in the table of a convolution or pool. */

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
