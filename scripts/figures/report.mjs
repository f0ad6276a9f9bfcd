/**
 * @file Keeps figures in docs/benchmarks.json, and writes docs/benchmarks.md and a page per part in docs/benchmarks/
 * from it. A run replaces only what it measured.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contestText } from '../bench/table.mjs'
import { root } from '../steps.mjs'
import { wrapped } from './wrapped.mjs'
import { dataFigures } from './data.mjs'
import { operateFigures } from './operate-figures.mjs'
import { pageFigures } from './page.mjs'
import { reliabilityFigures } from './reliability.mjs'
import { trainingFigures } from './training.mjs'

const JSON_FILE = join(root, 'docs', 'benchmarks.json')
const TEXT_FILE = join(root, 'docs', 'benchmarks.md')
const PARTS_FOLDER = join(root, 'docs', 'benchmarks')

const PARTS = {
  training: {
    heading: 'Results of the examples',
    command: 'npm run figures',
    figures: trainingFigures,
    about:
      'Every example trains in headless Chromium with its own plan and seed, through the console API, on WASM unless noted. ' +
      'Metrics are on the test set.',
  },
  reliability: {
    heading: 'Reproducibility and reliability',
    command: 'npm run figures',
    figures: reliabilityFigures,
    about: 'Seeds, interruptions, diverging runs, and random edits, in headless Chromium or in Node.',
  },
  data: {
    heading: 'Data: speed and correctness',
    command: 'npm run figures',
    figures: dataFigures,
    about:
      'Files are imported from disk into the built page, each in a new visit. The report, fuzzing, and preparation figures ' +
      'run in Node on the fixtures of the unit tests.',
  },
  operate: {
    heading: 'Operate: alerts, canaries, and drift',
    command: 'npm run figures',
    figures: operateFigures,
    about: 'Scenarios are played in Node by a small service with recorded timings, so that every run is the same.',
  },
  page: {
    heading: 'Performance of the page',
    command: 'npm run bench -- --page',
    figures: pageFigures,
    about:
      'The built page in headless Chromium at 1440×900, without cache, each visit in a new context. Frame times are the times ' +
      'between animation frames; 60 fps is 16.7 ms. WebGPU and WebGL are emulated on the CPU here: their times show the cost ' +
      'on a machine without a GPU, not the speed of a GPU.',
  },
}

/** Saves one figure. */
export function keep(part, name, figure) {
  const kept = read()
  writeJson({ ...kept, [part]: { ...kept[part], [name]: figure } })
}

/**
 * Writes docs/benchmarks.md from all saved figures and returns them. `machine` describes the machine of the latest run.
 */
export function writeReport(machine) {
  const before = read()
  const kept = { ...before, machine: { ...before.machine, ...machine } }
  writeJson(kept)
  writeFileSync(TEXT_FILE, textOf(kept))
  mkdirSync(PARTS_FOLDER, { recursive: true })
  for (const [part, about] of Object.entries(PARTS)) {
    writeFileSync(join(PARTS_FOLDER, `${part}.md`), partText(about, kept[part] ?? {}))
  }
  return kept
}

function read() {
  return existsSync(JSON_FILE) ? JSON.parse(readFileSync(JSON_FILE, 'utf8')) : {}
}

function writeJson(value) {
  writeFileSync(JSON_FILE, `${JSON.stringify(value, null, 2)}\n`)
}

function textOf(kept) {
  const { cores, processor, memory, chromium, node } = kept.machine
  const about =
    `Machine: ${cores} cores (${processor}), ${memory}, no GPU; Chromium ${chromium}, Node ${node}. "Load" is the load ` +
    `average of the minute before the measurement: above 0, other work shared the ${cores} cores, so times are longer than ` +
    'on an idle machine.'
  return `# Figures

Measured results and their cost. The commands below write these pages; \`-- --only <name>\` measures one figure again.
\`npm test\` measures no times.

${Object.entries(PARTS)
  .map(([part, { heading }]) => `- [${heading}](benchmarks/${part}.md)`)
  .join('\n')}

${wrapped(about)}

${contestText(kept.peers ?? {})}`
}

function partText({ heading, command, figures, about }, kept) {
  const items = figures
    .filter(({ name }) => kept[name])
    .map(({ name, title, goal }) => {
      const { said, reached, load, at } = kept[name]
      const outcome = reached === undefined ? '' : reached ? ', reached' : ', **missed**'
      const target = goal ? ` Goal: ${goal}${outcome}.` : ''
      return wrapped(`**${title}** (\`${name}\`): ${said}.${target} ${at}, load ${load}.`, '- ')
    })
  return `# ${heading}

${wrapped(`Part of the [figures](../benchmarks.md), measured by \`${command}\`. ${about}`)}

${items.join('\n')}
`
}
