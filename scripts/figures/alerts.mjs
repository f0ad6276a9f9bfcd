/** @file Compares alerts with promtool: the two must agree in every minute of seeded scenarios. */
import { createRequire } from 'node:module'
import { withModules } from './modules.mjs'

/** Number of scenarios needed for the goal; SCENARIOS=2 plays fewer for a quick check. */
const WANTED = 20
const SCENARIOS = Number(process.env.SCENARIOS ?? WANTED)

/** Counts the minute-rule pairs on which Netloom and promtool disagree. */
export async function alertsAgainstPromtool() {
  // tf.js, which runs models that our kernels cannot, loads Node modules with `require`.
  globalThis.require ??= createRequire(import.meta.url)
  return withModules(async (load) => {
    await load('/src/training/testing/node-wasm.ts')
    const { outageScenario, playedSlos } = await load('/src/serving/testing/alert-scores.ts')
    const { compareWithPromtool, lacksPromtool } = await load('/src/ops/promtool.test-help.ts')
    if (lacksPromtool()) throw new Error('promtool is missing; install the Debian package prometheus')
    let [compared, fired, silent] = [0, 0, 0]
    const disagreements = []
    const take = (verdicts) => {
      const own = verdicts.reduce((sum, verdict) => sum + verdict.fired, 0)
      for (const verdict of verdicts) {
        compared += verdict.compared
        if (verdict.disagreements !== '') disagreements.push(`${verdict.of}: ${verdict.disagreements.slice(0, 600)}`)
      }
      fired += own
      if (own === 0) silent++
    }
    // promtool takes seconds per objective, so play the next scenario in the meantime, but only one ahead.
    let comparing = Promise.resolve()
    for (let seed = 1; seed <= SCENARIOS; seed++) {
      const played = await playedSlos(outageScenario(seed))
      await comparing
      comparing = compareAll(compareWithPromtool, seed, played).then(take)
    }
    await comparing
    for (const one of disagreements) console.log(one)
    return {
      said: `${SCENARIOS} scenarios, ${fired} alerts, ${compared.toLocaleString('en-US')} pairs of minute and rule compared: ${disagreements.length} disagreements; ${silent} scenarios without an alert`,
      reached: SCENARIOS >= WANTED && disagreements.length === 0 && silent === 0,
      ...{ scores: SCENARIOS, fired, compared, disagreements: disagreements.length, silent },
    }
  })
}

/** Compares all objectives of a scenario, with one promtool process each. */
function compareAll(compare, seed, played) {
  const all = played.map(async (one) => ({ of: `scenario ${seed}, ${one.slo.id}`, ...(await compare(one)) }))
  return Promise.all(all)
}
