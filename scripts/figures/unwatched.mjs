/**
 * @file A browser that nothing watches: it opens a page that drives itself and tells what it found. What watches a browser is told of each
 * request by it, which on two cores costs as much as the request.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** As automation has it: windows behind others go on as if they were seen. */
const IN_FRONT = [
  '--headless=new',
  '--disable-popup-blocking',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
]
const PATIENCE_MS = 180_000

/** Opens a page of this script, below the studio's address, and resolves with what it tells. */
export async function unwatched(lab, script) {
  lab.put('unwatched/index.html', '<!doctype html><title>Unwatched</title><script src="page.js"></script>')
  lab.put('unwatched/page.js', script)
  const { executablePath, args } = lab.launch({ gpu: false })
  const profile = mkdtempSync(join(tmpdir(), 'netloom-unwatched-'))
  const told = lab.told()
  const page = `${lab.address}unwatched/index.html`
  const browser = spawn(executablePath, [...args, ...IN_FRONT, `--user-data-dir=${profile}`, page], {
    stdio: 'ignore',
    // With all its processes it is one group, and ends as one.
    detached: true,
  })
  const ended = new Promise((resolve) => browser.once('exit', resolve))
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page told nothing within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS)
  })
  try {
    const found = await Promise.race([told, late])
    if (found.failed) throw new Error(found.failed)
    return found
  } finally {
    clearTimeout(timer)
    process.kill(-browser.pid, 'SIGKILL')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
