import { expect, test } from 'vitest'
import { hasSimd } from '../machine-page'
import { checksOf, type Machine } from './machine-checks'

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
