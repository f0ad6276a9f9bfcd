/**
 * @file Measures how often the drifts of the bundled scenarios are detected at full strength, in windows of the rows
 * that a service would play.
 */
import { rng } from '../../../base/rng'
import { shipped } from '../../../data/findings/fixtures/shipped-datasets'
import { createMonitor } from '../../../data/monitoring/monitored-features'
import type { Pipeline } from '../../../data/pipeline'
import { formOf } from '../../../data/transforms/transform'
import { scenarioPresets } from '../../../gallery/scenarios'
import { inputReferences } from '../../../ops/drift/references'
import { DEFAULT_PLAN, driftOfWindow } from '../../../ops/drift/window-drift'
import { makeColumns } from '../../../ops/log/columns'
import { appendRequests, makeRequestBuffer } from '../../../ops/log/request-buffer'
import type { Drift } from '../../../ops/scenario/define-event'
import { rowReader } from '../../../serving/request-rows'
import { openDriftApplier } from '../../../serving/scenario-playback/apply-drift'
import { inputColumns } from '../../../serving/validate-input'

export interface Power {
  readonly name: string
  readonly n: number
  /** The fraction of windows in which drift of any feature is detected. */
  readonly share: number
}

/** Requests per window at which each drift must be detected. */
const FOUND_AT: Readonly<Record<string, number>> = { 'drifting-year': 1000, 'dimming-camera': 500 }
const SETS: Readonly<Record<string, string>> = { 'drifting-year': 'penguins', 'dimming-camera': 'mnist-starter' }

/** Tests each drift of the bundled scenarios in this many windows. */
export function shippedPower(windows: number): readonly Power[] {
  return scenarioPresets.flatMap(({ id, scenario }) => {
    const [dataset, n] = [SETS[id], FOUND_AT[id]]
    if (dataset === undefined || n === undefined) return []
    const found = powerOn(dataset)
    return scenario.events.flatMap((event): Power[] => {
      if (event.kind !== 'drift') return []
      const { operator = 'noise', strength = 1, amount = 1 } = event as Partial<Drift>
      const drift: Drift = { operator, column: '', strength, amount }
      return [
        { name: `${operator} ×${amount} at ${strength} on ${dataset}, n = ${n}`, n, share: found(drift, n, windows) },
      ]
    })
  })
}

/**
 * For a dataset, returns a function that measures how often a drift is detected in windows drawn from a fifth of the
 * rows.
 */
export function powerOn(datasetId: string): (drift: Drift | undefined, n: number, windows: number) => number {
  const dataset = shipped(datasetId)
  const { schema } = dataset
  const columns = schema.columns.filter(({ name }) => name !== schema.target && !schema.ignore.includes(name))
  const pipeline: Pipeline = {
    inputs: [
      {
        label: 'all',
        kind: 'columns',
        shape: [columns.length],
        columns: columns.map((column) => ({ column: column.name, from: formOf(column), steps: [] })),
      },
    ],
    outputs: [],
  }
  const all = Uint32Array.from({ length: schema.rows }, (_, i) => i)
  const random = rng(3, { kind: 'shuffle', epoch: 0 })
  const heldOut = all.filter(() => random.uniform() < 0.15).slice(0, 200)
  const train = all.filter((row) => !heldOut.includes(row))
  const [watch, read] = [createMonitor(pipeline), rowReader(dataset, pipeline)]
  const drifting = openDriftApplier(inputColumns(pipeline), dataset, train, 1)
  const width = watch.features.length
  const table = (drift: Drift | undefined) =>
    Array.from(heldOut, (row) => watch.read(drift ? drifting.apply(read(row), row, [drift]) : read(row)))
  const usual = Float32Array.from(table(undefined).flatMap((row) => [...row]))
  const reference = { inputs: inputReferences(watch.features, usual, 'all'), answers: [] }
  const book = { stages: [], slices: [], versions: [], operators: [], verdicts: [], classes: [] }
  return (drift, n, windows) => {
    const rows = table(drift)
    let found = 0
    for (let window = 0; window < windows; window++) {
      const draw = rng(window, { kind: 'shuffle', epoch: 1 })
      const made = makeColumns(n, { width: 0, stages: 0, features: width })
      for (let i = 0; i < n; i++) made.features.set(rows[draw.below(rows.length)] as Float32Array, i * width)
      const buffer = makeRequestBuffer({ width: 0, stages: 0, features: width }, n)
      appendRequests(buffer, { kind: 'requests', first: 0, count: n, width: 0, ...made })
      const log = { buffer, book: { ...book, timing: { stages: [], models: {} } } }
      const drift = driftOfWindow(log, reference, 0, { ...DEFAULT_PLAN, n })
      if (drift?.features.some(({ drifted }) => drifted)) found++
    }
    return found / windows
  }
}
