/** @file Facts: what can be said of a machine, as values: good, a note, or a lack with what it means. Pure. */
import type { BackendOffer } from '../../../protocol/backend'

export interface Fact {
  readonly id: string
  readonly title: string
  readonly tone: 'good' | 'note' | 'bad' | 'waiting'
  readonly words: string
}

export interface Machine {
  readonly secureContext: boolean
  readonly workers: boolean
  readonly simd: boolean
  /** Empty until the worker has looked. */
  readonly offers: readonly BackendOffer[]
  readonly persisted: boolean
  readonly offlineReady: boolean
}

/** Everything to look at before a lesson. */
export function factsOf(machine: Machine): readonly Fact[] {
  const { secureContext, workers, simd, persisted, offlineReady } = machine
  return [
    secureContext
      ? good('secure', 'Secure context', 'This address is https or localhost: everything a browser has can be used.')
      : note(
          'secure',
          'Secure context',
          'This address is plain http: no GPU, nothing offline, and one tab at a time. Training runs on WASM all the same.',
        ),
    workers
      ? good('worker', 'Worker', 'Training runs beside the page, which stays quick.')
      : bad('worker', 'Worker', 'This browser has no workers: nothing can be trained here. A newer browser has them.'),
    simd
      ? good('simd', 'WASM SIMD', 'Quick training without a GPU.')
      : bad(
          'simd',
          'WASM SIMD',
          'This browser lacks WASM SIMD: without a GPU training is slow. A newer browser has it.',
        ),
    gpuFact(machine),
    persisted
      ? good('storage', 'Storage', 'The browser has promised to keep what is saved.')
      : note('storage', 'Storage', 'Saved on this device; the browser may clear it when space runs short.'),
    offlineReady
      ? good('offline', 'Offline', 'The studio opens without a network, with every set that was used here.')
      : note(
          'offline',
          'Offline',
          secureContext
            ? 'Not yet: the studio is still being kept for use without a network, or this is a development server.'
            : 'A browser keeps pages for offline use only from https or localhost.',
        ),
  ]
}

function gpuFact({ offers, secureContext }: Machine): Fact {
  const gpu = offers.find(({ backend }) => backend === 'webgpu')
  if (!gpu) return { id: 'gpu', title: 'GPU', tone: 'waiting', words: 'Looking for an adapter.' }
  if (gpu.available && !gpu.software) return good('gpu', 'GPU', `WebGPU on ${gpu.detail}.`)
  if (gpu.available)
    return note(
      'gpu',
      'GPU',
      `The adapter is emulated by the processor (${gpu.detail}); WASM is quicker and chosen first.`,
    )
  const why = secureContext ? sentence(gpu.detail) : 'WebGPU needs https or localhost.'
  return note('gpu', 'GPU', `${why} Training runs on WASM.`)
}

function sentence(words: string): string {
  const trimmed = words.trim().replace(/^[a-z]/, (letter) => letter.toUpperCase())
  return /[.?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

function good(id: string, title: string, words: string): Fact {
  return { id, title, tone: 'good', words }
}
function note(id: string, title: string, words: string): Fact {
  return { id, title, tone: 'note', words }
}
function bad(id: string, title: string, words: string): Fact {
  return { id, title, tone: 'bad', words }
}
