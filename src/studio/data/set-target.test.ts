/**
 * @file Choosing another target column, or editing its classes: the loss and the last layer are adapted in the same
 * action, and one undo restores the drawing.
 */
import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import { readProject, writeProject } from '../../storage/project-file'
import { workHistory } from '../project/edit-history'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
afterEach(() => netloom?.close())

const rows = Array.from(
  { length: 90 },
  (_, i) => `${20 + (i % 31)},agent ${i % 20},${i % 2 ? 'new' : 'old'},${1000 + 17 * i}`,
)
const houses = { path: 'houses.csv', text: `area,agent,state,price\n${rows.join('\n')}\n` }

test('switching from classes to a number and back', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [houses], options: { target: 'agent' }, project: 'new' })
  await netloom.run('data.predict', { column: 'price' })
  expect(netloom.state().check.diagnostics.map(({ code }) => code)).toContain('loss-misfit')
  await netloom.run('data.predict', { fit: true })
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(netloom.app().project.plan).toMatchObject({ target: 'price', loss: { kind: 'meanSquaredError' } })
  const last = () =>
    netloom.app().project.drawing.nodes.find(({ kind, label }) => kind === 'dense' && label === 'Dense')
  expect(last()?.params).toMatchObject({ units: 1, activation: 'linear' })
  await netloom.run('data.predict', { column: 'state', fit: true })
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(last()?.params).toMatchObject({ units: 1, activation: 'sigmoid' })
  await netloom.run('data.predict', { column: 'agent', fit: true })
  expect(last()?.params).toMatchObject({ units: 20, activation: 'softmax' })
  expect(netloom.app().project.plan.target).toBeUndefined()
})

test('undo brings the loss back that the network had for the earlier target, and redo that for the new one', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [houses], options: { target: 'agent' }, project: 'new' })
  const history = workHistory(netloom.studio)
  const now = () => {
    const { plan, drawing } = netloom.app().project
    return { target: plan.target, loss: plan.loss.kind, drawing }
  }
  const before = now()
  await netloom.run('data.predict', { column: 'price' })
  await netloom.run('data.predict', { fit: true })
  const adapted = now()
  expect(adapted.loss).toBe('meanSquaredError')
  await history.go('undo', {})
  await expect.poll(now).toEqual({ ...before, target: 'price' })
  await history.go('undo', {})
  expect(now()).toEqual(before)
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  await history.go('redo', {})
  await history.go('redo', {})
  await expect.poll(now).toEqual(adapted)
})

test("an output with its own target uses the plan's target again", async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [houses], options: { target: 'agent' }, project: 'new' })
  const output = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'output')
  await netloom.run('graph.set', { node: output?.id, params: { target: 'price' } })
  await netloom.run('data.predict', { column: 'state', fit: true })
  expect(netloom.app().project.plan.target).toBe('state')
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(await netloom.refused('data.predict', { column: 'none' })).toBe('data-lacks-column')
})

const marks = Array.from({ length: 100 }, (_, i) => (i === 7 ? 'yse' : i === 50 ? 'noo' : i % 3 ? 'yes' : 'no'))
const exam = { path: 'exam.csv', text: `hours,passed\n${marks.map((mark, i) => `${i % 40},${mark}`).join('\n')}\n` }
const classes = () => {
  const { schema } = netloom.app().data as {
    schema: { columns: readonly { name: string; values?: readonly string[] }[] }
  }
  return schema.columns.find(({ name }) => name === 'passed')?.values
}
const units = () => netloom.app().project.drawing.nodes.findLast(({ kind }) => kind === 'dense')?.params.units

test('merging typos of a class adapts the network, and so does undo', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [exam], options: { target: 'passed' }, project: 'new' })
  expect([classes(), units()]).toEqual([['no', 'noo', 'yes', 'yse'], 4])
  const values = [
    ['yse', 'yes'],
    ['noo', 'no'],
  ]
  await netloom.run('dataset.edit', { step: { kind: 'map', column: 'passed', values } })
  expect([classes(), units()]).toEqual([['no', 'yes'], 1])
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(netloom.notices()).toContain('"passed" now has 2 classes, and the last layer was adapted.')
  await netloom.run('dataset.undo')
  expect([classes()?.length, units()]).toEqual([4, 4])
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
})

test('undoing a change of classes restores a loss that was chosen, and is no step of the drawing', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [exam], options: { target: 'passed' }, project: 'new' })
  await netloom.run('plan.set', { loss: { kind: 'klDivergence' } })
  const whole = () => {
    const { drawing, plan } = netloom.app().project
    return { drawing, plan }
  }
  const [before, { past }] = [whole(), netloom.app().history]
  const merge = { kind: 'map', column: 'passed', values: [['yse', 'yes']] }
  await netloom.run('dataset.edit', { step: merge })
  expect([netloom.app().project.plan.loss, units()]).toEqual([{ kind: 'klDivergence' }, 3])
  await netloom.run('dataset.undo')
  expect(whole()).toEqual(before)
  // With the usual loss, two classes have another one than four.
  await netloom.run('plan.set', { loss: { kind: 'categoricalCrossentropy' } })
  const four = whole()
  await netloom.run('dataset.edit', { step: { ...merge, values: [...merge.values, ['noo', 'no']] } })
  expect([netloom.app().project.plan.loss, units()]).toEqual([{ kind: 'binaryCrossentropy' }, 1])
  await netloom.run('dataset.undo')
  expect(whole()).toEqual(four)
  expect(netloom.app().history.past).toHaveLength(past.length)
})

