/** @file The report of the contest: kept in docs/benchmarks.json, appended to docs/bench-history.json, drawn as docs/pictures/bench.svg. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep, writeReport } from '../figures/report.mjs'
import { root } from '../steps.mjs'
import { chart } from './chart.mjs'
import { groupsOf } from './table.mjs'

const HISTORY = join(root, 'docs', 'bench-history.json')
const PICTURE = join(root, 'docs', 'pictures', 'bench.svg')

/** Keeps results: each pair replaces the one measured before it. */
export function keepContest(results, machine) {
  const at = new Date().toISOString().slice(0, 10)
  for (const result of results)
    keep('peers', `${result.task} ${result.peer}`, { ...result, adapter: machine.adapter, at })
  const history = existsSync(HISTORY) ? JSON.parse(readFileSync(HISTORY, 'utf8')) : []
  const short = results.map(({ task, peer, oursMs, theirsMs, ratio, refused, ...rest }) => ({
    task,
    peer,
    ...(rest.void ? { void: rest.void } : { oursMs: round(oursMs), theirsMs: round(theirsMs), ratio: round(ratio) }),
    ...(refused ? { refused } : {}),
  }))
  writeFileSync(HISTORY, `${JSON.stringify([...history, { at, machine, results: short }], null, 1)}\n`)
  const kept = writeReport(machine)
  writeFileSync(PICTURE, chart(groupsOf(kept.peers ?? {})))
}

function round(value) {
  return Number(value.toPrecision(4))
}
