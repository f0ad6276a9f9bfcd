/** @file The report: figures kept in docs/benchmarks.json, and docs/benchmarks.md written from it. Each run replaces only what it measured. */
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
    heading: 'What the examples reach',
    command: 'npm run figures',
    figures: trainingFigures,
    about:
      'Every example trains in headless Chromium with its shipped plan and seed, through the console API, on WASM where nothing else is said. ' +
      'Accuracies are of rows that no training saw.',
  },
  data: {
    heading: 'What data cost, and how right it is',
    command: 'npm run figures',
    figures: dataFigures,
    about:
      'Files lie on disk and are brought into the built page, one visit each; what is planted, damaged and compared is what the unit tests ' +
      'have too, in Node.',
  },
  operate: {
    heading: 'What runs, and who judges it',
    command: 'npm run figures',
    figures: operateFigures,
    about:
      'Scores are played in Node by a small service, with the times it would take written down, so that every run is the same.',
  },
  page: {
    heading: 'What the page costs',
    command: 'npm run bench -- --page',
    figures: pageFigures,
    about:
      'The built page in headless Chromium at 1440×900, its scripts uncached, each visit a fresh one. Frames are the times between two animation ' +
      'frames; 16.7 ms is a screen’s 60 a second. WebGPU and WebGL here are emulated on the CPU: their times say what a machine without a GPU ' +
      'pays, not what a GPU gives.',
  },
}

/** Puts one figure into the kept ones. */
export function keep(part, name, figure) {
  const kept = read()
  writeJson({ ...kept, [part]: { ...kept[part], [name]: figure } })
}

/** Writes the pages from all figures kept, and gives them. `machine` is the one that measured last. */
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

What was reached and what it costs, measured and not promised. The two commands below write this page; \`-- --only <name>\` measures one
line again. Nothing timed is part of \`npm test\`.

Machine: ${cores} cores (${processor}), ${memory}, no GPU; Chromium ${chromium}, Node ${node}. "Load" is how many tasks on average wanted a core
in the minute before the figure was taken: above 0, other work on the machine shared its ${cores} cores, and times are longer than on a quiet one.

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
