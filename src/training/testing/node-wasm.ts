/**
 * @file Lets tests in Node read the WASM binaries: those of TensorFlow.js from its npm package, and our kernels from
 * their build folder.
 */
import { readFileSync } from 'node:fs'
import { readWasmFrom } from '../backends/open'
import { readKernelsWith } from '../cpu/machine'

readWasmFrom('node_modules/@tensorflow/tfjs-backend-wasm/dist/')
readKernelsWith(async () => new WebAssembly.Module(readFileSync('src/kernels/build/kernels.wasm')))
