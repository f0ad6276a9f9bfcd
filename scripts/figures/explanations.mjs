/** @file The time of explanations of a digit. */
import { median, ms } from './times.mjs'

const METHODS = ['gradient', 'gradCam', 'smoothGrad', 'gradientInput', 'integratedGradients', 'lrp']
const ROUNDS = 20

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
