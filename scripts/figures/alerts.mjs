/** @file Alerts against promtool: seeded scores are played, and in every minute of each promtool has to say what we say. */
import { createRequire } from 'node:module'
import { withModules } from './modules.mjs'

/** SCORES=2 asks for fewer, which then reaches no goal. */
const WANTED = 20
const SCORES = Number(process.env.SCORES ?? WANTED)

/** Minutes times rules on which we are of two minds with promtool. */
export async function alertsAgainstPromtool() {
  // tf.js, which serves what does not lower to our kernels, asks Node for its modules as CommonJS does.
  globalThis.require ??= createRequire(import.meta.url)
  return withModules(async (load) => {
    await load('/src/training/testing/node-wasm.ts')
    const { outageScenario, playedSlos } = await load('/src/serving/testing/alert-scores.ts')
    const { judged, lacksPromtool } = await load('/src/ops/promtool.test-help.ts')
    if (lacksPromtool()) throw new Error('there is no promtool here: it is in Debian’s package prometheus')
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
    // promtool is busy for seconds with each objective: the next score is played meanwhile, and no further than that.
    let judging = Promise.resolve()
    for (let seed = 1; seed <= SCORES; seed++) {
      const played = await playedSlos(outageScenario(seed))
      await judging
      judging = judgedAtOnce(judged, seed, played).then(take)
    }
    await judging
    for (const one of disagreements) console.log(one)
    return {
      said: `${SCORES} scores, ${fired} alerts, ${compared.toLocaleString('en-US')} minutes of rules compared: ${disagreements.length} disagreements; ${silent} scores without an alert`,
      reached: SCORES >= WANTED && disagreements.length === 0 && silent === 0,
      ...{ scores: SCORES, fired, compared, disagreements: disagreements.length, silent },
    }
  })
}

/** The objectives of a score, as many promtools at once as there are of them. */
function judgedAtOnce(judged, seed, played) {
  const all = played.map(async (one) => ({ of: `score ${seed}, ${one.slo.id}`, ...(await judged(one)) }))
  return Promise.all(all)
}
