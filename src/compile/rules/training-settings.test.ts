/**
 * @file Tests which problems the check reports about columns and their preparation, and that its fixes resolve them.
 */
import { expect, test } from 'vitest'
import '../../data/transforms/step-chain'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { wine } from '../../catalog/datasets/tables'
import { chain } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import { formatMessage } from '../../messages/message'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'

const schema: DatasetSchema = {
  ...wine.schema,
  columns: [
    { name: 'price', type: 'number' },
    { name: 'remark', type: 'text' },
    { name: 'at', type: 'time' },
    { name: 'kind', type: 'category', values: ['a', 'b', 'c'] },
  ],
  target: 'kind',
  ignore: [],
}
const plan = defaultPlan(wine)
const drawing = (columns: readonly string[]) =>
  chain({
    in: ['input', 'In', { columns }],
    d: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
    out: ['output', 'Out'],
  })

test('a loss that compares places needs classes with an order', () => {
  const loss = { kind: 'squaredEarthMoversDistance' }
  const codesFor = (ordered: boolean, pick = loss) => {
    const columns = schema.columns.map((column) =>
      column.type === 'category' && ordered ? { ...column, ordered: true as const } : column,
    )
    const { diagnostics } = checkNetwork(drawing(['price']), { ...schema, columns }, { ...plan, loss: pick })
    return diagnostics.map(({ severity, problem }) => `${severity} ${problem.code}`)
  }
  expect(codesFor(false)).toEqual(['advice loss-unordered'])
  expect(codesFor(true)).toEqual([])
  expect(codesFor(false, { kind: 'categoricalCrossentropy' })).toEqual([])
})

test('columns that cannot share an input are reported, and the fix keeps those that can', () => {
  const apart = drawing(['price', 'remark', 'at'])
  const report = checkNetwork(apart, schema, plan)
  expect(report.diagnostics.map(({ problem }) => formatMessage(problem))).toEqual([
    'The columns of "In" have different shapes: "price" (one number), "remark" (40 IDs), and "at" (6). Use a separate input for each column.',
  ])
  const [fix] = report.diagnostics[0]?.fixes ?? []
  const fixed = applyAll(apart, fix?.edits ?? [])
  const after = checkNetwork(fixed, schema, plan)
  expect(after.diagnostics).toEqual([])
  expect(after.binding.inputs).toMatchObject([{ columns: ['price', 'at'], shape: [7] }])
})

test('a step that does not fit its column is reported at the input; a step for a missing column is advice', () => {
  const wrong = checkNetwork(drawing(['price']), schema, { ...plan, prepare: { price: [{ kind: 'oneHot' }] } })
  expect(wrong.checked).toBeUndefined()
  expect(wrong.diagnostics.map(({ problem, node, severity }) => [problem.code, node, severity])).toEqual([
    ['prepare-takes', 'in', 'error'],
  ])
  const idle = checkNetwork(drawing(['price']), schema, { ...plan, prepare: { gone: [{ kind: 'oneHot' }] } })
  expect(idle.checked).toBeDefined()
  expect(idle.diagnostics.map(({ problem, severity }) => [problem.code, severity])).toEqual([
    ['prepare-column', 'advice'],
  ])
})

test('texts and dates are read only when nothing else is left or the plan prepares them', () => {
  const read = (prepare: typeof plan.prepare, columns = schema.columns) =>
    checkNetwork(drawing([]), { ...schema, columns }, { ...plan, ...(prepare ? { prepare } : {}) }).binding.inputs[0]
      ?.columns
  expect(read(undefined)).toEqual(['price'])
  expect(read({ at: [{ kind: 'cyclic' }] })).toEqual(['price', 'at'])
  expect(
    read(
      undefined,
      schema.columns.filter(({ name }) => name === 'remark' || name === 'kind'),
    ),
  ).toEqual(['remark'])
})
