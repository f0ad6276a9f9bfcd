/** @file Insight into a run: one-batch test, time estimate, profile, engine comparison, and diagnosis of failures. */
import { expect, test } from './fixture'

test('one-batch test, estimate, run compared with the estimate, and profile', async ({ watched: page, netloom }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 300 })
  await netloom.run('room.open', { room: 'train' })

  await page.getByRole('button', { name: 'Test one batch' }).click()
  const batch = page.getByRole('region', { name: 'One-batch test' })
  await expect(batch).toContainText('This network can learn')
  await expect(batch).toContainText('close to the loss of random guessing among 2 classes (0.693). Good.')
  await expect(batch.getByRole('button', { name: 'Close' })).toBeVisible()

  await page.getByRole('button', { name: 'How long will it take?' }).click()
  await expect(page.getByText(/^Estimate: .*first step after/)).toBeVisible()

  await netloom.run('run.start')
  const { runs } = await netloom.when((s) => s.run.tag === 'done' && s.runs[0]?.took !== undefined)
  const [{ forecast, took }] = runs as [(typeof runs)[number]]
  expect(Math.abs((took?.bytes ?? 0) / (forecast?.bytes ?? 1) - 1)).toBeLessThan(0.25)
  await expect(page.getByText(/^Estimated .* took /)).toBeVisible()

  await page.getByRole('button', { name: 'Where does the time go?' }).click()
  const times = page.getByRole('region', { name: 'Where the time goes' })
  await expect(times).toContainText(/per step\. .*% of the top speed/)
  await expect(times.getByRole('rowheader', { name: 'All weights' })).toBeVisible()

  // A layer in the profile links to its node.
  await times.getByRole('button', { name: 'Dense (1 of 2)' }).click()
  expect((await netloom.state()).room).toBe('build')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1)

  await netloom.run('room.open', { room: 'machine' })
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.getByText(/^The engines agree: /)).toBeVisible()
})

test('missing gradients and a diverged run are reported with what to do', async ({ watched: page, netloom }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const node = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')?.id
  await netloom.run('graph.set', { node, params: { activation: 'relu', kernelInitializer: 'zeros' } })
  await netloom.run('room.open', { room: 'train' })
  await page.getByRole('button', { name: 'Test one batch' }).click()
  await expect(page.getByText(/^No gradient reaches Dense \(1 of 2\)/)).toBeVisible()

  await netloom.run('project.new', { template: 'auto-mpg-mlp' })
  await netloom.run('plan.set', { optimizer: { kind: 'sgd' }, learningRate: 100 })
  await netloom.run('room.open', { room: 'train' })
  // The run may fail before or after its first step.
  const fail = async () => {
    await netloom.run('run.start').catch(() => undefined)
    await netloom.when((s) => s.run.tag === 'failed')
  }
  await fail()
  const trouble = page.getByRole('alert').filter({ hasText: 'became infinite or NaN' })
  await expect(trouble).toContainText(/first in Dense \(\d of 3\)/)
  await trouble.getByRole('button', { name: 'Go back to the last good checkpoint' }).click()
  await netloom.when((s) => s.run.tag === 'idle')
  await fail()
  // A new run with new weights: the losses of its first epoch are finite.
  await trouble.getByRole('button', { name: 'Start again with learning rate 0.05' }).click()
  await netloom.when((s) => s.run.tag === 'done' || (s.run.tag === 'training' && s.run.history.length > 0))
  expect((await netloom.state()).plan.learningRate).toBe(0.05)
})
