/**
 * @file Codes: the numbers that stand for kernels and activations in a recording. This folder is read by both compilers,
 * TypeScript's and AssemblyScript's, so that no number is written twice.
 */

/** What a record asks for: its first word. */
export enum Code {
  gatherRows,
  product,
  columnSum,
  activate,
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
