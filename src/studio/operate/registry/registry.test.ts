import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { message, Refusal } from '../../../messages/message'
import { storedBreach } from '../../../ops/change'
import type { Card } from '../../../ops/model-card/card-parts'
import type { Gate } from '../../../ops/promotion-gates'
import type { BadModel } from '../../../ops/scenario/define-event'
import { memoryStorage } from '../../../storage/open-storage'
import type { ModelRecord, Storage } from '../../../storage/records'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import { makePracticeModel } from '../canary/faulty-practice-versions'
import { medianLatencies } from './gate-evidence'
import type { GateResult, RegistryModel } from './registry'

let storage: Storage
let netloom: TestStudio

beforeEach(async () => {
  storage = memoryStorage()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.when((s) => s.data.loaded)
})
afterEach(() => netloom.close())

async function trained(plan: object): Promise<{ name: string; version: number }> {
  await netloom.run('plan.set', plan)
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  return netloom.run('model.save', { name: 'moons' })
}

const lines = () => netloom.run<readonly RegistryModel[]>('registry.models')
const champion = { model: 'moons', alias: 'champion' }

test('a version whose weights equal the champion is reported as such; another is not', async () => {
  for (const epochs of [1, 1, 2]) await trained({ epochs })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  const [again, other] = [2, 3].map((version) => netloom.run<GateResult>('registry.gate', { model: 'moons', version }))
  expect((await again)?.same).toBe(true)
  expect((await other)?.same).toBeUndefined()
})

test('the first version becomes champion automatically; a worse one fails the gate, and is promoted with a reason', async () => {
  await trained({ epochs: 30, learningRate: 0.03 })
  await trained({ epochs: 1, learningRate: 1e-6 })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  expect(netloom.state().aliases).toEqual({ moons: { champion: 1 } })

  const { gate } = await netloom.run<{ gate: Gate }>('registry.gate', { model: 'moons', version: 2 })
  const verdicts = Object.fromEntries(gate.checks.map(({ what, verdict }) => [what, verdict]))
  expect([gate.verdict, gate.champion]).toEqual(['failed', 1])
  expect(verdicts).toMatchObject({
    whole: 'passed',
    finite: 'passed',
    inputs: 'passed',
    data: 'passed',
    score: 'failed',
  })
  // The ECE of the gate and of the card is that of Evaluate.
  const at = { model: 'moons', version: 2 }
  const { calibration } = await netloom.run<{ calibration: { ece: number } }>('evaluate.report', {
    ...{ model: 'moons v2', split: 'test' },
  })
  expect(gate.checks.find(({ what }) => what === 'calibration')?.number).toBeCloseTo(calibration.ece, 5)
  await netloom.run('registry.measure', at)
  expect(await netloom.run<string>('registry.card', { ...at, format: 'markdown' })).toContain(
    `probabilities are off by ${(100 * calibration.ece).toFixed(1)} percentage points`,
  )
  const score = gate.checks.find(({ what }) => what === 'score')
  expect(score?.number).toBeGreaterThan(0.02)
  expect(score?.low).toBeLessThan(score?.number as number)
  expect(gate.checks.find(({ what }) => what === 'latency')?.number).toBeGreaterThan(0)

  expect(await netloom.refused('registry.alias', { ...champion, version: 2 })).toBe('gate-failed')
  expect(await netloom.refused('registry.alias', { ...champion, version: 2, anyway: true })).toBe('gate-no-why')
  expect(await netloom.refused('registry.alias', { ...champion, version: 9 })).toBe('no-model')
  expect(netloom.state().aliases).toEqual({ moons: { champion: 1 } })
  await netloom.run('registry.alias', { ...champion, version: 2, anyway: true, why: 'a drill' })
  expect(netloom.state().aliases).toEqual({ moons: { champion: 2 } })

  expect(await netloom.refused('model.remove', { name: 'moons', version: 2 })).toBe('model-flagged')
  await netloom.run('registry.rollback', champion)
  const [line] = await lines()
  expect(line?.now).toEqual({ champion: 1 })
  expect(line?.moves.map(({ kind, from, to, why }) => [kind, from, to, why])).toEqual([
    ['move', undefined, 1, ''],
    ['move', 1, 2, 'a drill'],
    ['rollback', 2, 1, ''],
  ])
  expect(line?.moves[1]?.evidence?.some(({ verdict }) => verdict === 'failed')).toBe(true)
})

