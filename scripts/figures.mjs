/**
 * @file `npm run figures`: measures training results, reliability, data import, and Operate; `-- --bench`
 * (`npm run bench`) measures the page, `-- --pictures` takes the screenshots, `-- --only name` runs one figure,
 * `-- --list` lists the figures. E2E_DIST selects a different build. Writes docs/benchmarks.json and, from it,
 * docs/benchmarks.md.
 */
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureChromium, ensureInstalled } from './steps.mjs'

const { values: options } = parseArgs({
  options: {
    bench: { type: 'boolean' },
    pictures: { type: 'boolean' },
    list: { type: 'boolean' },
    only: { type: 'string', multiple: true },
  },
})

ensureInstalled()
const chromium = ensureChromium()

const { dataFigures } = await import('./figures/data.mjs')
const { openLab } = await import('./figures/lab.mjs')
const { keep, writeReport } = await import('./figures/report.mjs')
const { reliabilityFigures } = await import('./figures/reliability.mjs')
const { trainingFigures } = await import('./figures/training.mjs')
const { operateFigures } = await import('./figures/operate-figures.mjs')
const { pageFigures } = await import('./figures/page.mjs')
const { takePictures } = await import('./figures/pictures.mjs')

const parts = options.bench
  ? { page: pageFigures }
  : { training: trainingFigures, reliability: reliabilityFigures, data: dataFigures, operate: operateFigures }
const figures = Object.entries(parts).flatMap(([part, all]) =>
  all.filter(({ name }) => !options.only || options.only.includes(name)).map((figure) => ({ part, ...figure })),
)
if (options.list) {
  for (const { name, title } of figures) console.log(`${name.padEnd(24)} ${title}`)
  process.exit(0)
}

if (!process.env.E2E_DIST) ensureBuilt()
const lab = await openLab(chromium)
let missed = 0
try {
  if (options.pictures) await takePictures(lab)
  else for (const figure of figures) await measure(figure)
} finally {
  await lab.close()
}
process.exit(missed > 0 ? 1 : 0)

/** Measures one figure, then prints and saves it immediately, so that a later failure loses nothing. */
async function measure({ part, name, title, goal, take }) {
  const began = Date.now()
  const load = lab.load()
  try {
    const { said, reached, ...numbers } = await take(lab)
    if (reached === false) missed++
    const mark = reached === undefined ? ' ' : reached ? '✓' : '✗'
    console.log(`${mark} ${title}: ${said}${goal ? ` (goal: ${goal})` : ''}`)
    const seconds = (Date.now() - began) / 1000
    keep(part, name, { title, goal, said, reached, numbers, seconds, load, at: new Date().toISOString().slice(0, 10) })
    writeReport(lab.machine())
  } catch (error) {
    missed++
    console.log(`✗ ${title}: ${error.message}`)
  }
}
