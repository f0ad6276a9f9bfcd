/**
 * @file Canary decisions in 1,000 simulations with an equally good challenger, and in 100 simulations for each of five
 * bad challengers.
 */
import { withModules } from './modules.mjs'

const WORLDS = 1000
const BAD_WORLDS = 100

/** Rates of the five bad challengers, in the form in which they appear in the log. */
const BAD = {
  'wrong scaling': { right: 0.6 },
  'permuted classes': { right: 0.05 },
  slow: { late: 0.95 },
  'NaN in a corner': { failed: 0.11 },
  'worse for one slice': { rightThere: 0.15 },
}

/** Measures how often equally good challengers are rolled back by mistake, and whether all bad ones are rolled back. */
export function canaryWorlds() {
  return withModules(async (load) => {
    const { live, PLAN, USUAL } = await load('/src/ops/canary/world.test-help.ts')
    const { harmSoFar } = await load('/src/ops/canary/canary-track.ts')
    let [back, promoted] = [0, 0]
    for (let seed = 0; seed < WORLDS; seed++) {
      // Outcomes are independent, so nearly every request must be an input of its own: repeated inputs count once.
      const { ended } = live(10_000 + seed, USUAL, { inputs: 20_000 })
      if (ended === 'rolled back') back++
      if (ended === 'promoted') promoted++
    }
    const [minutes, harmed] = [{}, {}]
    let [missed, unrecorded] = [0, 0]
    for (const [name, nature] of Object.entries(BAD)) {
      const [taken, harms] = [[], []]
      for (let seed = 0; seed < BAD_WORLDS; seed++) {
        const { ended, minutes: after, track } = live(50_000 + seed, { ...USUAL, ...nature })
        if (ended === 'rolled back') taken.push(after)
        else missed++
        const harm = harmSoFar(track)
        harms.push(harm.harmed)
        // Failures on inputs that the champion never received cannot be blamed on the challenger; they are recorded as
        // unknown.
        if (harm.harmed + harm.unknown === 0) unrecorded++
      }
      minutes[name] = medianOf(taken)
      harmed[name] = medianOf(harms)
    }
    const medians = Object.entries(minutes).map(([name, after]) => `${name} ${after} (${harmed[name]})`)
    const all = Object.keys(BAD).length * BAD_WORLDS
    const said = `${back} of ${WORLDS} equally good challengers rolled back, ${promoted} promoted; ${all - missed} of ${all} bad ones rolled back; median minutes at 20 requests/min (median harmed requests): ${medians.join(', ')}`
    const reached = back / WORLDS <= PLAN.limits.alpha && missed === 0 && unrecorded === 0
    return { said, reached, back, promoted, missed, unrecorded, minutes, harmed }
  })
}

function medianOf(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]
}