test('a practice version is compared as the service runs it, and the gate reports that a canary rolled it back', async () => {
  const { name: model } = await trained({ epochs: 30, learningRate: 0.03 })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  const record = expectDefined(await storage.models.get(model, 1), 'version 1')
  const failed = {
    'worse for one slice': ['score', 'slice'],
    'NaN in a corner': ['answered', 'score'],
    slow: ['latency'],
    'permuted classes': ['score', 'slice'],
  }
  for (const [bad, checks] of Object.entries(failed) as [BadModel, string[]][]) {
    const { version } = await storage.models.add(makePracticeModel(record, { bad, of: 1 }))
    const { gate } = await netloom.run<GateResult>('registry.gate', { model, version })
    const found = gate.checks.filter(({ verdict }) => verdict === 'failed').map(({ what }) => what)
    expect([bad, found]).toEqual([bad, expect.arrayContaining(checks)])
  }
  const counts = { challenger: { good: 0, all: 10 }, champion: { good: 100, all: 100 } }
  const why = storedBreach({ what: 'right', slice: 'one', ...counts, p: '< 0.001' })
  await storage.aliases.move({ model, alias: 'challenger', to: 2, by: 'canary', why: '' })
  const { at } = await storage.aliases.move({ model, alias: 'challenger', by: 'canary', why })
  expect((await netloom.run<GateResult>('registry.gate', { model, version: 2 })).rolledBack).toMatchObject({ at, why })
  expect((await netloom.run<GateResult>('registry.gate', { model, version: 3 })).rolledBack).toBeUndefined()
})

test('the version of an alias opens as a project; an alias without a version says how to set it', async () => {
  await trained({ epochs: 1 })
  await trained({ epochs: 2 })
  await netloom.run('registry.alias', { ...champion, version: 2, anyway: true, why: 'a test' })
  expect(await netloom.refused('registry.open', { model: 'moons', alias: 'challenger' })).toBe('alias-nowhere')
  expect(await netloom.refused('registry.open', { model: '', alias: 'champion' })).toBe('alias-nowhere')
  expect(await netloom.refused('registry.open', { model: 'moons', alias: 'constructor' })).toBe('alias-unknown')
  const projectId = netloom.app().project.id
  await netloom.run('room.open', { room: 'operate' })
  const id = await netloom.run('registry.open', champion)
  const now = () => [netloom.app().project.id, netloom.app().project.name, netloom.app().room]
  expect(now()).toEqual([id, 'moons v2', 'build'])
  expect(netloom.notices().at(-1)).toContain('project in which version 2 of "moons" was trained')
  await netloom.run('project.open', { id: projectId, room: 'operate' })
  expect(now()).toEqual([projectId, expect.any(String), 'operate'])
  // An unchanged project is reused; an edited one belongs to the user, so a new one is created.
  expect(await netloom.run('registry.open', { model: 'moons', version: 2 })).toBe(id)
  await netloom.run('plan.set', { epochs: 9 })
  await netloom.run('project.open', { id: projectId })
  expect(await netloom.run('registry.open', { model: 'moons', version: 2 })).not.toBe(id)
})

test('if the version of an alias is damaged, the alias goes back to the previous version or is removed, with the reason', async () => {
  await trained({ epochs: 2 })
  await trained({ epochs: 3 })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  await netloom.run('registry.alias', { ...champion, version: 2, anyway: true, why: 'for a test' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'shadow', version: 2 })
  const { get } = storage.models
  const refused = new Refusal(message('model-damaged', { name: 'moons', version: 2 }))
  storage.models.get = (name, version) => (version === 2 ? Promise.reject(refused) : get(name, version))
  const [line] = await lines()
  expect(line?.now).toEqual({ champion: 1 })
  expect(netloom.state().aliases).toEqual({ moons: { champion: 1 } })
  expect(line?.moves.slice(-2).map(({ alias, by, why, to }) => [alias, by, why, to])).toEqual([
    ['champion', 'Netloom', 'what was kept of version 2 is damaged', 1],
    ['shadow', 'Netloom', 'what was kept of version 2 is damaged', undefined],
  ])
  expect(line?.versions.map(({ state }) => state)).toEqual(['here', 'damaged'])
})

