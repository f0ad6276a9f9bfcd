/** @file English sentences of training: one function a code, its argument the code's typed arguments. */
export const training = {}
