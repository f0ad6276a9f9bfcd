/** @file Runs the same service in Node, using the worker's code without a worker; and plain tf.js as the peer. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { withModules } from './modules.mjs'

const require = createRequire(import.meta.url)

/**
 * Plays a scenario to its end with the stage times measured in the page; resolves with the log's last hash and the CPU
 * seconds.
 */
export async function inNode(packed, scenario, book) {
  return withModules(async (load) => {
    const { readKernelsWith } = await load('/src/training/cpu/kernels.ts')
    readKernelsWith(async () => new WebAssembly.Module(readFileSync(join(root, 'src/kernels/build/kernels.wasm'))))
    const { serveService } = await load('/src/serving/serve-service.ts')
    const began = process.cpuUsage()
    const sum = await new Promise((resolve, reject) => {
      let send
      let link = ''
      const close = serveService({
        listen: (listener) => {
          send = listener
        },
        post(message) {
          if (message.type === 'opened') send({ type: 'play', scenario, speed: 1_051_200 })
          if (message.type === 'entries') {
            link = message.link.sum
            send({ type: 'took' })
          }
          if (message.type === 'refused' || message.type === 'broke') reject(new Error(JSON.stringify(message.said)))
          if (message.type !== 'played') return
          close()
          resolve(link)
        },
      })
      send({ ...unpacked(packed), id: 1, timing: book.timing })
    })
    return { sum, cpu: secondsSince(began) }
  })
}

/** Requests per CPU second that the same network serves in tf.js on WASM, one at a time. */
export async function peerPerSecond(packed) {
  const tf = require('@tensorflow/tfjs-core')
  const { loadLayersModel } = require('@tensorflow/tfjs-layers')
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'))
  await tf.setBackend('wasm')
  const [{ model }] = unpacked(packed).models
  // The weights are random, because they do not affect the time.
  const network = await loadLayersModel({ load: async () => ({ modelTopology: model }) }, { strict: false })
  const input = tf.zeros(network.inputs[0].shape.map((size) => size ?? 1))
  const ask = () => tf.tidy(() => network.predict(input).dataSync())
  for (let i = 0; i < 50; i++) ask()
  const count = 1000
  const began = process.cpuUsage()
  for (let i = 0; i < count; i++) ask()
  return count / secondsSince(began)
}

function secondsSince(began) {
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1e6
}

function unpacked(text) {
  return JSON.parse(text, (_, one) => {
    if (typeof one?.array !== 'string' || !Array.isArray(one.values)) return one
    // JSON stores NaN as null, so null is turned back into NaN.
    return globalThis[one.array].from(one.values, (value) => value ?? Number.NaN)
  })
}
