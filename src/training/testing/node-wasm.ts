/** @file Lets tests in Node read the WASM binaries, tf.js' from the package's own folder and our kernels from where they are built. */
import { readFileSync } from 'node:fs'
import { findWasmIn } from '../backends/open'
import { readKernelsBy } from '../cpu/kernels'

findWasmIn('node_modules/@tensorflow/tfjs-backend-wasm/dist/')
readKernelsBy(async () => new WebAssembly.Module(readFileSync('src/kernels/build/kernels.wasm')))
