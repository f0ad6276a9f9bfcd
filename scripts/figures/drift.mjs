/**
 * @file Drift: how often an alarm comes in worlds without drift, at three sizes of window and by each statistic, and how often the drifts of
 * the scores that ship are found, each in windows of the size that it is said to be found at.
 */
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withModules } from './modules.mjs'

/** Worlds of each kind; DRIFT=500 asks for fewer, which then reaches no goal. */
const WANTED = 10_000
const WORLDS = Number(process.env.DRIFT ?? WANTED)
const SIZES = [50, 100, 1000]
/** Worlds that one process lives through. */
const PART = 1250
const NAMES = {
  usual: 'KS and χ²',
  psi: 'PSI',
  'jensen-shannon': 'Jensen-Shannon',
  wasserstein: 'Wasserstein',
  mmd: 'MMD',
}
const ALPHA = 0.05
/** Windows of a drift. */
const WINDOWS = 200

export const driftFigures = [
  {
    name: 'drift-false-alarms',
    title:
      'alarms among six features in worlds without drift, of 400 rows and windows of 50, 100 and 1,000 requests, at a level of 5 %',
    goal: 'at most 6 % by each statistic in 10,000 worlds',
    take: falseAlarms,
  },
  {
    name: 'drift-power',
    title:
      'drifts of the scores that ship, at full strength, at a level of 1 %: pictures in windows of 500 requests, noise on a table in 1,000',
    goal: 'each found in 95 % of windows',
    take: power,
  },
]

/** By every statistic in the same worlds, each with a reference of its own: what one reference is by chance says nothing of others. */
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
    return `${NAMES[judge] ?? judge} ${each} %`
  })
  return {
    said: `${words.join('; ')}, in ${WORLDS.toLocaleString('en-US')} worlds at each size`,
    reached: WORLDS >= WANTED && Object.values(rates).every((rate) => rate <= ALPHA + 0.01),
    rates,
  }
}

/** Alarms by judge in some worlds, counted in a process of its own. */
async function counted({ n, from, to }) {
  const child = fileURLToPath(new URL('drift-child.mjs', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [child, n, from, to, ALPHA].map(String))
  return JSON.parse(stdout.trim().split('\n').at(-1))
}

async function power() {
  return withModules(async (load) => {
    const { shippedPower } = await load('/src/studio/operate/drift-power.test-help.ts')
    const found = await shippedPower(WINDOWS)
    const words = found.map(({ name, share }) => `${name}: ${(100 * share).toFixed(1)} %`).join('; ')
    return { said: words, reached: found.every(({ share }) => share >= 0.95), found }
  })
}
