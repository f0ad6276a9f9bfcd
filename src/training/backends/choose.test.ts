import { expect, test } from 'vitest'
import type { Backend, BackendOffer } from '../../protocol/backend'
import { chooseBackend, probeBackends } from './choose'

function offers(more: Partial<Record<Backend, Partial<BackendOffer>>>): BackendOffer[] {
  const standard: BackendOffer[] = [
    { backend: 'webgpu', available: false, software: false, detail: 'This browser offers no GPU adapter.' },
    { backend: 'wasm', available: true, software: false, detail: 'SIMD, one thread' },
    { backend: 'webgl', available: true, software: false, detail: 'Intel UHD 600' },
    { backend: 'cpu', available: true, software: false, detail: 'Plain JavaScript, slow' },
  ]
  return standard.map((offer) => ({ ...offer, ...more[offer.backend] }))
}
const REAL = { available: true, detail: 'apple m3' }
const EMULATED = { available: true, software: true, detail: 'google swiftshader' }

test.each([
  ['a real GPU', offers({ webgpu: REAL }), 'webgpu', 'Fastest available: WebGPU on apple m3.'],
  ['no adapter', offers({}), 'wasm', 'Fastest available: WASM. This browser offers no GPU adapter.'],
  [
    'an emulated adapter',
    offers({ webgpu: EMULATED }),
    'wasm',
    'Fastest available: WASM. The only GPU adapter is emulated on the CPU (google swiftshader).',
  ],
  [
    'no WASM',
    offers({ wasm: { available: false } }),
    'webgl',
    'Fastest available: WebGL on Intel UHD 600. This browser offers no GPU adapter. This browser has no WebAssembly.',
  ],
  [
    'no WASM, emulated WebGL',
    offers({ wasm: { available: false }, webgl: EMULATED }),
    'cpu',
    'Fastest available: CPU. This browser offers no GPU adapter. This browser has no WebAssembly.',
  ],
])('with %s, chooses a backend and gives the reason', (_, given, backend, reason) => {
  expect(chooseBackend('auto', given)).toMatchObject({ ok: true, value: { backend, reason } })
})

test('a chosen backend is used, also an emulated GPU, or refused if it is missing', () => {
  expect(chooseBackend('cpu', offers({}))).toMatchObject({
    ok: true,
    value: { backend: 'cpu', reason: 'You chose CPU.' },
  })
  expect(chooseBackend('webgpu', offers({ webgpu: EMULATED }))).toMatchObject({
    ok: true,
    value: { backend: 'webgpu', adapter: 'google swiftshader' },
  })
  expect(chooseBackend('webgpu', offers({}))).toMatchObject({
    ok: false,
    error: { code: 'backend-missing', args: { backend: 'WebGPU', why: 'This browser offers no GPU adapter.' } },
  })
})

test('Node has WASM with SIMD and plain JavaScript, and no GPU', async () => {
  const given = await probeBackends()
  expect(given.filter(({ available }) => available).map(({ backend }) => backend)).toEqual(['wasm', 'cpu'])
  expect(given.find(({ backend }) => backend === 'wasm')?.detail).toContain('SIMD, one')
})
