/**
 * @file Explanations against PyTorch and enumeration, their checks against known causes and shuffled weights, and their
 * time.
 */
import { createRequire } from 'node:module'
import { withModules } from './modules.mjs'
import { median, ms } from './times.mjs'

const METHODS = ['gradient', 'gradCam', 'smoothGrad', 'gradientInput', 'integratedGradients', 'lrp']
const ROUNDS = 20

/** Differences, checks, and completeness on the cloth with known defects, in Node. */
export function explanations() {
  // TensorFlow.js asks for it in Node.
  globalThis.require ??= createRequire(import.meta.url)
  return withModules(async (load) => {
    const { openTestStudio } = await load('/src/studio/testing/studio-fixture.ts')
    const help = await load('/src/studio/evaluation/explanations.test-help.ts')
    const studio = await openTestStudio('defects-cnn')
    await studio.when(({ data }) => data.loaded)
    await studio.run('run.start')
    await studio.when(({ run }) => run.tag === 'done')
    const { split } = await studio.studio.data.ready()
    const rows = [...split.validation]
    const apart = await help.attributionsApart(studio, rows.slice(0, 10))
    const trust = await help.plantedTrust(studio, rows.slice(0, 40), 'where')
    const shapley = await help.shapleyApart()
    await studio.close()
    const most = Math.max(...Object.values(apart))
    const hits = Object.entries(trust.hits).map(([method, share]) => `${method} ${(100 * share).toFixed(0)}%`)
    const said = `largest difference from PyTorch ${most.toExponential(1)} on 10 pictures; exact Shapley values ${shapley.toExponential(1)} from enumeration; checks: AUC ${trust.auc.toFixed(3)} for masks of the defect against random maps on ${trust.n} pictures, maps without the network flagged ${(100 * trust.independent).toFixed(0)}%, maps of shuffled weights ${(100 * trust.flagged).toFixed(1)}%; integrated gradients within ${(100 * trust.gap).toFixed(2)}%; strongest place on the defect: ${hits.join(', ')}`
    const isReached = most <= 1e-4 && shapley <= 1e-9 && trust.auc >= 0.95 && trust.gap <= 0.01
    return { said, reached: isReached && trust.independent === 1, apart, trust, shapley }
  })
}

/** The time of one explanation of a digit without checks, as under the pen, on the CPU. */
export async function explanationTime(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.run('plan.set', { epochs: 1 })
  await studio.run('run.start', { backend: 'wasm' })
  await studio.page.evaluate(() => window.netloom.when(({ run }) => run.tag === 'done'))
  const times = await studio.page.evaluate(
    async ([methods, rounds]) => {
      const found = {}
      for (const method of methods) {
        const explain = () => window.netloom.run('explain.row', { row: 0, method, checks: false })
        await explain()
        found[method] = []
        for (let i = 0; i < rounds; i++) {
          const began = performance.now()
          await explain()
          found[method].push(performance.now() - began)
        }
      }
      return found
    },
    [METHODS, ROUNDS],
  )
  await studio.close()
  const medians = METHODS.map((method) => [method, median(times[method])])
  const said = `${medians.map(([method, time]) => `${method} ${ms(time)}`).join(', ')} (median of ${ROUNDS})`
  return { said, reached: medians.slice(0, 2).every(([, time]) => time <= 100), times }
}
