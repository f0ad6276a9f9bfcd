/** @file Persistence: everything survives closing the tab, and two tabs do not overwrite each other. */
import { expect, netloomOf, open, test } from './fixture'

test('a project, its run and a saved model survive closing the browser tab', async ({ netloom, watched: page }) => {
  const id = await netloom.run<string>('project.new', { template: 'penguins-mlp' })
  await netloom.run('plan.set', { epochs: 5 })
  await netloom.run('graph.rename', {
    node: (await netloom.state()).project.networks[0]?.nodes[1]?.id,
    label: 'Größe <b>',
  })
  await netloom.run('run.start')
  const done = await netloom.when((s) => s.run.tag === 'done')
  const saved = await netloom.run<{ name: string; version: number }>('model.save', { name: 'pengu' })
  expect(saved).toEqual({ name: 'pengu', version: 1 })
  expect(await netloom.run('model.save', { name: 'pengu' })).toEqual({ name: 'pengu', version: 2 })
  const inputs = [
    {
      'Beak Length (mm)': 39.1,
      'Beak Depth (mm)': 18.7,
      'Flipper Length (mm)': 181,
      'Body Mass (g)': 3750,
      Island: 'Torgersen',
      Sex: 'MALE',
    },
  ]
  const before = await netloom.run('model.predict', { model: saved, inputs })
  await netloom.run('project.save')

  const fresh = await page.context().newPage()
  await page.close()
  await open(fresh)
  const again = netloomOf(fresh)
  const state = await again.state()
  expect(state.project.id).toBe(id)
  expect(state.project.networks[0]?.nodes[1]?.label).toBe('Größe <b>')
  expect(state.runs[0]?.metrics?.accuracy).toBe(done.metrics?.accuracy)
  expect(state.models.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(['pengu 1', 'pengu 2'])
  expect(await again.run('model.predict', { model: saved, inputs })).toEqual(before)
  // The weights of the last run can predict without a new run.
  expect(await again.run('model.predict', { inputs })).toEqual(before)
})

test('a second tab on the same project does not overwrite the first', async ({ netloom, watched: page }) => {
  await netloom.run('project.rename', { name: 'mine' })
  await netloom.run('project.save')
  const other = await page.context().newPage()
  await open(other)
  const second = netloomOf(other)
  expect((await second.state()).saving).toBe('unsaved')
  await second.run('project.rename', { name: 'theirs' })
  expect((await second.refused('project.save')).code).toBe('open-elsewhere')
  await netloom.run('project.rename', { name: 'still mine' })
  await netloom.run('project.save')
  const names = await second.run<{ name: string }[]>('project.list')
  expect(names.map(({ name }) => name)).toContain('still mine')
  expect(names.map(({ name }) => name)).not.toContain('theirs')
  await second.run('project.copy')
  await second.run('project.save')
  expect((await second.state()).saving).toBe('saved')
})