test('two versions are evaluated, and the test rows used, only once', async () => {
  await trained({ epochs: 3 })
  await trained({ epochs: 4 })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  await netloom.run('registry.gate', { model: 'moons', version: 2 })
  const looks = netloom.state().data.testLooks
  expect(looks).toBeGreaterThan(0)
  await netloom.run('registry.gate', { model: 'moons', version: 2 })
  expect(netloom.state().data.testLooks).toBe(looks)
})

test('a completed run can be reproduced to the same weights while the open project and its run continue', async () => {
  await trained({ epochs: 3 })
  await netloom.run('plan.set', { epochs: 7, learningRate: 0.5 })
  const before = JSON.stringify([netloom.state().run, netloom.state().project, netloom.state().plan])
  const shares: number[] = []
  const found = await netloom.run('registry.reproduce', {
    model: 'moons',
    version: 1,
    onProgress: (share: number) => shares.push(share),
  })
  expect(found).toMatchObject({ verdict: 'same', hash: netloom.state().run.weightsHash })
  expect(JSON.stringify([netloom.state().run, netloom.state().project, netloom.state().plan])).toBe(before)
  expect(shares.length).toBeGreaterThan(0)
})

test('so can a run that was stopped at a step, and one that restored its best epoch', async () => {
  await netloom.run('plan.set', { epochs: 400 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.step > 20)
  await netloom.run('run.stop')
  await netloom.run('model.save', { name: 'moons' })
  expect(await netloom.run('registry.reproduce', { model: 'moons', version: 1 })).toMatchObject({ verdict: 'same' })
  await trained({
    epochs: 30,
    learningRate: 0.3,
    earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true },
  })
  expect(await netloom.run('registry.reproduce', { model: 'moons', version: 2 })).toMatchObject({ verdict: 'same' })
})

