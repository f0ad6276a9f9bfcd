/**
 * @file Plays a year with a million requests through a service in the built page; the same scenario in Node must give
 * the same log.
 */
import { inNode, peerPerSecond } from './operate-node.mjs'

const DAY = 86_400_000
const DAYS = Number(process.env.OPERATE_DAYS ?? 365)
/** Requests per minute, which amounts to a million in a year. */
const PER_MINUTE = 1.905
/** Virtual milliseconds per real millisecond. Faster than a year per minute, so that the clock is not the limit. */
const SPEED = 1_051_200

/** Plays the year in two halves: memory must not grow in the second half. */
export async function yearOfRequests(lab) {
  const studio = await lab.studio({ prepare: (page) => page.addInitScript(captureServing) })
  try {
    const { page } = studio
    await studio.template('small-digits-mlp')
    await studio.run('machine.choose', { backend: 'wasm' })
    await studio.run('plan.set', { epochs: 1 })
    await studio.run('run.start')
    await studio.over()
    await studio.run('model.save', { name: 'digits' })
    await studio.run('service.new', { name: 'digits', model: 'digits' })
    await studio.run('service.start')
    const events = [{ id: 'rate', kind: 'rate', startMs: 0, lengthMs: DAYS * DAY, perMinute: PER_MINUTE }]
    const scenario = { seed: 3, durationMs: DAYS * DAY, events }
    await studio.run('scenario.set', { scenario })
    await studio.run('room.open', { room: 'operate' })
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const facts = async () => {
      await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      const of = (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? 0
      return { heapMb: of('JSHeapUsedSize') / 2 ** 20, cpu: of('TaskDuration') }
    }
    const before = await facts()
    const half = await play(page, (DAYS / 2) * DAY)
    const middle = await facts()
    const rest = await play(page, DAYS * DAY)
    const after = await facts()
    const captured = await page.evaluate(() => window.captured)
    const seconds = half.seconds + rest.seconds
    const frames = [...half.frames, ...rest.frames].sort((a, b) => a - b)
    const p95 = frames[Math.ceil(0.95 * frames.length) - 1]
    const longest = frames.at(-1)
    const open = await page.evaluate(() => window.packed(window.opened))
    const node = await inNode(open, scenario, captured.book)
    const peer = await peerPerSecond(open)
    const same = node.sum === captured.link.sum
    const perSecond = captured.requests / seconds
    const cpu = after.cpu - before.cpu
    const heap = [before, middle, after].map(({ heapMb }) => Math.round(heapMb))
    return {
      said:
        `${captured.requests} requests in ${seconds.toFixed(1)} s, ${perSecond.toFixed(0)}/s (tf.js one by one: ${peer.toFixed(0)}/s); ` +
        `frames P95 ${p95.toFixed(1)} ms, longest ${longest.toFixed(0)} ms; main thread ${cpu.toFixed(1)} s; ` +
        `heap ${heap.join(', ')} MB before, halfway, and after; log ${same ? 'identical' : 'different'} in Node`,
      reached: seconds <= 60 && p95 <= 17.5 && same && heap[2] - heap[1] < 20,
      ...{ requests: captured.requests, seconds, perSecond, peer, p95, longest, cpu, heap, nodeCpu: node.cpu, same },
      hash: captured.link.sum,
    }
  } finally {
    await studio.close()
  }
}

/** Plays to a virtual time in ms; resolves with the seconds it took and the frame times in ms. */
function play(page, to) {
  return page.evaluate(
    async ({ to: until, speed }) => {
      const frames = []
      let last = performance.now()
      let running = true
      const onFrame = (at) => {
        frames.push(at - last)
        last = at
        if (running) requestAnimationFrame(onFrame)
      }
      requestAnimationFrame(onFrame)
      const began = performance.now()
      await window.netloom.run('service.play', { speed, to: until })
      await window.netloom.when(({ operate }) => !operate.clock.playing && operate.clock.at >= until, {
        timeoutMs: 3_600_000,
      })
      running = false
      return { seconds: (performance.now() - began) / 1000, frames }
    },
    { to, speed: SPEED },
  )
}

/** Runs in the page before its scripts: records how the serving worker is opened and what it reports. */
function captureServing() {
  window.captured = { requests: 0 }
  const Plain = window.Worker
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        if (data.book) window.captured.book = data.book
        if (data.type !== 'entries') return
        window.captured.link = data.link
        for (const entry of data.entries) if (entry.kind === 'requests') window.captured.requests += entry.count
      })
    }
    postMessage(message, ...rest) {
      if (message?.type === 'open' && message.spec) window.opened = structuredClone(message)
      super.postMessage(message, ...rest)
    }
  }
  /** Serializes to JSON in a form that preserves the type of typed arrays. */
  window.packed = (value) =>
    JSON.stringify(value, (_, one) =>
      ArrayBuffer.isView(one) ? { array: one.constructor.name, values: Array.from(one) } : one,
    )
}
