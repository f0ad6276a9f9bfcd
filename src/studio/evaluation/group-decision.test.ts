/**
 * @file The path of thresholds by group: saved with a strategy, undone, and applied by results, a saved model, its
 * artifact, its server, and its card. The network does not read the group.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnIndex } from '../../catalog/dataset-schema'
import type { GroupThresholds } from '../../data/output-decision'
import { openHttp } from '../../serving/http/open-http'
import { modelBackend } from '../../serving/http/model-backend'
import { openModel } from '../../serving/open-model'
import { readArtifact } from '../../storage/model-artifact/read'
import { readZip } from '../../storage/model-artifact/zip'
import { workHistory } from '../project/edit-history'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { fairnessOf, groupThresholdsOf } from './fairness'
import type { EvaluationReport, PredictedClasses } from './report'

const COSTS = { miss: 2, falseAlarm: 1 }
let netloom: TestStudio
let groups: GroupThresholds
beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  workHistory(netloom.studio)
  await netloom.run('data.use', { dataset: 'loan-applications', network: true })
  await netloom.when(({ data }) => data.loaded)
  const features = ['income', 'debt', 'years in job', 'late payments', 'district']
  await netloom.run('plan.set', { epochs: 4, features })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
}, 60_000)
afterAll(() => netloom.close())

const predictions = (args: object = {}) => netloom.run<PredictedClasses>('evaluate.predictions', args)
const fairness = () => netloom.run<ReturnType<typeof fairnessOf>>('evaluate.fairness', { group: 'group' })
const decisions = () => Object.values(netloom.app().runs[0]?.decisions ?? {})

/** The group of each row of the dataset. */
async function groupOf(): Promise<(row: number) => string> {
  const { dataset } = await netloom.studio.data.ready()
  const at = columnIndex(dataset.schema, 'group')
  const column = dataset.columns[at]
  return (row) => ['A', 'B'][column?.type === 'category' ? (column.codes[row] as number) : 9] ?? ''
}

test('the thresholds of a strategy decide each row by its group, and close the gap that they are for', async () => {
  const before = await fairness()
  expect(before.gaps.tpr?.value).toBeGreaterThan(0.05)
  const { strategies } = await netloom.run<ReturnType<typeof groupThresholdsOf>>('evaluate.groupThresholds', {
    ...{ group: 'group', ...COSTS },
  })
  const wanted = strategies.find(({ strategy }) => strategy === 'equalOpportunity')
  groups = await netloom.run<GroupThresholds>('evaluate.decideByGroup', {
    ...{ group: 'group', strategy: 'equalOpportunity', ...COSTS },
  })
  expect(groups).toEqual({
    ...{ column: 'group', strategy: 'equalOpportunity', values: ['A', 'B'], thresholds: wanted?.thresholds },
  })
  expect(groups.thresholds[0]).not.toBe(groups.thresholds[1])
  expect(decisions()).toMatchObject([
    { positive: 'approved', threshold: strategies[0]?.thresholds[0], groups, costs: COSTS },
  ])
  const { rows, probabilities, predicted, actual } = await predictions()
  const own = await groupOf()
  const byHand = [...rows].map((row, i) =>
    Number((probabilities[2 * i + 1] as number) >= (groups.thresholds[own(row) === 'A' ? 0 : 1] as number)),
  )
  expect([...predicted]).toEqual(byHand)
  const after = await fairness()
  expect(after.gaps.tpr?.value).toBeCloseTo(wanted?.gaps.tpr?.value ?? Number.NaN, 12)
  // What is shown, the report, and conditions follow.
  const right = byHand.filter((one, i) => one === actual[i]).length / rows.length
  const report = await netloom.run<EvaluationReport>('evaluate.report')
  expect(report.metrics.accuracy?.value).toBeCloseTo(right, 12)
  const { metrics } = netloom.app()
  expect([metrics?.isDecided, metrics?.heads[0]?.kind === 'classes' && metrics.heads[0].accuracy]).toEqual([
    true,
    right,
  ])
  const found = await netloom.run<number[]>('data.find', { where: 'prediction = "approved" and split = validation' })
  expect([...found].sort((a, b) => a - b)).toEqual([...rows].filter((_, i) => byHand[i]).sort((a, b) => a - b))
  // A single row, also of another group.
  const at = byHand.findIndex((_, i) => {
    const p = probabilities[2 * i + 1] as number
    return own(rows[i] as number) === 'A' && p >= Math.min(...groups.thresholds) && p < Math.max(...groups.thresholds)
  })
  const answer = async (changes?: object) => {
    const { outputs } = await netloom.run<{ outputs: Record<string, { label: string }> }>('data.answer', {
      ...{ row: rows[at], changes },
    })
    return Object.values(outputs)[0]?.label
  }
  const labels = ['rejected', 'approved']
  expect(await answer()).toBe(labels[byHand[at] as number])
  expect(await answer({ group: 'B' })).toBe(labels[1 - (byHand[at] as number)])
})

