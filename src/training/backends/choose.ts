/** @file chooseBackend: which backend a run gets, and why, in a sentence. */
import { type Message, message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from '../../protocol/backend'

export const BACKEND_TITLES: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'CPU',
}

/** A real GPU by WebGPU, else WASM, else a real GPU by WebGL, else plain JavaScript; or what the user chose, if it is there. */
export function chooseBackend(choice: BackendChoice, offers: readonly BackendOffer[]): Result<BackendChosen, Message> {
  if (choice === 'auto') return ok(automatic(offers))
  const offer = offers.find(({ backend }) => backend === choice)
  if (!offer?.available) {
    return fail(
      message('backend-missing', {
        backend: BACKEND_TITLES[choice],
        why: offer?.detail ?? 'it is not offered',
      }) as Message,
    )
  }
  const emulated = offer.software ? `, emulated on the CPU (${offer.detail}): it works, slowly` : ''
  return ok(chosen(offer, `${BACKEND_TITLES[choice]}, as you chose${emulated}`))
}

function automatic(offers: readonly BackendOffer[]): BackendChosen {
  const find = (backend: Backend) => offers.find((offer) => offer.backend === backend)
  const gpu = find('webgpu')
  if (gpu?.available && !gpu.software) return chosen(gpu, `WebGPU on ${gpu.detail}`)
  const why = gpu?.available
    ? `the only GPU adapter here is emulated on the CPU (${gpu.detail})`
    : (gpu?.detail ?? 'no GPU')
  const wasm = find('wasm')
  if (wasm?.available) return chosen(wasm, `WASM: ${why}`)
  const webgl = find('webgl')
  if (webgl?.available && !webgl.software)
    return chosen(webgl, `WebGL on ${webgl.detail}: ${why}, and there is no WebAssembly`)
  return { backend: 'cpu', reason: `CPU: ${why}, and there is no WebAssembly` }
}

function chosen(offer: BackendOffer, reason: string): BackendChosen {
  const { backend, detail } = offer
  return backend === 'webgpu' || backend === 'webgl' ? { backend, adapter: detail, reason } : { backend, reason }
}
