/** @file Operate's figure: a year of a million requests through the digits service in the built page; the same score in Node comes to the same log. */
import { inNode, peerPerSecond } from './operate-node.mjs'

const DAY = 86_400_000
const DAYS = Number(process.env.OPERATE_DAYS ?? 365)
/** A million in a year. */
const PER_MINUTE = 1.905
/** Faster than a year in a minute: what is measured is not the clock. */
const SPEED = 1_051_200

/** Plays the year in two halves: memory is level where the second adds nothing. */
export async function yearOfRequests(lab) {
  const studio = await lab.studio({ prepare: (page) => page.addInitScript(overhear) })
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
    const notes = [{ id: 'rate', kind: 'rate', startMs: 0, lengthMs: DAYS * DAY, perMinute: PER_MINUTE }]
    const score = { seed: 3, durationMs: DAYS * DAY, notes }
    await studio.run('scenario.set', { score })
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
    const heard = await page.evaluate(() => window.heard)
    const seconds = half.seconds + rest.seconds
    const frames = [...half.frames, ...rest.frames].sort((a, b) => a - b)
    const p95 = frames[Math.ceil(0.95 * frames.length) - 1]
    const longest = frames.at(-1)
    const open = await page.evaluate(() => window.packed(window.opened))
    const node = await inNode(open, score, heard.book)
    const peer = await peerPerSecond(open)
    const same = node.sum === heard.link.sum
    const perSecond = heard.requests / seconds
    const cpu = after.cpu - before.cpu
    const heap = [before, middle, after].map(({ heapMb }) => Math.round(heapMb))
    return {
      said:
        `${heard.requests} requests in ${seconds.toFixed(1)} s, ${perSecond.toFixed(0)} a second (tf.js one by one: ${peer.toFixed(0)}); ` +
        `frames P95 ${p95.toFixed(1)} ms, longest ${longest.toFixed(0)} ms; page's thread ${cpu.toFixed(1)} s; ` +
        `heap ${heap.join(', ')} MB before, half way and after; log ${same ? 'the same' : 'another'} in Node`,
      reached: seconds <= 60 && p95 <= 17.5 && same && heap[2] - heap[1] < 20,
      ...{ requests: heard.requests, seconds, perSecond, peer, p95, longest, cpu, heap, nodeCpu: node.cpu, same },
      hash: heard.link.sum,
    }
  } finally {
    await studio.close()
  }
}

/** Plays on to a moment of virtual time; the seconds it takes, and the time from frame to frame. */
function play(page, to) {
  return page.evaluate(
    async ({ to: until, speed }) => {
      const frames = []
      let last = performance.now()
      let goesOn = true
      const onFrame = (at) => {
        frames.push(at - last)
        last = at
        if (goesOn) requestAnimationFrame(onFrame)
      }
      requestAnimationFrame(onFrame)
      const began = performance.now()
      await window.netloom.run('service.play', { speed, to: until })
      await window.netloom.when(({ operate }) => !operate.clock.playing && operate.clock.at >= until, {
        timeoutMs: 3_600_000,
      })
      goesOn = false
      return { seconds: (performance.now() - began) / 1000, frames }
    },
    { to, speed: SPEED },
  )
}

/** Runs in the page before anything else: what the serving worker is opened with, and what it tells. */
function overhear() {
  window.heard = { requests: 0 }
  const Plain = window.Worker
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        if (data.book) window.heard.book = data.book
        if (data.type !== 'entries') return
        window.heard.link = data.link
        for (const entry of data.entries) if (entry.kind === 'requests') window.heard.requests += entry.count
      })
    }
    postMessage(message, ...rest) {
      if (message?.type === 'open' && message.spec) window.opened = structuredClone(message)
      super.postMessage(message, ...rest)
    }
  }
  /** As JSON, arrays of numbers by their kind. */
  window.packed = (value) =>
    JSON.stringify(value, (_, one) =>
      ArrayBuffer.isView(one) ? { array: one.constructor.name, values: Array.from(one) } : one,
    )
}
