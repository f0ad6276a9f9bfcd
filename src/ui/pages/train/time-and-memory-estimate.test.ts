import { expect, test } from 'vitest'
import { forecastOutcome, forecastText } from './time-and-memory-estimate'

const forecast = {
  engine: 'exact CPU',
  stepMs: 10,
  validationMs: 5,
  firstStepMs: 342,
  seconds: 24,
  bytes: 45_189_564,
  totalBytes: 145_000_000,
}

test('an estimate has the time, the memory and the first step', () => {
  expect(forecastText(forecast)).toBe('Estimate: about 24 s, 145 MB of memory, first step after 340 ms.')
  expect(forecastText({ ...forecast, seconds: 0.0394, firstStepMs: 4 })).toBe(
    'Estimate: less than a second, 145 MB of memory, first step after 4 ms.',
  )
  expect(forecastText({ ...forecast, seconds: 200 })).toMatch(/^Estimate: about 3 min 20 s,/)
})

test('what a run took is compared with its estimate, as more or less of it', () => {
  const outcome = { seconds: 26, firstStepMs: 300, bytes: 45_189_564 }
  const done = { forecast, took: outcome, tag: 'done', why: 'finished' } as const
  expect(forecastOutcome(done)).toBe('Estimated 24 s, took 26 s (8% longer). Engine memory: 45 MB (as estimated).')
  expect(forecastOutcome({ ...done, took: { ...outcome, seconds: 18 } })).toContain('(25% shorter)')
  expect(forecastOutcome({ ...done, took: { ...outcome, bytes: 2 * outcome.bytes } })).toContain('(100% more)')
  expect(
    forecastOutcome({ ...done, forecast: { ...forecast, seconds: 0.3 }, took: { ...outcome, seconds: 0.4 } }),
  ).toBe('Estimated less than a second, took 400 ms. Engine memory: 45 MB (as estimated).')
  expect(forecastOutcome({ ...done, why: 'stopped' })).not.toContain('%')
  expect(forecastOutcome({ ...done, why: 'stopped' })).toContain('until it ended')
  expect(forecastOutcome({ forecast, tag: 'training' })).toBe('Estimated 24 s, 145 MB of memory.')
  expect(forecastOutcome({ took: outcome, tag: 'done' })).toBeUndefined()
})
