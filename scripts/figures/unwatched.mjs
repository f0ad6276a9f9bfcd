/**
 * @file A browser without DevTools: its page drives itself and reports its results. With DevTools attached, the browser
 * reports each request, which on two cores costs as much as the request itself.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Keeps background windows running at full speed, as Playwright does. */
const NO_THROTTLING = [
  '--headless=new',
  '--disable-popup-blocking',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
]
const TIMEOUT_MS = 180_000

/** Opens a page with this script on the studio's origin; resolves with the page's report. */
export async function unwatched(lab, script) {
  lab.put('unwatched/index.html', '<!doctype html><title>Unwatched</title><script src="page.js"></script>')
  lab.put('unwatched/page.js', script)
  const { executablePath, args } = lab.launch({ gpu: false })
  const profile = mkdtempSync(join(tmpdir(), 'netloom-unwatched-'))
  const report = lab.nextReport()
  const page = `${lab.address}unwatched/index.html`
  const browser = spawn(executablePath, [...args, ...NO_THROTTLING, `--user-data-dir=${profile}`, page], {
    stdio: 'ignore',
    // Start a separate process group, so that all its processes can be killed at once.
    detached: true,
  })
  const ended = new Promise((resolve) => browser.once('exit', resolve))
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page did not report within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS)
  })
  try {
    const found = await Promise.race([report, late])
    if (found.failed) throw new Error(found.failed)
    return found
  } finally {
    clearTimeout(timer)
    process.kill(-browser.pid, 'SIGKILL')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