test('it is an edit that can be undone and redone, and one threshold replaces it', async () => {
  const history = workHistory(netloom.studio)
  const saved = decisions()
  expect(history.next('undo', {})).toBe('decision')
  await history.go('undo', {})
  expect(decisions()).toEqual([{}])
  const alone = await predictions({ decided: false })
  expect((await predictions()).predicted).toEqual(alone.predicted)
  await history.go('redo', {})
  expect(decisions()).toEqual(saved)
  await netloom.run('evaluate.decide', { threshold: 0.5 })
  expect(decisions()).toEqual([{ positive: 'approved', threshold: 0.5 }])
  await history.go('undo', {})
  expect(decisions()).toEqual(saved)
  expect(await netloom.refused('evaluate.decision', { decision: { positive: 'approved', threshold: 'x' } })).toBe(
    'decide-unreadable',
  )
})

test('a saved model decides by the group, from records, from its artifact, and from its server', async () => {
  const { name, version } = await netloom.run<{ name: string; version: number }>('model.save', { name: 'loans' })
  const own = await predictions()
  expect((await predictions({ model: 'loans' })).predicted).toEqual(own.predicted)
  const person = { income: 40, debt: 0.4, 'years in job': 5, 'late payments': 1, district: 'Hill' }
  const asked = ['A', 'B', undefined].map((group) => ({ ...person, ...(group && { group }) }))
  const record = await netloom.studio.storage.models.get(name, version)
  const [output] = record?.pipeline.outputs ?? []
  if (!record || output?.kind !== 'classes') throw new Error('it is saved')
  // A threshold between those of two groups, at the probability of this person.
  const found = await netloom.run<{ outputs: { label: string; probabilities: Record<string, number> }[] }>(
    'model.predict',
    { inputs: asked },
  )
  const p = found.outputs[0]?.probabilities.approved as number
  const decision = { positive: 1, threshold: p - 0.01, groups: { ...groups, thresholds: [p - 0.01, p + 0.01] } }
  const pipeline = { ...record.pipeline, outputs: [{ ...output, decision }] }
  await netloom.studio.storage.models.add({ ...record, name: 'apart', pipeline })
  const wanted = ['approved', 'rejected', 'approved']
  const said = await netloom.run<typeof found>('model.predict', { model: { name: 'apart' }, inputs: asked })
  expect(said.outputs.map(({ label }) => label)).toEqual(wanted)

  const bytes = await netloom.run<Uint8Array>('model.export', { name: 'apart' })
  const read = readArtifact(bytes)
  if (!read.ok) throw new Error(read.error.code)
  expect(read.value.pipeline.outputs[0]).toMatchObject({ decision })
  const files = readZip(bytes)
  const textOf = (file: string) => (files.ok ? new TextDecoder().decode(files.value.get(file)) : '')
  expect(textOf('README.md')).toContain('each request needs the column "group"')

  const model = await openModel({ ...read.value, ref: { model: 'apart', version: 1 } })
  const served = modelBackend({
    ...{ name: 'apart', version: 1, pipeline: read.value.pipeline, model: () => model },
    ...{ trace: () => '0'.repeat(32), now: () => 0 },
  })
  const post = async (columns: readonly string[]) => {
    const inputs = columns.map((column) => {
      const data = asked.map((row) => (row as Record<string, unknown>)[column] ?? null)
      return { name: column, shape: [3], datatype: typeof data[0] === 'string' ? 'BYTES' : 'FP32', data }
    })
    const body = JSON.stringify({ inputs })
    return openHttp(served, () => 0)({ method: 'POST', path: '/v2/models/apart/infer', headers: {}, body })
  }
  const reply = await post([...Object.keys(person), 'group'])
  expect(JSON.parse(reply.body).outputs[0].data).toEqual(wanted)
  expect((await post(Object.keys(person))).status).toBe(400)
  model.close()
}, 60_000)

test('the card says the thresholds, and that each prediction reads the group', async () => {
  await netloom.run('registry.register', { model: 'loans', version: 1 }).catch(() => undefined)
  const card = await netloom.run<string>('registry.card', { model: 'loans', version: 1, format: 'markdown' })
  expect(card).toContain('by a threshold for each group of "group": A ')
  expect(card).toContain('Each prediction reads "group"')
  expect(card).not.toContain('from a probability of')
})
