/** @file The report of the contest: kept in docs/benchmarks.json, appended to docs/bench-history.json, drawn as docs/pictures/bench.svg. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep, writeReport } from '../figures/report.mjs'
import { root } from '../steps.mjs'
import { chart } from './chart.mjs'
import { groupsOf } from './table.mjs'

const HISTORY = join(root, 'docs', 'bench-history.json')
const PICTURE = join(root, 'docs', 'pictures', 'bench.svg')

/** Keeps the result of a pair in the place of the one measured before it. */
export function keepPair(result, machine) {
  keep('peers', `${result.task} ${result.peer}`, { ...result, adapter: machine.adapter, at: today() })
}

/** Appends all results of one run to the history, and writes the page and its chart. */
export function keepContest(results, machine) {
  const history = existsSync(HISTORY) ? JSON.parse(readFileSync(HISTORY, 'utf8')) : []
  const short = results.map(({ task, peer, oursMs, theirsMs, ratio, refused, ...rest }) => ({
    task,
    peer,
    ...(rest.void ? { void: rest.void } : { oursMs: round(oursMs), theirsMs: round(theirsMs), ratio: round(ratio) }),
    ...(refused ? { refused } : {}),
  }))
  writeFileSync(HISTORY, `${JSON.stringify([...history, { at: today(), machine, results: short }], null, 1)}\n`)
  const kept = writeReport(machine)
  writeFileSync(PICTURE, chart(groupsOf(kept.peers ?? {})))
}

function today() {
  return new Date().toISOString().slice(0, 10)
}

function round(value) {
  return Number(value.toPrecision(4))
}
