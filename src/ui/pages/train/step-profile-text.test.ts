import { expect, test } from 'vitest'
import { stepTime, timeUnit, trafficText } from './step-profile-text'

test('the time of a step is compared with the top speed of the device', () => {
  expect(stepTime({ stepMs: 2.1, floorMs: 1.4 })).toBe(
    '2.1 ms per step. The fastest possible here is 1.4 ms, so training runs at 66.7% of the top speed.',
  )
  expect(stepTime({ stepMs: 0.0234, floorMs: 0.0009 })).toBe(
    '23 µs per step. The fastest possible here is 0.9 µs, so training runs at 3.8% of the top speed. In a step this small, most of the time is spent on launching each operation.',
  )
  expect(stepTime({ stepMs: 120, floorMs: 0 })).toBe('120 ms per step')
})

test('the times of the parts of a step are in one unit', () => {
  expect(timeUnit(2.1)).toMatchObject({ title: 'Times in ms' })
  expect(timeUnit(2.1).of(1.4)).toBe('1.40')
  expect(timeUnit(0.5)).toMatchObject({ title: 'Times in µs' })
  expect(timeUnit(0.5).of(0.0234)).toBe('23.4')
  expect(timeUnit(0.5).of(0.000001)).toBe('0')
})

test('calls are dispatches on a GPU, and many steps per submission are counted as such', () => {
  const profile = {
    engine: 'recorded WebGPU',
    device: '',
    layers: [],
    stepMs: 1,
    script: 0,
    deviceShare: 1,
    wait: 0,
    calls: 12,
    bytes: 27_174_796,
    submissionsPerStep: 0.125,
    peakGflops: 48.66,
    bandwidthGBs: 34.76,
    floorMs: 0.5,
  }
  expect(trafficText(profile)).toBe(
    '12 GPU operations and 27 MB moved per step, with 8 steps sent to the GPU at a time. Measured here: 48.7 GFLOP/s, 34.8 GB/s.',
  )
  expect(trafficText({ ...profile, engine: 'exact CPU', calls: 1, submissionsPerStep: 1 })).toMatch(
    /^1 operation and 27 MB moved per step, sent to the GPU in 1 part/,
  )
})
