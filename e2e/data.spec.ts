/** @file Built-in datasets: MNIST is split, loads in chunks, resumes after a cancel, and is cached. */
import { expect, test } from './fixture'

test('MNIST splits into 55,000, 5,000, and 10,000 images; a canceled download resumes and is cached', async ({
  netloom,
  watched: page,
}) => {
  const fetched: string[] = []
  page.on('request', (request) => {
    if (/data\/mnist\/.*\.bin/.test(request.url())) fetched.push(request.url())
  })
  // Requests from the third chunk on wait until the load is canceled.
  let parts = 0
  let held: () => void = () => undefined
  let release: () => void = () => undefined
  const third = new Promise<void>((resolve) => {
    held = resolve
  })
  const canceled = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/data\/mnist\/.*\.bin/, async (route) => {
    if (++parts > 2) {
      held()
      await canceled
    }
    await route.continue().catch(() => undefined)
  })
  const refusal = netloom.refused('data.use', { dataset: 'mnist' })
  await netloom.when((s) => s.data.dataset === 'mnist')
  await third
  await netloom.run('data.cancel')
  expect((await refusal).code).toBe('data-cancelled')
  release()
  const before = new Set(fetched).size
  await page.unroute(/data\/mnist\/.*\.bin/)
  fetched.length = 0
  await netloom.run('data.use', { dataset: 'mnist' })
  const { data } = await netloom.state()
  expect(data.samples).toEqual({ train: 55_000, validation: 5_000, test: 10_000 })
  expect(data.classes).toHaveLength(10)
  expect(fetched.length).toBeGreaterThan(0)
  expect(fetched.length + before - 1).toBeLessThanOrEqual(15)
  // The dataset is cached: another project uses it without any request.
  fetched.length = 0
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('data.use', { dataset: 'mnist', samples: 1000 })
  expect(fetched).toEqual([])
  expect((await netloom.state()).data.samples.train).toBeLessThanOrEqual(1000)
})

test('training continues on all 60,000 images from the current weights', async ({ netloom }) => {
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const first = await netloom.state()
  await netloom.run('data.goOn', { dataset: 'mnist' })
  const second = await netloom.state()
  expect(second.run.id).not.toBe(first.run.id)
  expect(second.data.samples.train).toBe(55_000)
  expect(second.run.loss).toBeLessThan(2.2)
  await netloom.run('run.stop')
})
