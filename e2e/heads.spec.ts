/** @file Networks with several inputs or outputs: checked, trained, evaluated per output, exported, and imported. */
import { expect, type Netloom, near, test } from './fixture'

/** Trains, saves, exports, and imports a model; the saved and the imported model must predict like the live run. */
async function roundTrip(netloom: Netloom, template: string, inputs: unknown) {
  await netloom.run('project.new', { template })
  expect((await netloom.state()).check).toMatchObject({ ok: true, diagnostics: [] })
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  const done = await netloom.when((s) => s.run.tag === 'done')
  expect(done.run.history).toHaveLength(30)
  const live = await netloom.run<{ outputs: Record<string, unknown> }>('model.predict', { inputs })
  await netloom.run('model.save', { name: template })
  const zip = await netloom.bytes('model.export', { name: template })
  const imported = await netloom.give<{ name: string; version: number }>('model.import', zip)
  expect(imported).toEqual({ name: template, version: 2 })
  for (const version of [1, 2]) {
    expect(await netloom.run('model.predict', { model: { name: template, version }, inputs })).toEqual(near(live))
  }
  return { done, live }
}

test('penguins with two outputs: a class and a number, each with its own loss', async ({ netloom, watched: page }) => {
  const penguin = {
    'Beak Length (mm)': 46.1,
    'Beak Depth (mm)': 13.2,
    'Flipper Length (mm)': 211,
    Island: 'Biscoe',
    Sex: 'FEMALE',
  }
  const { done, live } = await roundTrip(netloom, 'penguins-two-heads', [penguin, penguin])
  expect(Object.keys(live.outputs)).toEqual(['Species', 'Body mass'])
  const species = live.outputs.Species as { label: string; probabilities: Record<string, number> }[]
  expect(species.map(({ label }) => label)).toEqual(['Gentoo', 'Gentoo'])
  const mass = live.outputs['Body mass'] as number[]
  expect(mass[0]).toBeGreaterThan(3500)
  expect(mass[0]).toBeLessThan(6500)

  const scores = await netloom.run<{ outputs: { label: string; accuracy?: number; rmse?: number }[] }>('run.evaluate', {
    split: 'test',
  })
  const { metrics } = await netloom.state()
  expect(scores).toEqual(metrics)
  expect(metrics?.outputs?.map((output) => (output as { label: string }).label)).toEqual(['Species', 'Body mass'])
  expect(scores.outputs[0]?.accuracy).toBeGreaterThan(0.9)
  expect(metrics?.accuracy).toBe(scores.outputs[0]?.accuracy)
  expect(scores.outputs[1]?.rmse).toBeLessThan(700)
  // The history lists each output's metrics under its label.
  const fields = Object.keys(done.run.history[0] ?? {})
  expect(fields.filter((field) => field.startsWith('Species')).length).toBeGreaterThan(0)
  expect(fields.filter((field) => field.startsWith('Body mass')).length).toBeGreaterThan(0)

  // A slice is scored for each output; the Evaluate page shows the selected output.
  await netloom.run('data.slice', { name: 'long beaks', where: '"Beak Length (mm)" > 45' })
  const { slices = [] } = await netloom.run<{ slices?: { name: string; output?: string; measure?: string }[] }>(
    'run.evaluate',
    { split: 'validation' },
  )
  expect(slices).toMatchObject([
    { name: 'long beaks', output: 'Species', measure: 'accuracy' },
    { name: 'long beaks', output: 'Body mass', measure: 'mae' },
  ])
  await netloom.run('room.open', { room: 'evaluate' })
  const table = page.getByRole('region', { name: 'Slices' })
  await expect(table.getByRole('columnheader', { name: 'accuracy' })).toBeVisible()
  await page.getByRole('radio', { name: 'Body mass' }).check()
  await expect(table.getByRole('columnheader', { name: 'MAE' })).toBeVisible()
  await expect(table.getByRole('row', { name: /long beaks.* g / })).toHaveCount(1)
  await page.getByRole('radio', { name: 'Comparison' }).check()
  await expect(page.getByRole('region', { name: 'Would more data help?' })).toBeVisible()

  // Loss weights matter: with almost no weight on the body mass, the total loss is smaller.
  await netloom.run('plan.set', { loss: { 'Body mass': { weight: 1e-6 } }, epochs: 1 })
  expect((await netloom.state()).plan.loss).toMatchObject({
    Species: { kind: 'categoricalCrossentropy' },
    'Body mass': { kind: 'meanSquaredError', weight: 1e-6 },
  })
  await netloom.run('run.start')
  const light = await netloom.when((s) => s.run.tag === 'done')
  expect(light.run.history[0]?.loss).toBeLessThan((done.run.history[0]?.loss ?? 0) * 0.9)
  for (const room of ['evaluate', 'train', 'build']) {
    await netloom.run('room.open', { room })
    await expect(page.getByText('Body mass').first()).toBeVisible()
  }
})
