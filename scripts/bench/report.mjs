/**
 * @file Saves contest results: docs/benchmarks.json, docs/bench-history.json, and the chart docs/pictures/bench.svg.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep, writeReport } from '../figures/report.mjs'
import { root } from '../steps.mjs'
import { chart } from './chart.mjs'
import { groupsOf } from './table.mjs'

const HISTORY = join(root, 'docs', 'bench-history.json')
const PICTURE = join(root, 'docs', 'pictures', 'bench.svg')

/** Saves the result of one pair, replacing its earlier result. */
export function keepPair(result, machine) {
  keep('peers', `${result.task} ${result.peer}`, { ...result, adapter: machine.adapter, at: today() })
}

/** Appends all results of a run to the history, and writes docs/benchmarks.md and the chart. */
export function keepContest(results, machine) {
  const history = existsSync(HISTORY) ? JSON.parse(readFileSync(HISTORY, 'utf8')) : []
  const short = results.map(({ task, peer, oursMs, theirsMs, ratio, refused, ...rest }) => ({
    task,
    peer,
    ...(rest.void ? { void: rest.void } : { oursMs: round(oursMs), theirsMs: round(theirsMs), ratio: round(ratio) }),
    ...(refused ? { refused } : {}),
  }))
  writeFileSync(HISTORY, `${JSON.stringify([...history, { at: today(), machine, results: short }], null, 1)}\n`)
  const figures = writeReport(machine)
  writeFileSync(PICTURE, chart(groupsOf(figures.peers ?? {})))
}

function today() {
  return new Date().toISOString().slice(0, 10)
}

function round(value) {
  return Number(value.toPrecision(4))
}
