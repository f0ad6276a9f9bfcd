/**
 * @file Plays every drill by every strategy with 20 seeds in Node, and writes the table of scores to
 * docs/operate/drill-scores.md. DRILL_SEEDS=2 plays fewer seeds for a quick check.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../steps.mjs'
import { withModules } from './modules.mjs'
import { wrapped } from './wrapped.mjs'

const WANTED = 20
const SEEDS = Number(process.env.DRILL_SEEDS ?? WANTED)
const BEST = 95
/** The best solution must be ahead of doing nothing and of a panic by at least this many points, with every seed. */
const AHEAD = 15

/** What each strategy does; a column of the table. */
const COLUMNS = {
  best: ['best solution', 'reports the fault and takes the right action two minutes after the fault shows on a page'],
  alert: ['at the alert', 'the same, two minutes after the first alert of an objective'],
  late: ['late', 'the same as the best solution, an hour later'],
  wasteful: ['64 replicas', 'the same as the best solution, with 64 replicas for each model from then on'],
  harmful: ['wrong', 'sends everything to the faulty version'],
  reduced: ['small share', 'gives the challenger a tenth of the requests from the start, and does nothing later'],
  caution: ['caution', 'takes the right action at the start, before there is a fault, and does nothing later'],
  hasty: ['hasty', 'the same, after a report of a problem, which is a false alarm'],
  panic: ['panic', 'at the start: reports a problem, takes the right action, and starts 64 replicas for each model'],
  nothing: ['nothing', 'does nothing'],
}

export const drillFigures = [
  {
    name: 'drill-scores',
    title: `scores of every drill by fixed strategies, ${WANTED} seeds each`,
    goal: `the best solution at least ${BEST}; doing nothing and a panic at least ${AHEAD} fewer; caution never below nothing`,
    take: drillScores,
  },
]

/** Plays in vitest, which runs the training worker's code and TensorFlow.js in Node. */
async function drillScores() {
  const file = join(mkdtempSync(join(tmpdir(), 'netloom-')), 'scores.json')
  const tests = ['run', 'src/studio/operate/drills/drills.test.ts', '-t', 'scores of every strategy']
  const env = { ...process.env, DRILL_SCORES: file, DRILL_SEEDS: String(SEEDS) }
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...tests], {
    cwd: root,
    env,
  })
  const played = JSON.parse(readFileSync(file, 'utf8'))
  const titles = await withModules(async (load) => {
    const { drills } = await load('/src/gallery/drills/index.ts')
    return drills.map(({ id, title }) => [id, title])
  })
  const rows = titles.map(([id, title]) =>
    rowOf(
      title,
      played.filter(({ drill }) => drill === id),
    ),
  )
  writeFileSync(join(root, 'docs', 'operate', 'drill-scores.md'), pageOf(rows))
  const words = rows.map(
    ({ title, scores }) =>
      `${title}: ${['best', 'caution', 'hasty', 'panic', 'nothing'].map((one) => range(scores[one])).join(', ')}`,
  )
  return {
    said: `best solution, caution, hasty, panic, nothing (lowest to highest of ${SEEDS} seeds): ${words.join('; ')}`,
    ...{ reached: SEEDS >= WANTED && rows.every(({ isFair }) => isFair), rows },
  }
}

function rowOf(title, played) {
  const scores = Object.fromEntries(
    Object.keys(COLUMNS).map((strategy) => [
      strategy,
      played.flatMap(({ results }) => (results[strategy] ? [results[strategy].score] : [])),
    ]),
  )
  const isFair = played.every(({ results: { best, nothing, panic, hasty, caution } }) => {
    const isBest = best.score >= BEST && best.score >= AHEAD + Math.max(nothing.score, panic.score, hasty.score)
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
    'The figure `drill-scores` plays them again and writes this page.',
)}

${table.join('\n')}

${strategies.map(([, [name, about]]) => wrapped(`**${name}**: ${about}.`, '- ')).join('\n')}

${wrapped(
  'When the fault shows is stated by the author of each drill (its `solution`), not measured. Caution prevents the harm ' +
    'but detects nothing, so it loses the points for detection and, where the action costs something, some for the cost. ' +
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
