/**
 * A version without scaling, tested on the bundled tables: accuracy drops, and its predictions equal those of the good
 * model on unscaled inputs.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import '../../../training/testing/node-wasm'
import type { Pipeline } from '../../../data/pipeline'
import { badVersion } from '../../../serving/bad-models'
import { openVersion, type Version } from '../../../serving/model-versions'
import { outputKindOf } from '../../../serving/request-rows'
import { groundTruthReader, rowReader } from '../../../serving/request-rows'
import type { RawRow } from '../../../serving/validate-input'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { openTestStudio } from '../../testing/studio-fixture'
import { servedRecord } from '../service-start'
import { makePracticeModel } from './faulty-practice-versions'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

const BAD = 'wrong scaling'
const STEPS = 300
const ROWS = 200

/**
 * For each example: the minimum drop in accuracy, in percentage points; for regression, the minimum factor by which the
 * mean error grows.
 */
const TABLES = [
  ['penguins-mlp', 40],
  ['wine-mlp', 40],
  ['breast-cancer-mlp', 40],
  ['weather-mlp', 8],
  ['machine-wear-mlp', 25],
  ['sensor-events', 40],
  ['shop-visits-mlp', 4],
  ['auto-mpg-mlp', 10],
  ['diabetes-line', 10],
  ['wages-mlp', 10],
  // The points of this dataset have no scaling step, so the bad version uses a different unit and offset.
  ['moons-mlp', 30],
  ['spirals-mlp', 30],
  ['small-digits-mlp', 5],
] as const

test.each(TABLES)(
  '%s',
  async (id, least) => {
    const netloom = await openTestStudio(id, undefined, data.base)
    await netloom.when((s) => s.data.loaded)
    await netloom.run('plan.set', { epochs: 10_000, stopWhen: { steps: STEPS } })
    await netloom.run('run.start', { backend: 'wasm' })
    await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
    await netloom.run('model.save', { name: 'table' })
    const record = await netloom.studio.storage.models.get('table', 1)
    if (!record) throw new Error('not saved')
    const { dataset, split } = await netloom.studio.data.of(record.content)
    const output = outputKindOf({ ref: { model: 'table', version: 1 }, pipeline: record.pipeline })
    const good = await openVersion(servedRecord(record), output, undefined)
    const saved = await openVersion(
      servedRecord({ ...record, ...makePracticeModel(record, { bad: BAD, of: 1 }) }),
      output,
      undefined,
    )
    const deployed = badVersion({ bad: BAD, of: good, kind: output.kind, inSlice: () => false })

    const rows = [...split.test.subarray(0, ROWS)]
    const read = rowReader(dataset, record.pipeline)
    const truth = groundTruthReader(record.pipeline, dataset, output.classes)
    const raw = rows.map(read)
    const answers = await answersOf(good, raw)
    const bad = await answersOf(saved, raw)
    const off = (all: readonly Float32Array[]) =>
      all.reduce((sum, answer, i) => {
        const should = truth(rows[i] as number)
        return (
          sum +
          (output.kind === 'number' ? Math.abs((answer[0] as number) - should) : argmax(answer) === should ? 0 : 1)
        )
      }, 0) / all.length
    const [before, after] = [off(answers), off(bad)]
    if (output.kind === 'number') expect(after / before).toBeGreaterThan(least)
    else expect(100 * (after - before)).toBeGreaterThan(least)
    // The version that the scenario deploys equals the practice version that was saved.
    expect(await answersOf(deployed, raw)).toEqual(bad)
    const wrongly = raw.map((row) => asFed(record.pipeline, row))
    const should = await answersOf(good, wrongly)
    for (const [i, answer] of should.entries())
      for (const [k, value] of answer.entries())
        expect(Math.abs((bad[i]?.[k] as number) - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)))
    for (const one of [good, saved]) one.close()
    await netloom.close()
  },
  60_000,
)

async function answersOf(version: Version, rows: readonly RawRow[]) {
  return version.predict(version.encode(rows), rows.length)
}

function argmax(values: Float32Array): number {
  return values.indexOf(values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))
}

/**
 * The expected result: the row that the good version would have to prepare to get the numbers that the bad version
 * computes from `row`.
 */
function asFed({ inputs }: Pipeline, row: RawRow): RawRow {
  const changed: Record<string, unknown> = { ...row }
  const isScale = ({ kind }: { readonly kind: string }) => kind === 'standardize'
  const anyScaled = inputs.some((one) => one.kind === 'columns' && one.columns.some(({ steps }) => steps.some(isScale)))
  for (const input of inputs) {
    // Maps a byte x to (x / 127.5 - 1) * 255.
    if (input.kind === 'image')
      changed[input.column] = Float64Array.from(row[input.column] as ArrayLike<number>, (x) => 2 * x - 255)
    else
      for (const { column, steps } of input.columns) {
        const value = row[column]
        const scale = steps.find(isScale)
        if (typeof value !== 'number') continue
        if (!anyScaled) changed[column] = value * 1.8 + 32
        else if (scale) {
          const [mean, deviation] = [scale.learned.mean, scale.learned.deviation] as [number[], number[]]
          changed[column] = value * (deviation[0] as number) + (mean[0] as number)
        }
      }
  }
  return changed
}
