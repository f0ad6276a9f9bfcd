/**
 * @file Drift detection: the false alarm rate in simulations without drift, for three window sizes and each statistic;
 * and the detection rate for the drifts in the shipped scenarios, at the documented window size.
 */
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withModules } from './modules.mjs'

/** Simulations per window size needed for the goal; DRIFT=500 runs fewer for a quick check. */
const WANTED = 10_000
const WORLDS = Number(process.env.DRIFT ?? WANTED)
const SIZES = [50, 100, 1000]
/** Simulations per child process. */
const PART = 1250
const NAMES = {
  usual: 'KS and χ²',
  psi: 'PSI',
  'jensen-shannon': 'Jensen-Shannon',
  wasserstein: 'Wasserstein',
  mmd: 'MMD',
}
const ALPHA = 0.05
/** Windows per drift. */
const WINDOWS = 200

export const driftFigures = [
  {
    name: 'drift-false-alarms',
    title:
      'false drift alarms among six features, reference of 400 rows, windows of 50, 100, and 1,000 requests, at a level of 5%',
    goal: 'at most 6% by each statistic in 10,000 simulations',
    take: falseAlarms,
  },
  {
    name: 'drift-power',
    title:
      'drifts of the shipped scenarios at full strength, level 1%: images in windows of 500 requests, table noise in 1,000',
    goal: 'each detected in 95% of windows',
    take: power,
  },
  {
    name: 'drift-joint',
    title:
      'false drift alarms of services whose answers depend on several stages: worlds of six windows of 300 requests, default alert',
    goal: 'in at most 6% of 1,000 worlds for each diagram',
    take: jointAlarms,
  },
]

/**
 * Runs every statistic on the same simulations. Each simulation has its own reference sample, so that no single sample
 * determines the result.
 */
async function falseAlarms() {
  const parts = SIZES.flatMap((n) =>
    Array.from({ length: Math.ceil(WORLDS / PART) }, (_, i) => ({
      n,
      from: 1 + i * PART,
      to: 1 + Math.min(WORLDS, (i + 1) * PART),
    })),
  )
  const rates = {}
  const waiting = parts.toReversed()
  const work = async () => {
    for (let part = waiting.pop(); part; part = waiting.pop())
      for (const [judge, count] of Object.entries(await counted(part)))
        rates[`${judge} ${part.n}`] = (rates[`${judge} ${part.n}`] ?? 0) + count / WORLDS
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  const judges = [...new Set(Object.keys(rates).map((name) => name.split(' ')[0]))]
  const words = judges.map((judge) => {
    const each = SIZES.map((n) => (100 * rates[`${judge} ${n}`]).toFixed(2)).join(', ')
    return `${NAMES[judge] ?? judge} ${each}%`
  })
  return {
    said: `${words.join('; ')}, in ${WORLDS.toLocaleString('en-US')} simulations per size`,
    reached: WORLDS >= WANTED && Object.values(rates).every((rate) => rate <= ALPHA + 0.01),
    rates,
  }
}

/** Counts alarms by statistic for a range of simulations, in a child process. */
async function counted({ n, from, to }) {
  const child = fileURLToPath(new URL('drift-child.mjs', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [child, n, from, to, ALPHA].map(String))
  return JSON.parse(stdout.trim().split('\n').at(-1))
}

/** Plays traffic without drift through each diagram with a router, an ensemble, a split, or a fallback. */
async function jointAlarms() {
  const worlds = Math.min(WORLDS, 1000)
  return withModules(async (load) => {
    await load('/src/training/testing/node-wasm.ts')
    const { alarmShare, DIAGRAMS } = await load('/src/serving/testing/drift-worlds.ts')
    const shares = {}
    for (const diagram of Object.keys(DIAGRAMS))
      shares[diagram] = await alarmShare(diagram, { from: 1, to: 1 + worlds })
    const words = Object.entries(shares).map(([diagram, share]) => `${diagram}: ${(100 * share).toFixed(1)}%`)
    return {
      said: `${words.join('; ')}, in ${worlds.toLocaleString('en-US')} worlds each`,
      reached: worlds >= 1000 && Object.values(shares).every((share) => share <= 0.06),
      shares,
    }
  })
}

async function power() {
  return withModules(async (load) => {
    const { shippedPower } = await load('/src/studio/operate/drift/drift-power.test-help.ts')
    const found = await shippedPower(WINDOWS)
    const words = found.map(({ name, share }) => `${name}: ${(100 * share).toFixed(1)}%`).join('; ')
    return { said: words, reached: found.every(({ share }) => share >= 0.95), found }
  })
}
