/** @file Fuzz: damaged files by stored seeds for every parser, in processes of their own that are ended where they hang or grow. */
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { withModules } from './modules.mjs'

/** Inputs a parser; FUZZ=2000 asks for fewer, which then reaches no goal. */
const WANTED = 100_000
const EACH = Number(process.env.FUZZ ?? WANTED)
/** Inputs of one process: each takes a second or so to start. */
const STRETCH = 10_000
const SLOWEST_MS = 2000
/** No input for so long, and it hangs: what else the machine does at the time is in it. */
const HANGS_MS = 30_000
const LOOK_MS = 250
const MOST_BYTES = 1_000_000_000

/** As many as are asked for, on every core. */
export async function fuzz() {
  const parsers = await withModules(async (load) =>
    (await load('/src/ingest/fixtures/fuzzed.ts')).PARSERS.map(({ name }) => name),
  )
  const waiting = parsers.flatMap((name) =>
    Array.from({ length: Math.ceil(EACH / STRETCH) }, (_, i) => ({
      name,
      first: i * STRETCH,
      end: Math.min(EACH, (i + 1) * STRETCH),
    })),
  )
  const tally = Object.fromEntries(parsers.map((name) => [name, { read: 0, refused: 0, slowest: 0 }]))
  const faults = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name } = next
      const told = await stretch(next)
      if (told.fault) {
        faults.push(told.fault)
        // The stretch is begun anew, without the input it died of.
        if (told.input > next.first) waiting.unshift({ ...next, end: told.input })
        if (told.input + 1 < next.end) waiting.unshift({ ...next, first: told.input + 1 })
        continue
      }
      tally[name].read += told.read
      tally[name].refused += told.refused
      tally[name].slowest = Math.max(tally[name].slowest, told.slowest)
      faults.push(...told.broken)
      if (told.slowest > SLOWEST_MS) faults.push(`${name}, input ${told.slowestInput}: ${told.slowest.toFixed(0)} ms`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  for (const fault of faults) console.log(fault)
  const count = (n) => n.toLocaleString('en-US')
  const words = parsers.map((name) => `${name} ${count(tally[name].read)}`)
  const ran = Object.values(tally).reduce((sum, { read, refused }) => sum + read + refused, 0)
  const slowest = Math.max(...Object.values(tally).map((one) => one.slowest))
  const said = `${count(ran)} inputs, ${count(EACH)} a parser: ${faults.length === 0 ? 'none breaks or hangs' : `${faults.length} break, hang or grow`}, the slowest takes ${slowest.toFixed(0)} ms; read, not refused: ${words.join(', ')}`
  // Fewer than the goal names reach nothing, and miss nothing either.
  const reached = faults.length > 0 ? false : EACH >= WANTED ? true : undefined
  return { said, reached, each: EACH, ran, slowest, faults, tally }
}

/** A process over some inputs: what it tells, or which input it was ended at and why. */
async function stretch({ name, first, end }) {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-fuzz-'))
  const at = openSync(join(folder, 'at'), 'w+')
  const script = join(import.meta.dirname, 'fuzz-child.mjs')
  const child = spawn(process.execPath, ['--max-old-space-size=900', script, name, String(first), String(end)], {
    stdio: ['ignore', 'pipe', 'pipe', at],
  })
  let [told, said] = ['', '']
  child.stdout.on('data', (data) => {
    told += data
  })
  child.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-2000)
  })
  const input = () => Number(readFileSync(join(folder, 'at'), 'utf8').trim() || first)
  let why
  let last = { input: -1, since: Date.now() }
  const timer = setInterval(() => {
    if (input() !== last.input) last = { input: input(), since: Date.now() }
    if (Date.now() - last.since > HANGS_MS) why = 'hangs'
    else if (residentBytes(child.pid) > MOST_BYTES) why = 'takes more than 1 GB'
    if (why) child.kill('SIGKILL')
  }, LOOK_MS)
  const code = await new Promise((resolve) => child.on('close', resolve))
  clearInterval(timer)
  const died = input()
  closeSync(at)
  rmSync(folder, { recursive: true, force: true })
  if (code === 0) return JSON.parse(told)
  return { input: died, fault: `${name}, input ${died}: ${why ?? `ended with ${code}: ${said.trim()}`}` }
}

function residentBytes(pid) {
  try {
    return 1024 * Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0)
  } catch {
    return 0
  }
}
