import { expect, test } from 'vitest'
import { parityStatus, gradientsStatus } from './engine-check-text'

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
