/** @file Lets tests in Node read the WASM binaries from the package's own folder. */
import { findWasmIn } from '../backends/open'

findWasmIn('node_modules/@tensorflow/tfjs-backend-wasm/dist/')
