/** @file Determines which backends are available on this machine, before any of them is loaded, and selects one for a run. */
import { fail, ok, type Result } from '../../base/result'
import { backendsText as text } from '../../messages/en/engines'
import { type Message, message } from '../../messages/message'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from '../../protocol/backend'

/** Selects the backend for a run and returns an explanation of the choice for the user. */
const BACKEND_TITLES: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
}

/**
 * Returns the user's choice if it is available. For the automatic choice, the order of preference is WebGPU on a real
 * GPU, WASM, WebGL on a real GPU, and plain JavaScript.
 */
export function chooseBackend(choice: BackendChoice, offers: readonly BackendOffer[]): Result<BackendChosen, Message> {
  if (choice === 'auto') return ok(automatic(offers))
  const backend = BACKEND_TITLES[choice]
  const offer = offers.find((one) => one.backend === choice)
  if (!offer?.available) {
    return fail(message('backend-missing', { backend, why: offer?.detail ?? text.missing.backend }) as Message)
  }
  const reason = offer.software
    ? text.chosen.emulatedByUser({ backend, adapter: offer.detail })
    : text.chosen.byUser({ backend })
  return ok(chosen(offer, reason))
}

function automatic(offers: readonly BackendOffer[]): BackendChosen {
  const find = (backend: Backend) => offers.find((offer) => offer.backend === backend)
  const gpu = find('webgpu')
  if (gpu?.available && !gpu.software)
    return chosen(gpu, text.chosen.fastest({ backend: BACKEND_TITLES.webgpu, adapter: gpu.detail }))
  const noGpu = gpu?.available
    ? text.chosen.onlyEmulated({ adapter: gpu.detail })
    : (gpu?.detail ?? text.missing.adapter)
  const wasm = find('wasm')
  if (wasm?.available) return chosen(wasm, text.chosen.fallback({ backend: BACKEND_TITLES.wasm, why: [noGpu] }))
  const why = [noGpu, text.missing.wasm]
  const webgl = find('webgl')
  if (webgl?.available && !webgl.software)
    return chosen(webgl, text.chosen.fallbackOn({ backend: BACKEND_TITLES.webgl, adapter: webgl.detail, why }))
  return { backend: 'cpu', reason: text.chosen.fallback({ backend: BACKEND_TITLES.cpu, why }) }
}

function chosen(offer: BackendOffer, reason: string): BackendChosen {
  const { backend, detail } = offer
  return backend === 'webgpu' || backend === 'webgl' ? { backend, adapter: detail, reason } : { backend, reason }
}

/** Returns one offer for each backend, best first. An emulated GPU is included, but marked as emulated. */
export async function probeBackends(): Promise<readonly BackendOffer[]> {
  return [await probeWebgpu(), probeWasm(), probeWebgl(), cpu]
}

const cpu: BackendOffer = { backend: 'cpu', available: true, software: false, detail: text.details.plainJavaScript }

async function probeWebgpu(): Promise<BackendOffer> {
  const none = (detail: string): BackendOffer => ({ backend: 'webgpu', available: false, software: false, detail })
  const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu
  // Browsers hide WebGPU outside a secure context, so this case gets a different message than a browser without WebGPU
  // support.
  if (!gpu) return none(globalThis.isSecureContext === false ? text.missing.webgpuInsecure : text.missing.webgpu)
  try {
    const adapter = await gpu.requestAdapter()
    if (!adapter) return none(text.missing.adapter)
    const { name, emulated } = describeAdapter(adapter)
    return { backend: 'webgpu', available: true, software: emulated, detail: name }
  } catch (error) {
    return none(text.missing.adapterFailed({ why: error instanceof Error ? error.message : String(error) }))
  }
}

/** Returns the name of a GPU adapter and whether the adapter is emulated on the CPU. */
export function describeAdapter(adapter: GPUAdapter): { readonly name: string; readonly emulated: boolean } {
  // Safari 26.0 leaves `info` undefined; older Chromium has the flag on the adapter itself.
  const info: Partial<GPUAdapterInfo> = adapter.info ?? {}
  const fallback = info.isFallbackAdapter ?? (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter ?? false
  const name = [info.vendor, info.architecture, info.description || info.device].filter(Boolean).join(' ')
  // not text: the name is saved with runs, and compared when they resume
  return { name: name || 'a GPU that does not tell its name', emulated: fallback || isEmulated(name) }
}

function probeWasm(): BackendOffer {
  const there = typeof WebAssembly === 'object'
  const simd = there && WebAssembly.validate(SIMD_PROBE)
  const detail = there ? (simd ? text.details.simd : text.details.noSimd) : text.missing.wasm
  return { backend: 'wasm', available: there, software: false, detail }
}

function probeWebgl(): BackendOffer {
  const none = (detail: string): BackendOffer => ({ backend: 'webgl', available: false, software: false, detail })
  if (typeof OffscreenCanvas === 'undefined') return none(text.missing.webglWorkers)
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return none(text.missing.webgl)
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return { backend: 'webgl', available: true, software: isEmulated(name), detail: name }
}

/** Guesses from an adapter's name whether the adapter is emulated on the CPU. */
function isEmulated(name: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i.test(name)
}

/** The smallest module with a function that uses v128, so it is only valid if the browser supports SIMD. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
])