test('a learning rate set during a run is in its record, its version, and its card, and is reproduced', async () => {
  await netloom.run('plan.set', { epochs: 400, learningRate: 0.01 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.step > 20)
  await netloom.run('run.pause')
  const { step, id } = netloom.state().run
  await netloom.run('plan.set', { learningRate: 0.1 })
  await netloom.run('run.resume')
  await netloom.when((s) => s.run.step > step + 20)
  await netloom.run('run.stop')
  const rateChanges = [{ step, learningRate: 0.1 }]
  const stored = await storage.runs.list(netloom.state().project.id)
  expect(stored.find((run) => run.id === id)).toMatchObject({ rateChanges, content: { plan: { learningRate: 0.01 } } })
  await netloom.run('model.save', { name: 'moons' })
  expect((await storage.models.get('moons', 1))?.lineage?.rateChanges).toEqual(rateChanges)
  expect(await netloom.run('registry.reproduce', { model: 'moons', version: 1 })).toMatchObject({ verdict: 'same' })
  const card = await netloom.run<string>('registry.card', { model: 'moons', version: 1, format: 'markdown' })
  expect(card).toContain(`The learning rate was changed during the run: to 0.1 after step ${step}.`)
})

test('another seed, other rows, other initial weights or another engine each give their own result', async () => {
  await trained({ epochs: 2 })
  const record = await storage.models.get('moons', 1)
  if (!record) throw new Error('no version')
  const { version: _version, createdAt: _at, ...rest } = record
  const { content, lineage } = rest
  if (!lineage) throw new Error('no lineage')
  const add = async (part: object) => (await storage.models.add({ ...rest, ...part })).version
  const otherSeed = await add({ content: { ...content, plan: { ...content.plan, seed: content.plan.seed + 1 } } })
  const otherRows = await add({ lineage: { ...lineage, data: 'f'.repeat(64) } })
  const from = await add({ lineage: { ...lineage, from: { run: 'r', step: 3, epoch: 0 } } })
  const engine = await add({ run: { ...rest.run, engine: 'another engine' } })
  const backend = await add({ run: { ...rest.run, chosen: { backend: 'webgpu', reason: '' } } })
  const again = (version: number) => netloom.run('registry.reproduce', { model: 'moons', version })
  expect(await again(otherSeed)).toMatchObject({ verdict: 'differs', was: record.hash })
  expect(await again(otherRows)).toMatchObject({ verdict: 'cannot', code: 'reproduce-other-data' })
  expect(await again(from)).toMatchObject({ verdict: 'cannot', code: 'reproduce-from' })
  expect(await again(engine)).toMatchObject({ verdict: 'cannot', code: 'reproduce-engine' })
  expect(await again(backend)).toMatchObject({ verdict: 'cannot', code: 'reproduce-backend' })
  expect(await netloom.refused('registry.reproduce', { model: 'moons', version: 99 })).toBe('no-model')
})

test('a version without stored rows gets them once its training is reproduced to the same weights', async () => {
  await trained({ epochs: 2 })
  const record = await storage.models.get('moons', 1)
  if (!record?.lineage) throw new Error('no lineage')
  const { version: _version, createdAt: _at, ...rest } = record
  const { data, ...lineage } = record.lineage
  await storage.models.add({ ...rest, lineage })
  const card = () => netloom.run<string>('registry.card', { model: 'moons', version: 2, format: 'markdown' })
  const known = async () =>
    (await netloom.run<{ gate: Gate }>('registry.gate', { model: 'moons', version: 2 })).gate.checks.find(
      ({ what }) => what === 'data',
    )?.verdict
  await netloom.run('registry.alias', { ...champion, version: 1 })
  expect([(await card()).includes('exact training data is unknown'), await known()]).toEqual([true, 'unsure'])
  expect(await netloom.run('registry.reproduce', { model: 'moons', version: 2 })).toMatchObject({
    verdict: 'same',
    data,
  })
  expect([(await card()).includes('exact training data is unknown'), await known()]).toEqual([false, 'passed'])
})

test('reproducing can be canceled, and only one runs at a time', async () => {
  await trained({ epochs: 60 })
  const abort = new AbortController()
  const first = netloom.refused('registry.reproduce', { model: 'moons', version: 1, signal: abort.signal })
  const second = netloom.refused('registry.reproduce', { model: 'moons', version: 1 })
  expect(await second).toBe('reproduce-busy')
  abort.abort()
  expect(await first).toBe('reproduce-stopped')
})

test('a card shows known facts, offers missing measurements, and dims text written for an earlier version', async () => {
  await trained({ epochs: 3 })
  const markdown = () => netloom.run<string>('registry.card', { model: 'moons', version: 1, format: 'markdown' })
  const first = await markdown()
  expect(first).toContain('# moons, version 1')
  expect(first).toContain('Calibration was not measured')
  expect(first).toContain('Not written yet: intended use')
  await netloom.run('registry.measure', { model: 'moons', version: 1 })
  // The card does not open the sealed test set.
  expect(netloom.app().testLooks).toEqual({})
  // Both classes are predicted, so the error by the second class is not the one by the predicted class.
  const { calibration } = await netloom.run<{ calibration: { ece: number } }>('evaluate.report', {
    ...{ model: 'moons v1', split: 'validation' },
  })
  expect(await markdown()).toContain(`probabilities are off by ${(100 * calibration.ece).toFixed(1)} percentage points`)
  await netloom.run('registry.describe', { model: 'moons', part: 'use', text: 'To show <b>moons</b>.' })
  await netloom.run('registry.reproduce', { model: 'moons', version: 1 })
  const second = await markdown()
  expect(second).not.toContain('not measured')
  expect(second).toContain('the weights are identical to the last bit')
  await netloom.run('calibrate.fit', { method: 'temperature' })
  await netloom.run('evaluate.decide', { threshold: 0.3 })
  await netloom.run('model.save', { name: 'decided' })
  const decided = await netloom.run<string>('registry.card', { model: 'decided', version: 1, format: 'markdown' })
  expect(decided).toContain('are calibrated, by temperature scaling')
  expect(decided).toContain('from a probability of 0.3 up')
  expect(second).toContain('To show &lt;b\\>moons')
  expect(second).not.toContain('stale')
  await trained({ epochs: 4 })
  const next = await netloom.run<string>('registry.card', { model: 'moons', version: 2, format: 'html' })
  expect(next).toContain('stale: written for version 1')
  expect(next).not.toContain('<b>')
  expect(await netloom.refused('registry.card', { model: 'moons', version: 1, format: 'pdf' })).toBe('card-format')
  expect(await netloom.refused('registry.describe', { model: 'moons', part: 'price', text: '' })).toBe('card-part')
})

test('the chosen parts of Evaluate become sections of the card, with intervals, and each look at the test set is counted', async () => {
  await trained({ epochs: 3 })
  const at = { model: 'moons', version: 1 }
  const card = () => netloom.run<Card>('registry.card', at)
  const textsOf = async (part: string) =>
    (await card()).sections.find(({ id }) => id === `evaluated-${part}`)?.sentences.map(({ text }) => text)
  expect(await textsOf('results')).toBeUndefined()
  const parts = ['results', 'certainty', 'groups', 'robustness', 'explanations']
  await netloom.run('registry.measure', { ...at, parts, group: 'x' })
  const { metrics, calibration, n } = await netloom.run<{
    n: number
    metrics: { accuracy: { value: number; low: number; high: number } }
    calibration: { ece: number; nll: number }
  }>('evaluate.report', { model: 'moons v1' })
  const share = (value: number) => `${(100 * value).toFixed(1)}%`
  const { value, low, high } = metrics.accuracy
  const [results, about, ...others] = (await textsOf('results')) ?? []
  expect(results).toContain(
    `Accuracy ${share(value)} on ${n} validation examples (95% interval ${share(low)} to ${share(high)}`,
  )
  expect(results).toContain('area under the ROC curve 0.')
  expect(results).not.toContain('pixel')
  expect(about).toContain(`Measured on ${n} validation examples on `)
  expect(others).toEqual([])
  const [probabilities, coverage] = (await textsOf('certainty')) ?? []
  expect(probabilities).toContain(`Expected calibration error ${(100 * calibration.ece).toFixed(1)} percentage points`)
  expect(coverage).toMatch(
    /^Sets of classes made to contain 90% of the actual classes contain [\d.]+% \([\d.]+% to [\d.]+%\)/,
  )
  const { gaps } = await netloom.run<{ gaps: Record<string, { value: number; between: [string, string] }> }>(
    'evaluate.fairness',
    { model: 'moons v1', group: 'x' },
  )
  const gap = expectDefined(gaps.selectionRate, 'the gap of the selection rate')
  expect((await textsOf('groups'))?.[0]).toContain(
    `Selection rate for "lower" by x: ${(100 * gap.value).toFixed(1)} points higher for ${gap.between[1]} than for ${gap.between[0]}`,
  )
  const attacked = await netloom.run<{ accuracy: { value: number } }>('explain.attack', {
    ...{ model: 'moons v1', method: 'pgd', epsilon: 0.1 },
  })
  const robust = (await textsOf('robustness'))?.join(' ')
  expect(robust).toContain(`to ${share(attacked.accuracy.value)} (`)
  expect(robust).toContain('Of the corruptions at strength 3, ')
  const { importance } = await netloom.run<{ importance: { value: number }[] }>('explain.global', {
    ...{ model: 'moons v1', method: 'permutation' },
  })
  const most = Math.max(...importance.map((one) => one.value))
  const explanations = (await textsOf('explanations')) ?? []
  expect(explanations[0]).toContain(`lowers accuracy by ${(100 * most).toFixed(1)} points (`)
  expect(explanations[2]).toMatch(
    /^Explanations of predictions \(Shapley values\): \d of 8 examples pass all checks\.$/,
  )
  const facts = (await card()).evidence.find(({ id }) => id === 'metrics')?.facts.map(([name]) => name)
  expect(facts).toEqual(expect.arrayContaining(['Results', 'Certainty', 'Groups', 'Robustness', 'Explanations']))
  // The test set is looked at once for the results, and twice for the certainty; other sections are removed.
  const looks = () => Object.values(netloom.app().testLooks)[0]?.count ?? 0
  const before = looks()
  await netloom.run('registry.measure', { ...at, parts: ['results', 'certainty'], split: 'test' })
  expect(looks()).toBe(before + 3)
  expect((await textsOf('certainty'))?.at(-1)).toContain(`The test set had been viewed ${before + 3} times`)
  expect((await textsOf('results'))?.at(-1)).toContain(`viewed ${before + 1} time`)
  expect(await textsOf('groups')).toBeUndefined()
  expect(await netloom.run<string>('registry.card', { ...at, format: 'markdown' })).toContain('## Certainty')
  expect(await netloom.refused('registry.measure', { ...at, parts: ['price'] })).toBe('card-part')
}, 60_000)

test('a version trained further across splits claims no unseen examples, in its card, its archive, and its gate', async () => {
  await trained({ epochs: 1 })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  await netloom.run('plan.set', { split: { kind: 'random', train: 0.5, validation: 0.25, test: 0.25, seed: 3 } })
  await netloom.run('run.goOn')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'moons' })
  const readme = async (version: number) =>
    strFromU8(
      unzipSync(await netloom.run<Uint8Array>('model.export', { name: 'moons', version }))['README.md'] as Uint8Array,
    )
  const card = (version: number) =>
    netloom.run<string>('registry.card', { model: 'moons', version, format: 'markdown' })

  expect(
    netloom
      .state()
      .models.map(({ version, metrics }) => [version, metrics?.mayBeSeen])
      .sort(),
  ).toEqual([
    [1, undefined],
    [2, true],
  ])
  expect(await readme(1)).toContain('examples that it was not trained on')
  expect(await readme(2)).toContain('some of which it may have been trained on')
  expect(await card(1)).not.toContain('these results may be too good')
  expect(await card(2)).toContain('these results may be too good')
  const { gate, whyNot } = await netloom.run<GateResult>('registry.gate', { model: 'moons', version: 2 })
  expect(whyNot).toContain('from a run with another split')
  expect(gate.checks.find(({ what }) => what === 'score')?.number).toBeUndefined()
})

