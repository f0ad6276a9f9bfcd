/**
 * @file Fuzzing: seeded damaged files for every parser, in child processes that are killed if they hang or use too much
 * memory.
 */
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { withModules } from './modules.mjs'

/** Inputs per parser needed for the goal; FUZZ=2000 runs fewer for a quick check. */
const WANTED = 100_000
const EACH = Number(process.env.FUZZ ?? WANTED)
/** Inputs per process, because a process takes about 1 s to start. */
const RANGE = 10_000
const SLOWEST_MS = 2000
/** An input that takes longer counts as hung; the limit is generous, because other work may slow down the machine. */
const HANGS_MS = 30_000
const POLL_MS = 250
const MOST_BYTES = 1_000_000_000

/** Runs all inputs of all parsers, using every core. */
export async function fuzz() {
  const parsers = await withModules(async (load) =>
    (await load('/src/ingest/fixtures/fuzzed.ts')).PARSERS.map(({ name }) => name),
  )
  const waiting = parsers.flatMap((name) =>
    Array.from({ length: Math.ceil(EACH / RANGE) }, (_, i) => ({
      name,
      first: i * RANGE,
      end: Math.min(EACH, (i + 1) * RANGE),
    })),
  )
  const tally = Object.fromEntries(parsers.map((name) => [name, { read: 0, refused: 0, slowest: 0 }]))
  const faults = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name } = next
      const result = await runRange(next)
      if (result.fault) {
        faults.push(result.fault)
        // Run the rest of the range without the input that failed.
        if (result.input > next.first) waiting.unshift({ ...next, end: result.input })
        if (result.input + 1 < next.end) waiting.unshift({ ...next, first: result.input + 1 })
        continue
      }
      tally[name].read += result.read
      tally[name].refused += result.refused
      tally[name].slowest = Math.max(tally[name].slowest, result.slowest)
      faults.push(...result.broken)
      if (result.slowest > SLOWEST_MS)
        faults.push(`${name}, input ${result.slowestInput}: ${result.slowest.toFixed(0)} ms`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  for (const fault of faults) console.log(fault)
  const count = (n) => n.toLocaleString('en-US')
  const counts = parsers.map((name) => `${name} ${count(tally[name].read)}`)
  const ran = Object.values(tally).reduce((sum, { read, refused }) => sum + read + refused, 0)
  const slowest = Math.max(...Object.values(tally).map((one) => one.slowest))
  const said = `${count(ran)} inputs, ${count(EACH)} per parser: ${faults.length === 0 ? 'no crash or hang' : `${faults.length} crash, hang, or grow`}, slowest ${slowest.toFixed(0)} ms; read, not refused: ${counts.join(', ')}`
  // With fewer inputs than the goal requires, the goal is neither reached nor missed.
  const reached = faults.length > 0 ? false : EACH >= WANTED ? true : undefined
  return { said, reached, each: EACH, ran, slowest, faults, tally }
}

/**
 * Runs a child process on a range of inputs; resolves with its results, or with the input that failed and the reason.
 */
async function runRange({ name, first, end }) {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-fuzz-'))
  const at = openSync(join(folder, 'at'), 'w+')
  const script = join(import.meta.dirname, 'fuzz-child.mjs')
  const child = spawn(process.execPath, ['--max-old-space-size=900', script, name, String(first), String(end)], {
    stdio: ['ignore', 'pipe', 'pipe', at],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    errors = `${errors}${data}`.slice(-2000)
  })
  const input = () => Number(readFileSync(join(folder, 'at'), 'utf8').trim() || first)
  let why
  let last = { input: -1, since: Date.now() }
  const timer = setInterval(() => {
    if (input() !== last.input) last = { input: input(), since: Date.now() }
    if (Date.now() - last.since > HANGS_MS) why = 'hangs'
    else if (residentBytes(child.pid) > MOST_BYTES) why = 'takes more than 1 GB'
    if (why) child.kill('SIGKILL')
  }, POLL_MS)
  const code = await new Promise((resolve) => child.on('close', resolve))
  clearInterval(timer)
  const died = input()
  closeSync(at)
  rmSync(folder, { recursive: true, force: true })
  if (code === 0) return JSON.parse(output)
  return { input: died, fault: `${name}, input ${died}: ${why ?? `exited with ${code}: ${errors.trim()}`}` }
}

function residentBytes(pid) {
  try {
    return 1024 * Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0)
  } catch {
    return 0
  }
}
