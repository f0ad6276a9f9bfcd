import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { keptCurve, type LiveRecorder, makeLive } from './loss-series'

/** A noisy, decreasing curve. */
function curve(count: number): Float32Array {
  const random = rng(3, { kind: 'generate' })
  return Float32Array.from({ length: count }, (_, i) => 10 / (1 + i / 50) + random.uniform())
}

function points({ steps, losses, count }: LiveRecorder): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, i) => [steps[i] as number, losses[i] as number] as const)
}

/** Appends in parts of uneven length, as progress messages do. */
function appendInParts(live: LiveRecorder, losses: Float32Array): void {
  for (let at = 0, length = 1; at < losses.length; at += length, length = (length % 7) + 1)
    live.append(losses.slice(at, at + length))
}

test('keeps every step with its loss while there is room', () => {
  const live = makeLive(1000)
  const losses = curve(999)
  appendInParts(live, losses)
  expect(points(live)).toEqual(Array.from(losses, (loss, i) => [i + 1, loss]))
})

test('when full, keeps the minimum and maximum of each bucket of steps', () => {
  const live = makeLive(64)
  const losses = curve(1000)
  appendInParts(live, losses)
  expect(live.count).toBeLessThanOrEqual(66)
  const kept = points(live)
  expect(kept.map(([step]) => step)).toEqual([...kept.map(([step]) => step)].sort((a, b) => a - b))
  for (const [step, loss] of kept) expect(losses[step - 1]).toBe(loss)
  // The 64 points represent 32 buckets, each of which covers 2, 4, 8, 16, or 32 of the 1,000 steps.
  for (let from = 0; from + 32 <= 992; from += 32) {
    const part = losses.subarray(from, from + 32)
    const here = kept.filter(([step]) => step > from && step <= from + 32).map(([, loss]) => loss)
    expect(Math.min(...here)).toBe(Math.min(...part))
    expect(Math.max(...here)).toBe(Math.max(...part))
  }
  expect(kept.at(-1)?.[0]).toBeGreaterThan(1000 - 32)
})

test('a resumed run keeps the earlier curve and replaces steps that are trained again', () => {
  const live = makeLive(64)
  appendInParts(live, curve(30))
  live.rewind(20)
  live.append(Float32Array.of(5, 6))
  expect(
    points(live)
      .slice(-3)
      .map(([step]) => step),
  ).toEqual([20, 21, 22])
  expect(live.count).toBe(22)

  const later = makeLive(64)
  later.restore({ steps: [1, 10, 40], losses: [3, 2, 1] })
  later.rewind(12)
  later.append(Float32Array.of(7))
  expect(points(later)).toEqual([
    [1, 3],
    [10, 2],
    [13, 7],
  ])
  later.clear()
  expect(later.count).toBe(0)
})

test('listeners are called once per message until they unsubscribe', () => {
  const live = makeLive()
  let notified = 0
  const close = live.subscribe(() => notified++)
  live.append(Float32Array.of(1, 2, 3))
  close()
  live.append(Float32Array.of(1))
  expect(notified).toBe(1)
})

test('the saved curve is short and keeps the global minimum and maximum', () => {
  const live = makeLive()
  const losses = curve(50_000)
  appendInParts(live, losses)
  const kept = keptCurve(live)
  expect(kept.steps.length).toBeLessThanOrEqual(1602)
  expect(kept.steps.length).toBeGreaterThan(600)
  expect(Math.max(...kept.losses)).toBe(Math.max(...losses))
  expect(Math.min(...kept.losses)).toBe(Math.min(...losses))
  const again = makeLive()
  again.restore(kept)
  expect(keptCurve(again)).toEqual(kept)
})

test('a run that was reloaded and trained on keeps the detail of its first part', () => {
  const live = makeLive(10_000)
  appendInParts(live, curve(60_000))
  const reloaded = makeLive(10_000)
  reloaded.restore(keptCurve(live))
  for (let part = 0; part < 6; part++) reloaded.append(curve(10_000))
  const kept = keptCurve(reloaded)
  const early = kept.steps.filter((step) => step <= 60_000).length
  // Both halves cover as many steps.
  expect(early).toBeGreaterThan(0.35 * kept.steps.length)
  expect(kept.steps.length).toBeLessThanOrEqual(1602)
  expect(Math.max(...kept.losses)).toBe(Math.max(...curve(60_000)))
})
