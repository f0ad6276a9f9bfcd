/** @file English sentences of studio: one function a code, its argument the code's typed arguments. */
export const studio = {}
