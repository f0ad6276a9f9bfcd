/** @file probeBackends: determines which backends are available on this machine before any of them is loaded. */
import { backendsText as text } from '../../messages/en/engines'
import type { BackendOffer } from '../../protocol/backend'

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
