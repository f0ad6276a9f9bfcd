/**
 * @file Keeps figures in docs/benchmarks.json and writes docs/benchmarks.md from it. A run replaces only what it
 * measured.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contestText } from '../bench/table.mjs'
import { root } from '../steps.mjs'
import { dataFigures } from './data.mjs'
import { operateFigures } from './operate-figures.mjs'
import { pageFigures } from './page.mjs'
import { trainingFigures } from './training.mjs'

const JSON_FILE = join(root, 'docs', 'benchmarks.json')
const TEXT_FILE = join(root, 'docs', 'benchmarks.md')

const PARTS = {
  training: {
    heading: 'Results of the examples',
    command: 'npm run figures',
    figures: trainingFigures,
    about:
      'Every example trains in headless Chromium with its own plan and seed, through the console API, on WASM unless noted. ' +
      'Metrics are on the test set.',
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

/** Writes docs/benchmarks.md from all saved figures and returns them. `machine` describes the last machine. */
export function writeReport(machine) {
  const before = read()
  const kept = { ...before, machine: { ...before.machine, ...machine } }
  writeJson(kept)
  writeFileSync(TEXT_FILE, textOf(kept))
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
  const parts = Object.entries(PARTS).map(([part, about]) => partText(about, kept[part] ?? {}))
  return `# Figures

Measured results and their cost. The commands below write this page; \`-- --only <name>\` measures one line again.
\`npm test\` measures no times.

Machine: ${cores} cores (${processor}), ${memory}, no GPU; Chromium ${chromium}, Node ${node}. "Load" is the
load average of the minute before the measurement: above 0, other work shared the ${cores} cores, so times are longer
than on an idle machine.

${[contestText(kept.peers ?? {}), ...parts].filter(Boolean).join('\n')}`
}

function partText({ heading, command, figures, about }, kept) {
  const rows = figures
    .filter(({ name }) => kept[name])
    .map(({ name, title, goal }) => {
      const { said, reached, load, at } = kept[name]
      const mark = reached === undefined ? '' : reached ? 'reached' : '**missed**'
      return `| \`${name}\` | ${title} | ${goal ?? ''} | ${said} | ${mark} | ${at}, load ${load} |`
    })
  return `## ${heading}

\`${command}\`. ${about}

| name | figure | goal | measured | | when |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
