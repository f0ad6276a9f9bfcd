/**
 * @file Child process: counts alarms in simulations without drift. Arguments: window size, first seed, end of the
 * seeds, significance level.
 */
import { withModules } from './modules.mjs'

const [n, from, to, alpha] = process.argv.slice(2).map(Number)
const counts = await withModules(async (load) => {
  const { alarmCounts } = await load('/src/ops/drift/drift-worlds.test-help.ts')
  return alarmCounts({ rows: 400, n }, { from, to }, alpha)
})
console.log(JSON.stringify(counts))
