/** @file What canaries do in a thousand worlds in which the challenger is as good, and in a hundred of each of five in which it is not. */
import { withModules } from './modules.mjs'

const WORLDS = 1000
const BAD_WORLDS = 100

/** The rates of the five, as the log would show them. */
const BAD = {
  'wrong scaling': { right: 0.6 },
  'permuted classes': { right: 0.05 },
  slow: { late: 0.95 },
  'NaN in a corner': { failed: 0.11 },
  'worse for one slice': { rightThere: 0.15 },
}

/** False rollbacks among equals, and whether the bad ones are all taken back. */
export function canaryWorlds() {
  return withModules(async (load) => {
    const { live, PLAN, USUAL } = await load('/src/ops/canary/world.test-help.ts')
    const { harmedBy } = await load('/src/ops/reducers/canary.ts')
    let [back, promoted] = [0, 0]
    for (let seed = 0; seed < WORLDS; seed++) {
      const { ended } = live(10_000 + seed, USUAL)
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
        const harm = harmedBy(track)
        harms.push(harm.harmed)
        // Of what failed before the champion was asked the same, nobody knows whether the change is to blame: that is on record as such.
        if (harm.harmed + harm.unknown === 0) unrecorded++
      }
      minutes[name] = middleOf(taken)
      harmed[name] = middleOf(harms)
    }
    const medians = Object.entries(minutes).map(([name, after]) => `${name} ${after} (${harmed[name]})`)
    const all = Object.keys(BAD).length * BAD_WORLDS
    const said = `${back} of ${WORLDS} equals taken back, ${promoted} made champion; ${all - missed} of ${all} bad ones taken back, half of them within so many minutes of 20 requests (with so many harmed, on record): ${medians.join(', ')}`
    const reached = back / WORLDS <= PLAN.limits.alpha && missed === 0 && unrecorded === 0
    return { said, reached, back, promoted, missed, unrecorded, minutes, harmed }
  })
}

function middleOf(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]
}
