/**
 * @file `npm run bench`: training speed against named peers, then what the page costs. `-- --only perceptron` or `--only jax-wasm` for a
 * part, `--list` for names, `--rounds 3` for a quicker look, `--profile perceptron` for where our own time goes. Writes docs/benchmarks.{json,md}, docs/bench-history.json and the chart.
 */
import { parseArgs } from 'node:util'
import { ensureChromium, ensureInstalled, must } from './steps.mjs'

const { values: options } = parseArgs({
  options: {
    list: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    page: { type: 'boolean' },
    peers: { type: 'boolean' },
    profile: { type: 'string' },
  },
})

ensureInstalled()
const chromium = ensureChromium()
must('node', ['scripts/kernels.mjs'])

const { openArena } = await import('./bench/arena.mjs')
const { contest } = await import('./bench/contest.mjs')
const { keepContest, keepPair } = await import('./bench/report.mjs')
const { printProfile } = await import('./bench/profile.mjs')
const { pageFigures } = await import('./figures/page.mjs')

const asked = options.only ?? []
const ofPage = asked.filter((name) => pageFigures.some((figure) => figure.name === name))
const ofContest = asked.filter((name) => !ofPage.includes(name))
const everything = asked.length === 0

if (!options.page && (everything || ofContest.length > 0)) {
  const arena = await openArena(chromium)
  try {
    const entries = await arena.entries()
    if (options.list) list(entries)
    else if (options.profile) await printProfile(arena, entries, options.profile)
    else await hold(arena, entries)
  } finally {
    await arena.close()
  }
}
if (!options.peers && !options.profile && (everything || ofPage.length > 0)) {
  const names = ofPage.flatMap((name) => ['--only', name])
  must('node', ['scripts/figures.mjs', '--bench', ...names, ...(options.list ? ['--list'] : [])])
}

function list(entries) {
  for (const { peer, title, tier, task } of entries)
    console.log(`${task.padEnd(12)} ${tier.padEnd(7)} ${peer.padEnd(24)} ${title}`)
}

/** Tasks and peers that are named narrow each other: a task and a peer are one pair. */
async function hold(arena, entries) {
  const known = (kind) => new Set(entries.map((entry) => entry[kind]))
  const [tasks, peers] = ['task', 'peer'].map((kind) => ofContest.filter((name) => known(kind).has(name)))
  const unknown = ofContest.filter((name) => !tasks.includes(name) && !peers.includes(name))
  if (unknown.length > 0) throw new Error(`nothing is called ${unknown.join(', ')}; --list has the names`)
  const machine = arena.machine()
  const results = await contest(arena, entries, {
    rounds: Number(options.rounds ?? 5),
    wanted: ({ task, peer }) =>
      (tasks.length === 0 || tasks.includes(task)) && (peers.length === 0 || peers.includes(peer)),
    told: (result) => keepPair(result, machine),
  })
  keepContest(results, machine)
}
