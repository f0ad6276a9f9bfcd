/** @file Follows every lesson of the gallery in Node, on the exact engine, so that the numbers in its texts stay true. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { lessons } from '../../gallery'
import { operateController } from '../operate/controller'
import { NodeServing } from '../testing/node-serving.test-help'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { walks } from './gallery-walks.test-help'
import { follow } from './lesson-walk.test-help'

let netloom: TestStudio
let served: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  Object.assign(globalThis, { Worker: NodeServing })
  served = await serveShippedData()
})
afterAll(() => {
  served.close()
  // Node has no global Worker.
  Reflect.deleteProperty(globalThis, 'Worker')
})
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', undefined, served.base)
})
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
})

test('every lesson with steps is followed', () => {
  const withSteps = lessons.filter(({ content }) => content.lesson?.steps).map(({ id }) => id)
  expect(Object.keys(walks)).toEqual(withSteps)
})

test('every lesson has at least two predictions, hints, and 5 to 9 steps', () => {
  for (const { id, content } of lessons) {
    const { steps } = content.lesson ?? {}
    if (!steps) continue
    expect(steps.filter(({ predict }) => predict).length, id).toBeGreaterThanOrEqual(2)
    expect(
      steps.every(({ hint }) => hint),
      id,
    ).toBe(true)
    expect([5, 6, 7, 8, 9], id).toContain(steps.length)
  }
})

test.each(Object.entries(walks))('%s', { timeout: 60_000 }, async (id, walk) => {
  await follow(netloom, id, walk)
})
