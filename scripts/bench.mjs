/**
 * @file `npm run bench`: compares the training speed with named peers, then measures the page. `-- --only perceptron`
 * or `--only jax-wasm` runs a subset, `--list` lists the names, `--rounds 3` is quicker, `--profile perceptron` prints
 * the time of our ops. Writes docs/benchmarks.{json,md}, docs/bench-history.json, and the chart.
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

const only = options.only ?? []
const pageNames = only.filter((name) => pageFigures.some((figure) => figure.name === name))
const contestNames = only.filter((name) => !pageNames.includes(name))
const everything = only.length === 0

if (!options.page && (everything || contestNames.length > 0)) {
  const arena = await openArena(chromium)
  try {
    const entries = await arena.entries()
    if (options.list) list(entries)
    else if (options.profile) await printProfile(arena, entries, options.profile)
    else await runContest(arena, entries)
  } finally {
    await arena.close()
  }
}
if (!options.peers && !options.profile && (everything || pageNames.length > 0)) {
  const names = pageNames.flatMap((name) => ['--only', name])
  must('node', ['scripts/figures.mjs', '--bench', ...names, ...(options.list ? ['--list'] : [])])
}

function list(entries) {
  for (const { peer, title, tier, task } of entries)
    console.log(`${task.padEnd(12)} ${tier.padEnd(7)} ${peer.padEnd(24)} ${title}`)
}

/** Runs the contest. If both tasks and peers are named, only their combinations run. */
async function runContest(arena, entries) {
  const known = (kind) => new Set(entries.map((entry) => entry[kind]))
  const [tasks, peers] = ['task', 'peer'].map((kind) => contestNames.filter((name) => known(kind).has(name)))
  const unknown = contestNames.filter((name) => !tasks.includes(name) && !peers.includes(name))
  if (unknown.length > 0) throw new Error(`unknown name: ${unknown.join(', ')}; --list lists all names`)
  const machine = arena.machine()
  const results = await contest(arena, entries, {
    rounds: Number(options.rounds ?? 5),
    wanted: ({ task, peer }) =>
      (tasks.length === 0 || tasks.includes(task)) && (peers.length === 0 || peers.includes(peer)),
    onResult: (result) => keepPair(result, machine),
  })
  keepContest(results, machine)
}
