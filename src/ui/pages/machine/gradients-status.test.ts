import { expect, test } from 'vitest'
import { gradientWords } from './gradients-status'

const right = { name: 'dense', worst: 1e-4, checked: 20, entries: 20 }

test('what is wrong is named, and what was hardly compared is not called right', () => {
  expect(gradientWords([right, { ...right, name: 'lstm' }])).toMatch(/all 2 right/)
  for (const fault of [{ worst: 0.1 }, { worst: Number.NaN }, { checked: 3 }]) {
    const words = gradientWords([right, { ...right, ...fault, name: 'conv2d' }])
    expect(words).toMatch(/1 layer of 2/)
    expect(words).toContain('conv2d')
    expect(words).not.toContain('dense')
  }
  const many = Array.from({ length: 8 }, (_, i) => ({ ...right, worst: 1, name: `layer ${i}` }))
  expect(gradientWords(many)).toMatch(/layer 4 and 3 more/)
  expect(gradientWords([])).not.toMatch(/right/)
})