test('versions of different splits are compared only on rows that neither was trained on; too few of them decide nothing', async () => {
  const split = { kind: 'random', train: 0.6, validation: 0.2, test: 0.2 }
  for (const seed of [7, 8]) await trained({ epochs: 1, seed, split })
  await netloom.run('registry.alias', { ...champion, version: 1 })
  const splitOf = async (version: number) => {
    const record = expectDefined(await storage.models.get('moons', version), 'a saved version')
    return (await netloom.studio.data.of(record.content)).split
  }
  const [before, after] = [await splitOf(1), await splitOf(2)]
  const trainedOn = new Set(before.train)
  const unseen = after.test.filter((row) => !trainedOn.has(row)).length
  expect(unseen).toBeLessThan(after.test.length)
  const score = async (version: number) => {
    const { gate, whyNot } = await netloom.run<GateResult>('registry.gate', { model: 'moons', version })
    return { whyNot, check: gate.checks.find(({ what }) => what === 'score') }
  }
  expect((await score(2)).check).toMatchObject({ rows: unseen, split: 'test' })
  // With the split seed of the champion, all test rows are new to both.
  await trained({ epochs: 1, seed: 9, split: { ...split, seed: 7 } })
  expect((await score(3)).check).toMatchObject({ rows: before.test.length })
  await trained({ epochs: 1, seed: 9, split: { ...split, train: 0.97, validation: 0.01, test: 0.02, seed: 10 } })
  const { whyNot, check } = await score(4)
  expect(check).toMatchObject({ verdict: 'not measured' })
  expect(whyNot).toContain('Train the next version with the same split seed')
}, 60_000)

test('the latency of a version does not depend on whether it was measured while the device was busy', async () => {
  let calls = 0
  const predict = async () => {
    const until = performance.now() + (calls++ < 40 ? 4 : 0)
    while (performance.now() < until);
    return []
  }
  // The casts are safe because only these fields are read.
  const record = (version: number) =>
    ({ name: 'm', version, hash: 'h', pipeline: { inputs: [], outputs: [] } }) as unknown as ModelRecord
  const studio = { predictor: { predict } } as never
  const ready = { dataset: { schema: { columns: [] }, columns: [], rows: 1 } } as never
  for (const records of [[record(1)], [record(1), record(2)]]) {
    calls = 0
    const latencies = await medianLatencies(studio, records, ready, new Uint32Array([0]))
    expect(latencies.length).toBe(records.length)
    expect(Math.max(...latencies)).toBeLessThan(3)
  }
})
