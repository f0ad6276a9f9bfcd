/**
 * @file UI text for the backends that training can run on: what each one is on this machine, why one is missing, and
 * why one was chosen.
 */
import { defineText } from '../define'

export const backendsText = defineText('backends', {
  details: {
    plainJavaScript: 'Plain JavaScript, slow',
    simd: 'SIMD, one thread',
    noSimd: 'No SIMD, slower',
  },
  /** Why a backend is not available. */
  missing: {
    webgpuInsecure: 'WebGPU needs https or localhost.',
    webgpu: 'This browser has no WebGPU.',
    adapter: 'This browser offers no GPU adapter.',
    adapterFailed: (a: { why: string }) => `The browser failed to provide a GPU adapter: ${a.why}`,
    wasm: 'This browser has no WebAssembly.',
    webglWorkers: 'This browser has no WebGL in workers.',
    webgl: 'This browser has no WebGL 2.',
    backend: 'This browser does not support this backend.',
  },
  /** Why a run uses this backend. */
  chosen: {
    byUser: (a: { backend: string }) => `You chose ${a.backend}.`,
    emulatedByUser: (a: { backend: string; adapter: string }) =>
      `You chose ${a.backend}. It is emulated on the CPU (${a.adapter}), which works but is slow.`,
    fastest: (a: { backend: string; adapter: string }) => `Fastest available: ${a.backend} on ${a.adapter}.`,
    /** `why` contains sentences that say what is missing. */
    fallback: (a: { backend: string; why: readonly string[] }) =>
      [`Fastest available: ${a.backend}.`, ...a.why].join(' '),
    fallbackOn: (a: { backend: string; adapter: string; why: readonly string[] }) =>
      [`Fastest available: ${a.backend} on ${a.adapter}.`, ...a.why].join(' '),
    onlyEmulated: (a: { adapter: string }) => `The only GPU adapter is emulated on the CPU (${a.adapter}).`,
  },
})