test('a class that loses its last row by an edit is gone, and back after undo', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  await netloom.run('data.bring', { files: [exam], options: { target: 'passed' }, project: 'new' })
  await netloom.run('dataset.edit', { step: { kind: 'set', column: 'passed', rows: [[7, 7]], value: 'yes' } })
  expect([classes(), units()]).toEqual([['no', 'noo', 'yes'], 3])
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[50, 50]] } })
  expect([classes(), units()]).toEqual([['no', 'yes'], 1])
  expect(netloom.state().check.ok).toBe(true)
  await netloom.run('dataset.undo')
  expect([classes(), units()]).toEqual([['no', 'noo', 'yes'], 3])
})

test('with two outputs, a number that becomes a category adapts its head and loss, and so do undo and a fix', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const lines = Array.from({ length: 90 }, (_, i) => `${20 + i},${1 + (i % 3)},${900 + 17 * i}`)
  const flats = { path: 'flats.csv', text: `size,rooms,price\n${lines.join('\n')}\n` }
  await netloom.run('data.bring', { files: [flats], options: { target: 'price' }, project: 'new' })
  const [input, hidden] = netloom.app().project.drawing.nodes
  await netloom.run('graph.set', { node: input?.id, params: { columns: ['size'] } })
  const head = await netloom.run<string>('graph.add', { kind: 'dense', params: { units: 1, activation: 'linear' } })
  const rooms = await netloom.run<string>('graph.add', { kind: 'output', label: 'Rooms', params: { target: 'rooms' } })
  await netloom.run('graph.connect', { from: hidden?.id, to: head })
  await netloom.run('graph.connect', { from: head, to: rooms })
  const params = () => netloom.app().project.drawing.nodes.find(({ id }) => id === head)?.params
  const settings = () => ({ params: params(), loss: netloom.app().project.plan.loss })
  const before = settings()
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  await netloom.run('dataset.edit', { step: { kind: 'type', column: 'rooms', to: 'category' } })
  const adapted = {
    params: { units: 3, activation: 'softmax' },
    loss: { Prediction: { kind: 'meanSquaredError' }, Rooms: { kind: 'categoricalCrossentropy' } },
  }
  expect(settings()).toMatchObject(adapted)
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(netloom.notices()).toContain('"rooms" now has 3 classes, and the last layer was adapted.')
  await netloom.run('dataset.undo')
  expect(settings()).toEqual(before)
  // The same with a network that does not fit, by the button for it.
  await netloom.run('dataset.redo')
  await netloom.run('plan.set', { loss: { kind: 'meanSquaredError' } })
  const misfit = netloom.state().check.diagnostics.find(({ code }) => code === 'loss-misfit')
  expect(misfit?.message).toContain('Choose cross-entropy, sparse cross-entropy, or KL divergence.')
  await netloom.run('data.predict', { fit: true })
  expect(settings()).toMatchObject(adapted)
  expect(netloom.state().check).toMatchObject({ ok: true, diagnostics: [] })
})

test('a target with ordered classes keeps its order in project files; the order can be undone', async () => {
  netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  const grades = Array.from({ length: 90 }, (_, i) => `${i},${['good', 'bad', 'fair'][i % 3]}`)
  const files = [{ path: 'tests.csv', text: `points,grade\n${grades.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'grade' }, project: 'new' })
  const task = () => netloom.app().report.binding.outputs[0]?.task
  const named = { kind: 'classes', column: 'grade', labels: ['bad', 'fair', 'good'] }
  expect(task()).toEqual(named)
  const drawing = netloom.app().project.drawing
  const labels = ['good', 'fair', 'bad']
  await netloom.run('dataset.edit', { step: { kind: 'order', column: 'grade', values: labels } })
  expect(task()).toEqual({ ...named, labels, ordered: true })
  const { name, data, plan } = netloom.app().project
  const read = readProject(writeProject({ name, networks: [{ name, drawing }], data, plan }))
  expect(read.ok && read.value.data).toEqual(data)
  expect(data.schema?.columns[1]).toEqual({ name: 'grade', type: 'category', values: labels, ordered: true })
  // Two classes have no distances to tell apart.
  await netloom.run('dataset.edit', { step: { kind: 'map', column: 'grade', values: [['fair', 'bad']] } })
  expect(task()).toEqual({ ...named, labels: ['good', 'bad'] })
  await netloom.run('dataset.undo')
  await netloom.run('dataset.undo')
  expect(task()).toEqual(named)
  await netloom.run('dataset.redo')
  expect(task()).toEqual({ ...named, labels, ordered: true })
})
