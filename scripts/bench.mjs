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
const { keepContest } = await import('./bench/report.mjs')
const { printProfile } = await import('./bench/profile.mjs')

if (!options.page) {
  const arena = await openArena(chromium)
  try {
    const entries = await arena.entries()
    if (options.list) {
      for (const { peer, title, tier, task } of entries)
        console.log(`${task.padEnd(12)} ${tier.padEnd(7)} ${peer.padEnd(24)} ${title}`)
    } else if (options.profile) {
      await printProfile(arena, entries, options.profile)
    } else {
      const results = await contest(arena, entries, {
        rounds: Number(options.rounds ?? 5),
        wanted: ({ peer, task }) => !options.only || options.only.includes(peer) || options.only.includes(task),
      })
      keepContest(results, arena.machine())
    }
  } finally {
    await arena.close()
  }
}
// Names of page figures are those of `npm run figures -- --bench --list`.
if (!options.peers && !options.profile && (!options.only || options.page)) {
  must('node', ['scripts/figures.mjs', '--bench', ...(options.list ? ['--list'] : [])])
}
