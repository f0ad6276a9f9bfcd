import { expect, test } from 'vitest'
import type { BackendChosen } from '../../protocol/backend'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { chosenBefore } from './keep-backend-reason'

const engine = { name: 'plain tf.js', device: 'WASM', reason: '' }
const began = (chosen: BackendChosen): FromTrainer => ({
  ...{ type: 'began', run: 'r', chosen, steps: 20, engine, step: 8, history: [] },
})
const wasm = { backend: 'wasm', reason: 'WASM: this browser offers no GPU adapter' } as const

test('a resumed run keeps the reason its backend was chosen for', () => {
  expect(chosenBefore(began({ backend: 'wasm', reason: 'WASM, as you chose' }), wasm)).toEqual(began(wasm))
})

test('another adapter or backend, or a new run, keeps its own reason', () => {
  const gpu = { backend: 'webgpu', adapter: 'B', reason: 'WebGPU, as you chose' } as const
  expect(chosenBefore(began(gpu), { ...gpu, adapter: 'A', reason: 'WebGPU on A' })).toEqual(
    began({ ...gpu, reason: 'This run started on webgpu.' }),
  )
  expect(chosenBefore(began(gpu), wasm)).toEqual(began(gpu))
  expect(chosenBefore(began(gpu), undefined)).toEqual(began(gpu))
})
