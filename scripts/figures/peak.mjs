/** @file Memory of a browser's page with its workers, as the system sees it: what its renderer processes hold, sampled. */
import { readFileSync } from 'node:fs'

const EVERY_MS = 20

/** Samples from now on; `now` gives the bytes held, `end` those held at first and the most held since. Linux alone. */
export async function watchMemory(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  const held = () => renderers.reduce((sum, pid) => sum + heldBy(pid), 0)
  const before = held()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, held())
  }, EVERY_MS)
  return {
    now: held,
    async end() {
      clearInterval(timer)
      await session.detach()
      return { before, most, grown: most - before }
    },
  }
}

/** Collects the garbage of a page and of its workers at each call: what stays is held. */
export async function collector(page) {
  const session = await page.context().newCDPSession(page)
  const workers = new Map()
  const answered = new Map()
  let asked = 0
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => workers.set(sessionId, targetInfo.type))
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId))
  session.on('Target.receivedMessageFromTarget', ({ message }) => answered.get(JSON.parse(message).id)?.())
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  return async () => {
    await session.send('HeapProfiler.collectGarbage')
    const collected = [...workers.keys()].map((sessionId) => {
      const id = ++asked
      const message = JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' })
      const answer = new Promise((resolve) => answered.set(id, resolve))
      return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer)
    })
    await Promise.all(collected)
  }
}

/** What is its own and what it shares with the browser, without the program itself. */
function heldBy(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1] ?? 0)
  return 1024 * (kilobytes('RssAnon') + kilobytes('RssShmem'))
}
