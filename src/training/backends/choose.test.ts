import { expect, test } from 'vitest'
import type { Backend, BackendOffer } from '../../protocol/backend'
import { chooseBackend } from './choose'
import { probeBackends } from './probe'

function offers(more: Partial<Record<Backend, Partial<BackendOffer>>>): BackendOffer[] {
  const usual: BackendOffer[] = [
    { backend: 'webgpu', available: false, software: false, detail: 'this browser offers no GPU adapter' },
    { backend: 'wasm', available: true, software: false, detail: 'SIMD, one thread' },
    { backend: 'webgl', available: true, software: false, detail: 'Intel UHD 600' },
    { backend: 'cpu', available: true, software: false, detail: 'plain JavaScript, slow' },
  ]
  return usual.map((offer) => ({ ...offer, ...more[offer.backend] }))
}
const REAL = { available: true, detail: 'apple m3' }
const EMULATED = { available: true, software: true, detail: 'google swiftshader' }

test.each([
  ['a real GPU', offers({ webgpu: REAL }), 'webgpu', 'WebGPU on apple m3'],
  ['no adapter', offers({}), 'wasm', 'WASM: this browser offers no GPU adapter'],
  [
    'an emulated adapter',
    offers({ webgpu: EMULATED }),
    'wasm',
    'WASM: the only GPU adapter here is emulated on the CPU (google swiftshader)',
  ],
  [
    'no WASM',
    offers({ wasm: { available: false } }),
    'webgl',
    'WebGL on Intel UHD 600: this browser offers no GPU adapter, and there is no WebAssembly',
  ],
  [
    'no WASM, emulated WebGL',
    offers({ wasm: { available: false }, webgl: EMULATED }),
    'cpu',
    'CPU: this browser offers no GPU adapter, and there is no WebAssembly',
  ],
])('with %s, the choice and its reason', (_, given, backend, reason) => {
  expect(chooseBackend('auto', given)).toMatchObject({ ok: true, value: { backend, reason } })
})

test('the user gets what is there, an emulated GPU too, and is told no otherwise', () => {
  expect(chooseBackend('cpu', offers({}))).toMatchObject({
    ok: true,
    value: { backend: 'cpu', reason: 'CPU, as you chose' },
  })
  expect(chooseBackend('webgpu', offers({ webgpu: EMULATED }))).toMatchObject({
    ok: true,
    value: { backend: 'webgpu', adapter: 'google swiftshader' },
  })
  expect(chooseBackend('webgpu', offers({}))).toMatchObject({
    ok: false,
    error: { code: 'backend-missing', args: { backend: 'WebGPU', why: 'this browser offers no GPU adapter' } },
  })
})

test('Node has WASM with SIMD and plain JavaScript, and no GPU', async () => {
  const given = await probeBackends()
  expect(given.filter(({ available }) => available).map(({ backend }) => backend)).toEqual(['wasm', 'cpu'])
  expect(given.find(({ backend }) => backend === 'wasm')?.detail).toContain('SIMD, one')
})
