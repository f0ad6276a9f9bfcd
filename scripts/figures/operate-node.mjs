/** @file The same service in Node: its worker's side without a worker; and plain tf.js as the peer. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { withModules } from './modules.mjs'

const require = createRequire(import.meta.url)

/** Plays a score to its end by what was measured in the page; the last link of the log's chain, and the seconds of CPU. */
export async function inNode(packed, score, book) {
  return withModules(async (load) => {
    const { readKernelsWith } = await load('/src/training/cpu/kernels.ts')
    readKernelsWith(async () => new WebAssembly.Module(readFileSync(join(root, 'src/kernels/build/kernels.wasm'))))
    const { serveService } = await load('/src/serving/serve-service.ts')
    const began = process.cpuUsage()
    const sum = await new Promise((resolve, reject) => {
      let hear
      let link = ''
      const close = serveService({
        listen: (listener) => {
          hear = listener
        },
        post(said) {
          if (said.type === 'opened') hear({ type: 'play', score, speed: 1_051_200 })
          if (said.type === 'entries') {
            link = said.link.sum
            hear({ type: 'took' })
          }
          if (said.type === 'refused' || said.type === 'broke') reject(new Error(JSON.stringify(said.said)))
          if (said.type !== 'played') return
          close()
          resolve(link)
        },
      })
      hear({ ...unpacked(packed), id: 1, timing: book.timing })
    })
    return { sum, cpu: secondsSince(began) }
  })
}

/** Requests a second of CPU of the same network by tf.js on WASM, asked one by one. */
export async function peerPerSecond(packed) {
  const tf = require('@tensorflow/tfjs-core')
  const { loadLayersModel } = require('@tensorflow/tfjs-layers')
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'))
  await tf.setBackend('wasm')
  const [{ model }] = unpacked(packed).models
  // Its weights are of no matter to its time.
  const network = await loadLayersModel({ load: async () => ({ modelTopology: model }) }, { strict: false })
  const input = tf.zeros(network.inputs[0].shape.map((size) => size ?? 1))
  const ask = () => tf.tidy(() => network.predict(input).dataSync())
  for (let i = 0; i < 50; i++) ask()
  const asked = 1000
  const began = process.cpuUsage()
  for (let i = 0; i < asked; i++) ask()
  return asked / secondsSince(began)
}

function secondsSince(began) {
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1e6
}

function unpacked(text) {
  return JSON.parse(text, (_, one) => {
    if (typeof one?.array !== 'string' || !Array.isArray(one.values)) return one
    // NaN is null in JSON.
    return globalThis[one.array].from(one.values, (value) => value ?? Number.NaN)
  })
}
