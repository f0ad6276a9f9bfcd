/**
 * @file Figures of data exploration: scrolling through a million rows, the data report, simple models, and the accuracy
 * of transforms.
 */
import { importFiles, withTable } from './importing.mjs'
import { withModules } from './modules.mjs'
import { beginFrames, endFrames, frameFacts, isFluent } from './times.mjs'

const FAULTS = 30
const ROWS = 1_000_000
const MODELS_SECONDS = 10
const MOST_APART = 1e-9
const MOST_OF_METRICS = 1e-12

/** Frame times of the Rows tab with a million rows while scrolling by wheel, keys, and scroll bar. */
export async function scrolling(lab) {
  return withTable(async (path) => {
    const { page, close } = await lab.studio()
    const { rows } = await importFiles(page, [path])
    if (rows !== ROWS) throw new Error(`${rows} rows`)
    await page.evaluate(() => window.netloom.run('data.look', {}))
    const grid = page.getByRole('grid')
    await grid.getByRole('row').nth(5).waitFor()
    // The report and the profile start automatically; wait for them to finish before measuring scrolling.
    await page.evaluate(() => window.netloom.run('data.report'))
    const box = await grid.boundingBox()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForTimeout(500)
    const seen = new Set()
    const recordRow = async () => seen.add(await grid.getByRole('row').nth(1).getAttribute('aria-rowindex'))
    await beginFrames(page)
    for (let i = 0; i < 200; i++) await page.mouse.wheel(0, i < 150 ? 240 : -240)
    await recordRow()
    await grid.focus()
    for (let i = 0; i < 100; i++) await page.keyboard.press(i % 4 ? 'PageDown' : 'ArrowDown')
    await recordRow()
    for (const share of [0.2, 0.9, 0.5, 0.99, 0.1, 0.7]) {
      await grid.evaluate((element, to) => {
        const moved =
          [element, ...element.querySelectorAll('*')].find((one) => one.scrollHeight > 10_000 + one.clientHeight) ??
          element.parentElement
        moved.scrollTop = to * moved.scrollHeight
      }, share)
      await page.waitForTimeout(200)
      await recordRow()
    }
    const { said, numbers } = frameFacts(await endFrames(page))
    await close()
    if (seen.size < 6) throw new Error(`the rows did not move: ${[...seen]}`)
    return { said, reached: isFluent(numbers), ...numbers }
  })
}

/** Runs the report on datasets with planted faults and on clean ones, and times it on a million rows. */
export function report() {
  return withModules(async (load) => {
    const { judgePlanted, judgeClean, findingsOf } = await load('/src/data/findings/fixtures/compare-report.ts')
    const { large, largeSplit } = await load('/src/data/findings/fixtures/large-dataset.ts')
    const planted = judgePlanted()
    const clean = judgeClean()
    const found = planted.reduce((sum, one) => sum + one.detected, 0)
    const missed = planted.flatMap((one) => one.missed)
    const stray = [...planted, ...clean].flatMap((one) => one.stray)
    const gone = clean.flatMap((one) => one.gone)
    const [dataset, split] = [large(ROWS), largeSplit(ROWS)]
    const began = performance.now()
    const findings = findingsOf(dataset, split)
    const seconds = (performance.now() - began) / 1000
    if (findings.length !== 2)
      throw new Error(`${findings.length} findings among the million rows, not the 2 of the planted copy`)
    const said = `${found} of ${found + missed.length} faults in ${planted.length} datasets found with their rows, ${stray.length} false findings; ${clean.length} clean datasets match their cards; 1,000,000 rows in ${seconds.toFixed(1)} s`
    const reached = found === FAULTS && missed.length === 0 && stray.length === 0 && gone.length === 0
    return { said, reached, found, missed, stray, gone, seconds }
  })
}

/** The time of the learning curve on the starter digits, for the network and for the random forest. */
export async function learningCurve(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  const seconds = {}
  const points = {}
  for (const by of ['network', 'forest']) {
    const began = Date.now()
    const { curve } = await studio.run('data.learningCurve', { by })
    seconds[by] = (Date.now() - began) / 1000
    points[by] = curve.points.length
  }
  await studio.close()
  const words = Object.entries(seconds).map(([by, took]) => `${took.toFixed(1)} s by the ${by} (${points[by]} sizes)`)
  return { said: words.join(', '), seconds, points }
}

/** The time of `run.baselines` on the starter digits. */
export async function simpleModels(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  const { found, seconds } = await studio.page.evaluate(async () => {
    const began = performance.now()
    const found = await window.netloom.run('run.baselines')
    return { found, seconds: (performance.now() - began) / 1000 }
  })
  await studio.close()
  const each = found.scores.map(
    ({ title, score, seconds: took }) => `${title} ${(100 * score).toFixed(1)}% in ${took.toFixed(1)} s`,
  )
  const said = `${seconds.toFixed(1)} s, trained on ${found.trainedOn}, evaluated on ${found.evaluatedOn}: ${each.join(', ')}`
  return { said, reached: found.scores.length === 4 && seconds <= MODELS_SECONDS, seconds, scores: found.scores }
}

/** The largest difference between each preparation step and scikit-learn or NumPy. */
export function oracles() {
  return withModules(async (load) => {
    const { apart, oracle } = await load('/src/data/transforms/fixtures/reference-results.ts')
    const byStep = {}
    let numbers = 0
    for (const one of oracle.cases) {
      const by = apart(one)
      numbers += by.length
      const most = by.reduce((largest, value) => (value > largest || Number.isNaN(value) ? value : largest), 0)
      const step = one.steps.map(({ kind }) => kind).join(' and ')
      byStep[step] = Math.max(byStep[step] ?? 0, most)
    }
    const most = Math.max(...Object.values(byStep))
    const words = Object.entries(byStep).map(([step, by]) => `${step} ${by === 0 ? '0' : by.toExponential(0)}`)
    const said = `${most.toExponential(1)} over ${numbers.toLocaleString('en-US')} numbers of ${oracle.cases.length} cases (${words.join(', ')})`
    return { said, reached: most <= MOST_APART, most, numbers, byStep }
  })
}

/** The largest difference between metrics, curves, and calibration and those of scikit-learn. */
export function metrics() {
  return withModules(async (load) => {
    const help = await load('/src/metrics/scikit-learn.test-help.ts')
    const apart = {
      classes: help.metricsApart('confusion'),
      numbers: help.metricsApart('numbers'),
      probabilities: help.probabilityMetricsApart(),
      curves: help.curvesApart(),
      calibration: help.calibrationApart(),
    }
    const all = Object.values(apart)
    const most = Math.max(...all.map((one) => one.most))
    const sum = (of) => all.reduce((total, one) => total + one[of], 0).toLocaleString('en-US')
    const words = Object.entries(apart).map(([of, one]) => `${of} ${one.most.toExponential(0)}`)
    const said = `${most.toExponential(1)} over ${sum('numbers')} numbers of ${sum('cases')} cases (${words.join(', ')})`
    return { said, reached: most <= MOST_OF_METRICS, most, apart }
  })
}
