import { expect, test } from 'vitest'
import { BACKENDS } from '../../../protocol/backend'
import { hasSimd } from '../machine-page'
import { checksOf, digitsWork, estimate, gradientsStatus, type Machine, parityStatus } from './machine-checks'

const best: Machine = {
  secureContext: true,
  workers: true,
  simd: true,
  offers: [{ backend: 'webgpu', available: true, software: false, detail: 'Apple M2' }],
  persisted: true,
  offlineReady: true,
}
const tones = (machine: Machine) => Object.fromEntries(checksOf(machine).map(({ id, tone }) => [id, tone]))

test('a machine that has everything is green throughout', () => {
  expect(new Set(Object.values(tones(best)))).toEqual(new Set(['good']))
})

test('what is missing shows in its own line and nowhere else', () => {
  const lacks = {
    workers: 'worker',
    simd: 'simd',
    persisted: 'storage',
    offlineReady: 'offline',
    secureContext: 'secure',
  }
  for (const [field, id] of Object.entries(lacks)) {
    const off = Object.entries(tones({ ...best, [field]: false })).filter(([, tone]) => tone !== 'good')
    expect(off.map(([line]) => line)).toEqual([id])
  }
})

test('an emulated GPU is distinguished from a real one and from none; before the probe nothing is claimed', () => {
  const gpu = (offers: Machine['offers']) => checksOf({ ...best, offers }).find(({ id }) => id === 'gpu')
  expect(gpu([])?.tone).toBe('waiting')
  expect(gpu([{ backend: 'webgpu', available: true, software: true, detail: 'SwiftShader' }])?.about).toContain(
    'emulated',
  )
  expect(gpu([{ backend: 'webgpu', available: false, software: false, detail: 'No adapter.' }])?.about).toContain(
    'No adapter.',
  )
})

test('SIMD is found if the engine supports it', () => {
  // Node 20 supports WASM SIMD. The check validates a module rather than comparing versions.
  expect(hasSimd()).toBe(true)
})

const speed = { stepsPerSecond: 100, firstStepMs: 500, multiplyAdds: 1e6 }

test('more work never takes less time, and a faster machine less', () => {
  for (const backend of BACKENDS) {
    const times = [1e5, 1e6, 1e7, 1e8].map((multiplyAdds) => estimate({ steps: 100, multiplyAdds }, speed, backend))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const faster = estimate({ steps: 100, multiplyAdds: 1e7 }, { ...speed, stepsPerSecond: 200 }, backend)
    expect(faster).toBeLessThan(times[2] as number)
  }
})

test('the measured workload takes the measured time, and the checks between epochs at most as long again', () => {
  for (const backend of BACKENDS) {
    const seconds = estimate({ steps: 100, multiplyAdds: 1e6 }, speed, backend)
    expect(seconds).toBeGreaterThan(1.5)
    expect(seconds).toBeLessThanOrEqual(2.5)
  }
})

test('the digits example trains for a few hundred steps of about ten million multiply-adds', () => {
  const work = digitsWork()
  expect(work.steps).toBeGreaterThan(50)
  // Per sample: two convolutions over 26×26 and 11×11 positions, with 97,344 + 557,568 multiply-adds, plus 8,000 for
  // the dense layer.
  expect(work.multiplyAdds % 662_912).toBe(0)
})

const layer = (name: string, result: number, gradient = 0) => ({ layer: name, result, gradient })
const report = (lossDifference: number, ...layers: ReturnType<typeof layer>[]) => ({
  engines: ['exact CPU', 'recorded WebGPU'] as const,
  lossDifference,
  layers,
})

test('engines that differ by rounding agree; the worst layer is named in both cases', () => {
  expect(parityStatus(report(3e-8, layer('Conv 1', 1e-7, 4e-7), layer('Dense', 0)))).toBe(
    'The engines agree: the loss differs by 3e−8. The largest difference is in Conv 1: 4e−7 relative to the largest value in that layer.',
  )
  for (const wrong of [
    report(0, layer('Conv 1', 0, 0.2)),
    report(0.1, layer('Conv 1', 0)),
    report(0, layer('Conv 1', Number.NaN)),
  ])
    expect(parityStatus(wrong)).toMatch(/^The engines differ by more than rounding.*Conv 1/)
  expect(parityStatus(report(0))).not.toMatch(/agree/)
})

test('another backend is advised only if one of the engines uses the GPU', () => {
  const wrong = report(0.1, layer('Conv 1', 0))
  expect(parityStatus(wrong)).toMatch(/choose WASM under Training backend\.$/)
  expect(parityStatus({ ...wrong, engines: ['exact CPU (WebAssembly SIMD)', 'plain tf.js (tf.js cpu)'] })).toMatch(
    /largest value in that layer\.$/,
  )
})

const right = { name: 'dense', worst: 1e-4, checked: 20, entries: 20 }

test('wrong layers are named, and layers with few entries compared are not called correct', () => {
  expect(gradientsStatus([right, { ...right, name: 'lstm' }])).toBe('Gradients correct: all 2 layers.')
  for (const fault of [{ worst: 0.1 }, { worst: Number.NaN }, { checked: 3 }]) {
    const status = gradientsStatus([right, { ...right, ...fault, name: 'conv2d' }])
    expect(status).toMatch(/Incorrect gradients on this backend: 1 of 2 layers/)
    expect(status).toContain('conv2d')
    expect(status).not.toContain('dense')
  }
  const many = Array.from({ length: 8 }, (_, i) => ({ ...right, worst: 1, name: `layer ${i}` }))
  expect(gradientsStatus(many)).toMatch(/layer 4, and 3 more/)
  expect(gradientsStatus([])).not.toMatch(/correct/)
})
