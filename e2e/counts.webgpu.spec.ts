/**
 * @file Counts the cost of one training step on WebGPU: dispatches, submissions, buffers, and readbacks. The counts
 * come from wrapping the browser's API, not from the engine's own counters.
 */
import { expect, test } from '@playwright/test'
import { serveBench } from '../scripts/bench/page.mjs'
import type { Bench } from './bench/main'

declare global {
  interface Window {
    readonly bench: Bench
    gpuCalls: Record<string, number>
  }
}

/** Counts every subsequent call of these WebGPU methods. Runs in the page before its own scripts. */
function countCalls() {
  const counts: Record<string, number> = {}
  window.gpuCalls = counts
  const watched: readonly (readonly [object, readonly string[]])[] = [
    [GPUDevice.prototype, ['createBuffer', 'createBindGroup', 'createComputePipeline', 'createComputePipelineAsync']],
    [GPUQueue.prototype, ['submit']],
    [GPUBuffer.prototype, ['mapAsync']],
    [GPUComputePassEncoder.prototype, ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']],
  ]
  for (const [prototype, names] of watched) {
    for (const name of names) {
      const own = Reflect.get(prototype, name) as (...given: unknown[]) => unknown
      Reflect.set(prototype, name, function (this: unknown, ...given: unknown[]) {
        counts[name] = (counts[name] ?? 0) + 1
        return own.apply(this, given)
      })
    }
  }
}

let served: Awaited<ReturnType<typeof serveBench>>
test.beforeAll(async () => {
  served = await serveBench()
})
test.afterAll(() => served.close())

// The number of dispatches does not depend on image size, so small images keep the emulation fast.
for (const { task, most, steps } of [
  { task: 'perceptron', most: 12, steps: 30 },
  { task: 'cnn-12', most: 24, steps: 30 },
  { task: 'gpt', most: 100, steps: 4 },
]) {
  test(`${steps} steps of ${task}: one submission, at most ${most} dispatches each, no allocation or readback`, async ({
    page,
  }) => {
    await page.addInitScript(countCalls)
    await page.goto(served.address)
    await page.waitForFunction(() => 'bench' in window)
    await page.evaluate((name) => window.bench.open('netloom-webgpu', name), task)
    await page.evaluate(() => window.bench.replay(2))
    const before = await page.evaluate(() => ({ ours: window.bench.counters(), calls: { ...window.gpuCalls } }))
    expect(before.calls.createBuffer).toBeGreaterThan(0)

    const times = await page.evaluate((count) => window.bench.replay(count), steps)
    const after = await page.evaluate(() => ({ ours: window.bench.counters(), calls: { ...window.gpuCalls } }))
    const calls = Object.fromEntries(
      Object.entries(after.calls).map(([name, count]) => [name, count - (before.calls[name] ?? 0)]),
    )
    const { dispatchWorkgroups, ...others } = calls
    console.log(
      `${task}: ${Number(dispatchWorkgroups) / steps} dispatches and ${(Number(times?.script) / steps).toFixed(4)} ms of script per step`,
    )
    expect(dispatchWorkgroups).toBeLessThanOrEqual(most * steps)
    expect(Object.entries(others).filter(([, count]) => count > 0)).toEqual([['submit', 1]])
    // The engine's own counters must match.
    expect(after.ours).toMatchObject({
      steps: steps + 2,
      reads: 0,
      made: 0,
      calls: (Number(dispatchWorkgroups) / steps) * (steps + 2),
    })
    // Submitting takes only a small part of the time; the rest is spent on the device. Other processes can only make
    // the script seem slower, so the least of three counts.
    const shareOf = (one: typeof times) => Number(one?.script) / Number(one?.wall)
    const shares = [shareOf(times)]
    while (shares.length < 3) shares.push(shareOf(await page.evaluate((count) => window.bench.replay(count), steps)))
    expect(Math.min(...shares)).toBeLessThan(0.1)
  })
}
