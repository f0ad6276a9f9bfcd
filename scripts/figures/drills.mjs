/**
 * @file Plays every drill by every strategy with 20 seeds in Node, and writes the table of scores to
 * docs/operate/drill-scores.md. DRILL_SEEDS=2 plays fewer seeds for a quick check.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { withModules } from './modules.mjs'
import { wrapped } from './wrapped.mjs'

const WANTED = 20
const SEEDS = Number(process.env.DRILL_SEEDS ?? WANTED)
const BEST = 95
/** The best hand must be ahead of doing nothing and of a panic by at least this many points, with every seed. */
const AHEAD = 15

/** What each strategy does; a column of the table. */
const COLUMNS = {
  best: ['best hand', 'reports the fault and takes the right action two minutes after the fault shows on a page'],
  alert: ['after the alert', 'the same, two minutes after the first alert of an objective'],
  late: ['an hour late', 'the same as the best hand, an hour later'],
  wasteful: ['64 replicas', 'the same as the best hand, with 64 replicas for each model from then on'],
  harmful: ['wrong action', 'sends everything to the faulty version'],
  reduced: ['small share', 'gives the challenger a tenth of the requests from the start, and does nothing later'],
  caution: ['caution', 'takes the right action at the start, before there is a fault, and does nothing later'],
  panic: ['panic', 'at the start: reports a problem, takes the right action, and starts 64 replicas for each model'],
  nothing: ['nothing', 'does nothing'],
}

export const drillFigures = [
  {
    name: 'drill-scores',
    title: `scores of every drill by fixed strategies, ${WANTED} seeds each`,
    goal: `the best hand at least ${BEST}; doing nothing and a panic at least ${AHEAD} fewer; caution never below nothing`,
    take: drillScores,
  },
]

async function drillScores() {
  return withModules(async (load) => {
    const { NodeServing } = await load('/src/studio/testing/node-serving.test-help.ts')
    globalThis.Worker = NodeServing
    // TensorFlow.js loads a module of Node by it.
    globalThis.require ??= createRequire(import.meta.url)
    const { drills } = await load('/src/gallery/drills/index.ts')
    const { openDrillStrategies } = await load('/src/studio/operate/drills/drill-strategies.test-help.ts')
    const strategies = await openDrillStrategies()
    const rows = []
    try {
      for (const { id, title } of drills) {
        const played = []
        for (let seed = 1; seed <= SEEDS; seed++) played.push(await strategies.play(id, seed))
        rows.push(rowOf(title, played))
      }
    } finally {
      await strategies.close()
    }
    const reached = SEEDS >= WANTED && rows.every(({ isFair }) => isFair)
    writeFileSync(join(root, 'docs', 'operate', 'drill-scores.md'), pageOf(rows))
    const words = rows.map(
      ({ title, scores }) =>
        `${title}: ${['best', 'caution', 'panic', 'nothing'].map((one) => range(scores[one])).join(', ')}`,
    )
    return {
      said: `best hand, caution, panic, nothing (lowest to highest of ${SEEDS} seeds): ${words.join('; ')}`,
      ...{ reached, rows },
    }
  })
}

function rowOf(title, played) {
  const scores = Object.fromEntries(
    Object.keys(COLUMNS).map((strategy) => [
      strategy,
      played.flatMap(({ results }) => (results[strategy] ? [results[strategy].score] : [])),
    ]),
  )
  const isFair = played.every(({ results: { best, nothing, panic, caution } }) => {
    const isBest = best.score >= BEST && best.score >= AHEAD + Math.max(nothing.score, panic.score)
    return isBest && caution.score >= nothing.score
  })
  return { title, scores, isFair, alerts: played.map(({ alertAfter }) => alertAfter ?? null) }
}

function pageOf(rows) {
  const strategies = Object.entries(COLUMNS)
  const head = ['drill', ...strategies.map(([, [name]]) => name)]
  const table = [
    `| ${head.join(' | ')} |`,
    `| --- | ${strategies.map(() => '---:').join(' | ')} |`,
    ...rows.map(({ title, scores }) => `| ${[title, ...strategies.map(([id]) => range(scores[id]))].join(' | ')} |`),
  ]
  const alerts = rows.map(({ title, alerts: after }) => {
    const known = after.filter((minutes) => minutes !== null)
    const when = known.length === 0 ? 'none' : `after ${range(known)} minutes`
    const without = after.length - known.length
    return `- ${title}: ${when}${known.length > 0 && without > 0 ? `, none with ${without} seeds` : ''}`
  })
  return `# Scores of the drills

${wrapped(
  `Scores of fixed strategies in each [drill](incident-drills.md), from the lowest to the highest of ${SEEDS} seeds. ` +
    '`npm run figures -- --only drill-scores` plays them again and writes this page.',
)}

${table.join('\n')}

${strategies.map(([, [name, about]]) => wrapped(`**${name}**: ${about}.`, '- ')).join('\n')}

${wrapped(
  'Caution prevents the harm but detects nothing, so it loses only the points for detection. ' +
    'The first alert of an objective after the fault began:',
)}

${alerts.join('\n')}

${wrapped(
  'Where the alert comes late or not at all, the fault shows earlier elsewhere: in the comparison of the versions, in a ' +
    'slice, in the drift of the inputs, or in the cold starts. That is what these drills practice.',
)}
`
}

function range(values) {
  if (values.length === 0) return '–'
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? `${low}` : `${low}–${high}`
}
