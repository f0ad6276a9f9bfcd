/** @file Hands in lessons of the gallery, forges some, and checks all by training them again. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { walks } from '../lessons/gallery-walks.test-help'
import { follow, TRAIN } from '../lessons/lesson-walk.test-help'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { HandInRow } from './check-hand-ins'
import { forged, type Json, unpacked } from './forged.test-help'

let pupil: TestStudio
let teacher: TestStudio
let served: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  served = await serveShippedData()
})
afterAll(() => served.close())
beforeEach(async () => {
  pupil = await openTestStudio('moons-mlp', undefined, served.base)
  teacher = await openTestStudio('moons-mlp', undefined, served.base)
})
afterEach(async () => {
  await pupil.close()
  await teacher.close()
})

const make = (name: string) => pupil.run<Uint8Array>('handin.make', { name })
const check = (...files: Uint8Array[]) =>
  teacher.run<readonly HandInRow[]>('handin.check', { files: files.map((bytes, i) => ({ path: `${i}`, bytes })) })
async function one(file: Uint8Array): Promise<HandInRow> {
  return expectDefined((await check(file))[0], 'a row')
}

/** Opens a lesson as a learner, and trains it once. */
async function begin(template: string, ...before: (readonly [string, object])[]) {
  await pupil.run('project.new', { template })
  await pupil.when((s) => s.data.loaded)
  for (const [id, args] of before) {
    await pupil.run(id, args)
    await pupil.when((s) => s.data.loaded)
  }
  const step = pupil.app().project.lesson?.steps?.[0]
  if (step?.predict) await pupil.run('lesson.predict', { value: step.predict.kind === 'curve' ? Array(11).fill(1) : 1 })
  await train()
}

async function train() {
  await pupil.run(...TRAIN)
  await pupil.when((s) => s.run.tag === 'done' && s.metrics !== null)
}

test('of six hand-ins over three lessons, the three forged ones are found, and no other', {
  timeout: 120_000,
}, async () => {
  await follow(pupil, 'lesson-neuron', expectDefined(walks['lesson-neuron'], 'walk'))
  const neuron = await make('Ada')
  await follow(pupil, 'lesson-learning-rate', expectDefined(walks['lesson-learning-rate'], 'walk'))
  const rate = await make('Bert')
  await follow(pupil, 'lesson-overfitting', expectDefined(walks['lesson-overfitting'], 'walk'))
  const overfitting = await make('Cleo')
  // Each forger trains honestly, and changes what is stated.
  await begin('lesson-activations')
  const editedScore = forged(await make('Dora'), (json) => {
    json.runs[0].score.metrics.accuracy = 1
    json.claim = { goal: true, score: { metric: 'accuracy', value: 1 } }
  })
  await begin('lesson-activations', ['data.use', { dataset: 'spirals', seed: 3 }])
  const otherData = forged(await make('Emil'), (json) => {
    for (const content of json.contents) Reflect.deleteProperty(content.data, 'seed')
    delete json.project.data.seed
  })
  await begin('lesson-activations', ['plan.set', { seed: 99 }])
  const otherSeed = forged(await make('Fay'), (json) => {
    for (const { plan } of [...json.contents, json.project]) plan.seed = json.project.lesson.start.plan.seed
  })

  const rows = await check(neuron, editedScore, rate, otherData, overfitting, otherSeed)
  expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['Ada', 'equal'],
    ['Dora', 'forged'],
    ['Bert', 'equal'],
    ['Emil', 'forged'],
    ['Cleo', 'equal'],
    ['Fay', 'forged'],
  ])
  expect(rows.map(({ goal }) => goal)).toEqual([true, false, true, expect.any(Boolean), true, false])
  const [ada, dora, , emil, , fay] = rows
  expect(ada).toMatchObject({ tries: 4, metric: 'accuracy', copies: [] })
  expect(ada?.score).toBeCloseTo(0.989, 3)
  expect(dora?.why).toMatch(/claims accuracy 1.*, but reaches 0\.\d+ when trained again/)
  expect(dora?.score).toBeLessThan(0.6)
  expect(emil?.why).toContain('other rows')
  expect(fay?.why).toContain('has other weights when trained again')
  expect(ada?.changes).toEqual(expect.arrayContaining([expect.stringContaining('added')]))
  expect(ada?.answers.length).toBeGreaterThan(4)
})

test('a hand-in without a right fingerprint, hash, or checksum is found as well', { timeout: 60_000 }, async () => {
  await begin('lesson-neuron')
  const honest = await make('Ada')
  expect(honest.length).toBeLessThan(6000)
  const of = (edit: (json: Json) => void, sum?: 'old') => one(forged(honest, edit, sum))
  expect(await of(() => undefined)).toMatchObject({ verdict: 'equal', goal: false, tries: 1 })
  expect(
    await of((json) => {
      json.claim.goal = true
    }),
  ).toMatchObject({ verdict: 'forged', goal: false })
  expect(
    await of((json) => {
      json.claim.score.value = 0.99
    }),
  ).toMatchObject({ verdict: 'forged' })
  expect(
    await of((json) => {
      json.name = 'Bea'
    }, 'old'),
  ).toMatchObject({ verdict: 'forged' })
  expect(
    await of((json) => {
      json.runs[0].step = 3
    }),
  ).toMatchObject({ verdict: 'equal' })
  expect(
    await of((json) => {
      json.runs[0].hash = 'f'.repeat(64)
    }),
  ).toMatchObject({ verdict: 'forged' })
  const gpu = await of((json) => {
    json.runs[0].engine = 'recorded WebGPU'
    json.runs[0].hash = 'f'.repeat(64)
  })
  expect(gpu).toMatchObject({ verdict: 'differs', why: expect.stringContaining('GPU engine') })
  const older = await of((json) => {
    Object.assign(json, { app: '0.0.9' })
    json.runs[0].hash = 'f'.repeat(64)
  })
  expect(older).toMatchObject({ verdict: 'differs', why: expect.stringContaining('0.0.9') })
  const easier = await of((json) => {
    json.project.lesson.check = 'metrics.accuracy >= 0.1'
  })
  expect(easier).toMatchObject({ verdict: 'differs', goal: false, why: expect.stringContaining('the goal check') })
})

