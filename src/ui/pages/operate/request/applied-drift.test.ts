/** Tests the description of a drift that was applied to a row against the drift's actual effect. */
import { expect, test } from 'vitest'
import { openDriftApplier } from '../../../../serving/scenario-playback/apply-drift'
import { appliedDriftText } from './request-input'

test('each operator has a text with its effect, amount and strength', () => {
  expect(appliedDriftText('brightness ×3.8')).toBe('brightness (darker, lower contrast) at 3.8× its usual strength')
  expect(appliedDriftText('brightness ×5 + blur at 24')).toBe(
    'brightness (darker, lower contrast) at 5× its usual strength and blur, at 75% strength',
  )
  expect(appliedDriftText('noise of mass ×6')).toBe('noise of mass at 6× its usual strength')
})

test('brightness as a drift makes every image darker and lowers its contrast', () => {
  const form = { type: 'image', shape: [2, 2, 1] } as const
  const dataset = {
    schema: { id: 'p', title: 'P', kind: 'image', columns: [], rows: 0, testRows: 0, target: '', ignore: [] },
    columns: [],
  }
  // The cast is safe because image drifts do not access the dataset.
  const drifting = openDriftApplier(
    [{ name: 'image', form, window: false }] as never,
    dataset as never,
    new Uint32Array(0),
    1,
  )
  const pixels = Uint8Array.of(40, 120, 200, 250)
  for (const strength of [0.25, 0.5]) {
    const out = drifting.apply({ image: pixels }, 0, [{ operator: 'brightness', column: '', strength, amount: 2 }])
    const now = out.image as Uint8Array
    const mean = (all: Uint8Array) => all.reduce((a, b) => a + b, 0) / all.length
    const spread = (all: Uint8Array) => Math.max(...all) - Math.min(...all)
    expect(mean(now)).toBeLessThan(mean(pixels) - 5)
    expect(spread(now)).toBeLessThan(spread(pixels))
  }
})
