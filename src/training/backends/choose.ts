/** @file chooseBackend: selects the backend for a run and returns an explanation of the choice for the user. */
import { fail, ok, type Result } from '../../base/result'
import { backendsText as text } from '../../messages/en/engines'
import { type Message, message } from '../../messages/message'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from '../../protocol/backend'

export const BACKEND_TITLES: Readonly<Record<Backend, string>> = {
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
