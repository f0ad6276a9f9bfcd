/** @file English sentences of data: one function a code, its argument the code's typed arguments. */
export const data = {}
