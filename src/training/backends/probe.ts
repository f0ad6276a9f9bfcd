/** @file probeBackends: what this machine offers, told before any of it is loaded. */
import type { BackendOffer } from '../../protocol/backend'

/** One offer for each backend, best first. An emulated GPU is offered, and said to be one. */
export async function probeBackends(): Promise<readonly BackendOffer[]> {
  return [await probeWebgpu(), probeWasm(), probeWebgl(), cpu]
}

const cpu: BackendOffer = { backend: 'cpu', available: true, software: false, detail: 'plain JavaScript, slow' }

async function probeWebgpu(): Promise<BackendOffer> {
  const none = (detail: string): BackendOffer => ({ backend: 'webgpu', available: false, software: false, detail })
  const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu
  // Browsers hide the API outside a secure context; the reason is worth telling apart.
  if (!gpu)
    return none(globalThis.isSecureContext === false ? 'WebGPU needs https or localhost' : 'this browser has no WebGPU')
  try {
    const adapter = await gpu.requestAdapter()
    if (!adapter) return none('this browser offers no GPU adapter')
    const { name, emulated } = describeAdapter(adapter)
    return { backend: 'webgpu', available: true, software: emulated, detail: name }
  } catch (error) {
    return none(`asking for a GPU adapter failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** An adapter's name in words, and whether it is emulated on the CPU. */
export function describeAdapter(adapter: GPUAdapter): { readonly name: string; readonly emulated: boolean } {
  // Safari 26.0 leaves `info` undefined; older Chromium has the flag on the adapter itself.
  const info: Partial<GPUAdapterInfo> = adapter.info ?? {}
  const fallback = info.isFallbackAdapter ?? (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter ?? false
  const name = [info.vendor, info.architecture, info.description || info.device].filter(Boolean).join(' ')
  return { name: name || 'a GPU that does not tell its name', emulated: fallback || isEmulated(name) }
}

function probeWasm(): BackendOffer {
  const there = typeof WebAssembly === 'object'
  const simd = there && WebAssembly.validate(SIMD_PROBE)
  const detail = there ? (simd ? 'SIMD, one thread' : 'without SIMD, slower') : 'this browser has no WebAssembly'
  return { backend: 'wasm', available: there, software: false, detail }
}

function probeWebgl(): BackendOffer {
  const none = (detail: string): BackendOffer => ({ backend: 'webgl', available: false, software: false, detail })
  if (typeof OffscreenCanvas === 'undefined') return none('this browser has no WebGL in workers')
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return none('this browser offers no WebGL 2')
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return { backend: 'webgl', available: true, software: isEmulated(name), detail: name }
}

/** Names that emulated adapters give themselves. */
function isEmulated(name: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i.test(name)
}

/** A module of one function that needs v128: valid only where SIMD is. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
])
