import { expect, test } from 'vitest'
import { latencyBins } from './model-latency'

test('each latency is in one bin, and those above the deadline are late', () => {
  const latencies = Array.from({ length: 500 }, (_, i) => 0.4 * 1.012 ** i)
  for (const deadline of [undefined, 0.1, 5, 150, 9000]) {
    const { within, late, deadlineAt } = latencyBins(latencies, deadline)
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
    const over = deadline === undefined ? 0 : latencies.filter((ms) => ms > deadline).length
    expect([sum(within), sum(late)]).toEqual([latencies.length - over, over])
    if (deadlineAt === undefined) continue
    expect(deadlineAt).toBeGreaterThan(0)
    expect(deadlineAt).toBeLessThan(within.length)
    // What is late lies right of the line, except in the bin that the line divides.
    expect(late.findIndex((count) => count > 0)).toSatisfy((bin) => bin === -1 || bin >= Math.floor(deadlineAt))
    expect(within.findLastIndex((count) => count > 0)).toBeLessThanOrEqual(Math.floor(deadlineAt))
  }
  // Without measurable time, all are in one bin.
  expect(latencyBins([0, 0, 0], undefined).within.filter((count) => count > 0)).toEqual([3])
})