test('copies: equal actions under another name, but not the same work at another time', {
  timeout: 60_000,
}, async () => {
  await begin('lesson-neuron')
  const first = await make('Ada')
  const copy = forged(first, (json) => {
    json.name = 'Ben'
  })
  await begin('lesson-neuron')
  const own = await make('Cleo')
  const rows = await check(first, copy, own, first)
  expect(rows.map(({ copies }) => copies)).toEqual([['Ben'], ['Ada'], [], ['Ben']])
  expect(rows.map(({ verdict }) => verdict)).toEqual(['equal', 'equal', 'equal', 'equal'])
})

test('stopped, continued, and other runs', { timeout: 60_000 }, async () => {
  await begin('lesson-activations', ['plan.set', { epochs: 2000 }])
  await pupil.run('plan.set', { epochs: 100_000 })
  await pupil.run('run.start')
  await pupil.when((s) => s.run.epoch > 20)
  await pupil.run('run.stop')
  await pupil.when((s) => s.run.tag === 'done')
  const stopped = await make('Ada')
  expect(unpacked(stopped).runs[1].why).toBe('stopped')
  expect(await one(stopped)).toMatchObject({ verdict: 'equal', tries: 2 })
  await pupil.run('plan.set', { epochs: 2 })
  await pupil.run('run.goOn')
  await pupil.when((s) => s.run.tag === 'done')
  expect(await one(await make('Ada'))).toMatchObject({ verdict: 'differs', why: expect.stringContaining('continues') })
})

test('each bad input has one sentence', { timeout: 60_000 }, async () => {
  await begin('lesson-neuron')
  const honest = await make('Ada')
  const link = await pupil.run<string>('handin.link')
  const text = (value: string) => new TextEncoder().encode(value)
  const bad: readonly [Uint8Array, RegExp][] = [
    [honest.slice(0, 900), /incomplete: its end is missing/],
    [honest.slice(0, -3), /incomplete|damaged/],
    [honest.map((byte, i) => (i === 700 ? byte ^ 255 : byte)), /damaged/],
    [text('a,b\n1,2'), /not a hand-in/],
    [new Uint8Array(), /not a hand-in/],
    [
      forged(honest, (json) => {
        json.format = 'netloom-project'
      }),
      /not a hand-in/,
    ],
    [
      forged(honest, (json) => {
        json.version = 7
      }),
      /format 7, but this version of Netloom reads formats up to 1/,
    ],
    [
      forged(honest, (json) => {
        json.actions = Array(1_000_000).fill(1)
      }),
      /lists 1,000,000 actions; the limit is 2,000/,
    ],
    [
      forged(honest, (json) => {
        json.actions = Array(1_000_000).fill({ does: 'edit' })
      }),
      /unpacks to more than 4\.0 MB/,
    ],
    [
      forged(honest, (json) => {
        json.name = '<img src=x onerror=alert(1)>'
      }),
      /name "<img .* cannot be used/,
    ],
    [
      forged(honest, (json) => {
        json.runs[0].content = 9
      }),
      /settings of .* are missing/,
    ],
    [
      forged(honest, (json) => {
        json.project.lesson.goal = 'x'
        json.project.lesson.steps = []
      }),
      /not a lesson in/,
    ],
    [text(`http://x/${link.slice(0, -40)}`), /link is damaged or cut off/],
    [text(`http://x/${link.replace('#handin=1.', '#handin=9.')}`), /format 9/],
  ]
  const rows = await check(...bad.map(([file]) => file))
  rows.forEach((row, i) => {
    expect.soft(row.verdict, `${i}`).toBe('unreadable')
    expect.soft(row.why).toMatch(bad[i]?.[1] ?? /x/)
    expect.soft(row.why).toMatch(/^[A-Z"].*\.$/)
  })
  expect(await one(text(`Here: http://x/${link}`))).toMatchObject({ name: 'Ada', verdict: 'equal' })
  await teacher.run('project.new', { template: 'lesson-words' })
  expect(await one(honest)).toMatchObject({ verdict: 'unreadable', why: expect.stringContaining('the open lesson is') })
  expect(await pupil.refused('handin.make', { name: ' ' })).toBe('handin-name-empty')
  expect(await pupil.refused('handin.make', { name: '<b>' })).toBe('handin-name')
  expect(await teacher.refused('handin.make', { name: 'x'.repeat(81) })).toBe('handin-name')
  await teacher.run('project.new', { template: 'moons-mlp' })
  expect(await teacher.refused('handin.make', { name: 'x' })).toBe('handin-no-lesson')
})

test('a check can be stopped, and only one runs at a time', { timeout: 60_000 }, async () => {
  await begin('lesson-learning-rate')
  const file = await make('Ada')
  const checking = teacher.refused('handin.check', { files: [{ path: 'a', bytes: file }] })
  expect(await teacher.refused('handin.check', { files: [] })).toBe('handin-busy')
  await teacher.run('handin.stop')
  expect(await checking).toBe('handin-stopped')
  expect(await one(file)).toMatchObject({ verdict: 'equal' })
})
