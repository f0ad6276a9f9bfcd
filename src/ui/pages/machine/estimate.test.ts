import { expect, test } from 'vitest'
import { BACKENDS } from '../../../protocol/backend'
import { digitsWork, estimate } from './estimate'

const speed = { stepsPerSecond: 100, firstStepMs: 500, multiplyAdds: 1e6 }

test('more work never takes less time, and a faster machine less', () => {
  for (const backend of BACKENDS) {
    const times = [1e5, 1e6, 1e7, 1e8].map((multiplyAdds) => estimate({ steps: 100, multiplyAdds }, speed, backend))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const faster = estimate({ steps: 100, multiplyAdds: 1e7 }, { ...speed, stepsPerSecond: 200 }, backend)
    expect(faster).toBeLessThan(times[2] as number)
  }
})

test('the very work that was measured takes what was measured, and the checks between epochs up to as long again', () => {
  for (const backend of BACKENDS) {
    const seconds = estimate({ steps: 100, multiplyAdds: 1e6 }, speed, backend)
    expect(seconds).toBeGreaterThan(1.5)
    expect(seconds).toBeLessThanOrEqual(2.5)
  }
})

test('the digits example is a training of some hundred steps of some ten million multiply-adds', () => {
  const work = digitsWork()
  expect(work.steps).toBeGreaterThan(50)
  // Two convolutions over 26×26 and 11×11 places, written out: 97,344 + 557,568, and the dense layer's 8,000, for one sample.
  expect(work.multiplyAdds % 662_912).toBe(0)
})
