/** @file English sentences of storage: one function a code, its argument the code's typed arguments. */
export const storage = {}
