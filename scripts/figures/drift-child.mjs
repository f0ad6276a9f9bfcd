/** @file Counts alarms in some worlds without drift, in a process of its own: its arguments are the size of a window, two seeds and the level. */
import { withModules } from './modules.mjs'

const [n, from, to, alpha] = process.argv.slice(2).map(Number)
const counts = await withModules(async (load) => {
  const { alarmCounts } = await load('/src/ops/drift/drift-worlds.test-help.ts')
  return alarmCounts({ rows: 400, n }, { from, to }, alpha)
})
console.log(JSON.stringify(counts))
