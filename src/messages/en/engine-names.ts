/**
 * @file The names of the training engines, and of the devices and backends that they run on. Runs, records, and
 * comparisons store ids.
 */
import { defineText } from '../define'

export const engineNamesText = defineText('engine-names', {
  'plain tf.js': 'TensorFlow.js',
  'exact CPU': 'Netloom CPU engine',
  'recorded WebGPU': 'Netloom GPU engine',
})

/** The name of an engine by id; an unknown id is returned unchanged. */
export function engineName(id: string): string {
  return Object.hasOwn(engineNamesText, id) ? engineNamesText[id as keyof typeof engineNamesText] : id
}

const devices: Readonly<Record<string, string>> = defineText('engine-names/devices', {
  'WebAssembly SIMD': 'WebAssembly SIMD',
})

/** The name of the device that an engine runs on, by its stored id; the name of a GPU adapter is returned unchanged. */
export function engineDevice(id: string): string {
  return (Object.hasOwn(devices, id) ? devices[id] : undefined) ?? id
}

/** These names are the same in every language. */
const backends: Readonly<Record<string, string>> = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL', cpu: 'CPU' }

/** The name of a backend by id; an unknown id is returned unchanged. */
export function backendName(id: string): string {
  return (Object.hasOwn(backends, id) ? backends[id] : undefined) ?? id
}
