import { expect, test } from 'vitest'
import { gradientsStatus } from './gradient-check-text'

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
