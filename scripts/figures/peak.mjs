/**
 * @file Samples the memory use of a page and its workers, as the resident memory of the renderer processes. Linux only.
 */
import { readFileSync } from 'node:fs'

const EVERY_MS = 20

/**
 * Starts sampling. `now` returns the current bytes; `end` resolves with the bytes at the start and the maximum since
 * then.
 */
export async function watchMemory(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => [id, residentBytesOf(id) ?? 0])
  // The browser may end a spare renderer, which frees no memory of the page.
  const residentBytes = () => renderers.reduce((sum, [pid, atStart]) => sum + (residentBytesOf(pid) ?? atStart), 0)
  const before = residentBytes()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes())
  }, EVERY_MS)
  return {
    now: residentBytes,
    async end() {
      clearInterval(timer)
      await session.detach()
      return { before, most, grown: most - before }
    },
  }
}

/** Returns a function that triggers garbage collection in a page and its workers. */
export async function collector(page) {
  const session = await page.context().newCDPSession(page)
  const workers = new Map()
  const answered = new Map()
  let lastId = 0
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => workers.set(sessionId, targetInfo.type))
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId))
  session.on('Target.receivedMessageFromTarget', ({ message }) => answered.get(JSON.parse(message).id)?.())
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  return async () => {
    await session.send('HeapProfiler.collectGarbage')
    const collected = [...workers.keys()].map((sessionId) => {
      const id = ++lastId
      const message = JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' })
      const answer = new Promise((resolve) => answered.set(id, resolve))
      return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer)
    })
    await Promise.all(collected)
  }
}

/** Bytes of a process's anonymous and shared memory, without mapped files such as the executable; undefined if it ended. */
function residentBytesOf(pid) {
  const status = readStatus(pid)
  if (status === undefined) return undefined
  const kilobytes = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1] ?? 0)
  return 1024 * (kilobytes('RssAnon') + kilobytes('RssShmem'))
}

function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return undefined
  }
}
