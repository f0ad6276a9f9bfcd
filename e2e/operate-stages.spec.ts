/** Stages by hand: one that is deleted out of a chain leaves a gap that a click mends, and a model opens into its network. */
import { expect, test } from './fixture'

test('a gap in a chain is offered what stands before it; a model stage opens by a double click, and is renamed by F2', async ({
  netloom,
  watched: page,
}) => {
  test.setTimeout(120_000)
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'penguins' })
  await netloom.run('service.new', { model: 'penguins' })
  const canvas = page.locator('[data-canvas]')
  const stage = (id: string) => canvas.locator(`.react-flow__node[data-id="${id}"]`)
  const problems = async () =>
    (await netloom.state()).operate?.check.diagnostics.filter(({ code }) => code !== 'alias-unset') ?? []

  await stage('calibrate').click({ position: { x: 60, y: 14 } })
  await page.keyboard.press('Delete')
  const told = page.getByRole('region', { name: 'Problem with Abstain' })
  const mend = told.getByRole('button', { name: 'Connect Champion and Challenger to it' })
  await mend.hover()
  await expect(page.getByText('After')).toBeVisible()
  await mend.click()
  await expect(stage('calibrate')).toHaveCount(0)
  await expect.poll(problems).toEqual([])

  // Renamed by its key, and not by what opens it.
  await stage('champion').click({ position: { x: 60, y: 14 } })
  await page.keyboard.press('F2')
  const name = canvas.getByRole('textbox', { name: 'New name for Champion' })
  await name.dblclick()
  await name.fill('First')
  await name.press('Enter')
  await expect(stage('champion')).toContainText('First')

  // No version is the challenger: it says so, and nothing is opened.
  const service = (await netloom.state()).project.id
  await stage('challenger').dblclick({ position: { x: 60, y: 14 } })
  await expect(page.getByText('No version of "penguins" is the challenger yet')).toBeVisible()
  expect((await netloom.state()).project.id).toBe(service)

  await stage('champion').click({ button: 'right', position: { x: 60, y: 14 } })
  await expect(page.getByRole('menuitem', { name: 'Open network' })).toBeVisible()
  await page.keyboard.press('Escape')
  await stage('champion').dblclick({ position: { x: 60, y: 14 } })
  await netloom.when((s) => s.project.name === 'penguins v1' && s.room === 'build')
  await expect(page.getByText('This is the project that version 1 of "penguins" was trained from')).toBeVisible()
  await page.getByRole('button', { name: /^Back to / }).click()
  await netloom.when((s, id) => s.project.id === id && s.room === 'operate', { given: service })
  await expect(stage('champion')).toContainText('First')
})
