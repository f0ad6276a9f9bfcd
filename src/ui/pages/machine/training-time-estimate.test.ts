import { expect, test } from 'vitest'
import { BACKENDS } from '../../../protocol/backend'
import { digitsWork, estimate } from './training-time-estimate'

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
