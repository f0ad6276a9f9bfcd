import { expect, test } from 'vitest'
import { forecastWords, roofWords, tookWords, trafficWords, unitFor } from './insight-words'

const forecast = {
  engine: 'exact CPU',
  stepMs: 10,
  validationMs: 5,
  firstStepMs: 342,
  seconds: 24,
  bytes: 45_189_564,
}

test('a forecast is told with time, memory and the first step', () => {
  expect(forecastWords(forecast)).toBe('about 24 s, 45 MB, first step after 0.34 s')
  expect(forecastWords({ ...forecast, seconds: 0.0394, firstStepMs: 4 })).toBe(
    'less than a second, 45 MB, first step after 4 ms',
  )
  expect(forecastWords({ ...forecast, seconds: 200 })).toMatch(/^about 3 min 20 s/)
})

test('what a run took stands beside its forecast, as more or less of it', () => {
  const took = { seconds: 26, firstStepMs: 300, bytes: 45_189_564 }
  const done = { forecast, took, tag: 'done', why: 'finished' } as const
  expect(tookWords(done)).toBe('forecast 24 s, took 26 s (8 % more); 45 MB of memory (as forecast)')
  expect(tookWords({ ...done, took: { ...took, seconds: 18 } })).toContain('(25 % less)')
  expect(tookWords({ ...done, forecast: { ...forecast, seconds: 0.3 }, took: { ...took, seconds: 0.4 } })).toBe(
    'forecast less than a second, took 0.40 s; 45 MB of memory (as forecast)',
  )
  expect(tookWords({ ...done, why: 'stopped' })).not.toContain('%')
  expect(tookWords({ forecast, tag: 'training' })).toBe('forecast 24 s, 45 MB')
  expect(tookWords({ took, tag: 'done' })).toBeUndefined()
})

test('a step is written in one unit, beside what the device could do', () => {
  expect(roofWords({ stepMs: 2.1, floorMs: 1.4 })).toBe('2.10 ms a step; this device could do 1.40: 67 %')
  expect(roofWords({ stepMs: 0.0234, floorMs: 0.0009 })).toBe(
    '23.4 µs a step; this device could do 0.900: 4 %; so small a step is mostly calls',
  )
  expect(roofWords({ stepMs: 120, floorMs: 0 })).toBe('120 ms a step')
  expect(unitFor(0.5).of(0.000001)).toBe('0')
})

test('calls are dispatches on a GPU, and many steps a submission are told as such', () => {
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
  expect(trafficWords(profile)).toBe(
    '12 dispatches and 27 MB a step, 8 steps a submission. Measured here: 48.7 GFLOP/s, 34.8 GB/s.',
  )
  expect(trafficWords({ ...profile, engine: 'exact CPU', calls: 1, submissionsPerStep: 1 })).toMatch(
    /^1 kernel call and 27 MB a step, 1 submission a step/,
  )
})
