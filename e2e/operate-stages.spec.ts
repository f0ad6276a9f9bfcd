/** @file Service stages: a gap after a deletion is fixed with one click, and a model stage opens its network. */
import { expect, test } from './fixture'
import { openTrained } from './trained'

test('a gap offers to connect the stage before it; a model stage is renamed by F2, opened by double click', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'penguins-mlp', { name: 'penguins' })
  await netloom.run('service.new', { model: 'penguins' })
  const canvas = page.locator('[data-canvas]')
  const stage = (id: string) => canvas.locator(`.react-flow__node[data-id="${id}"]`)
  const problems = async () =>
    (await netloom.state()).operate?.check.diagnostics.filter(({ code }) => code !== 'alias-unset') ?? []

  await stage('calibrate').click({ position: { x: 60, y: 14 } })
  await page.keyboard.press('Delete')
  const problem = page.getByRole('region', { name: 'Problem with Abstain' })
  const fix = problem.getByRole('button', { name: 'Connect Champion and Challenger to it' })
  await fix.hover()
  await expect(page.getByRole('tooltip')).toContainText('Connect Champion and Challenger to it')
  await fix.click()
  await expect(stage('calibrate')).toHaveCount(0)
  await expect.poll(problems).toEqual([])

  // Double-clicking inside the rename field must not open the network.
  await stage('champion').click({ position: { x: 60, y: 14 } })
  await page.keyboard.press('F2')
  const name = canvas.getByRole('textbox', { name: 'New name for Champion' })
  await name.dblclick()
  await name.fill('First')
  await name.press('Enter')
  await expect(stage('champion')).toContainText('First')

  // Without a challenger version, the stage says so, and nothing opens.
  const service = (await netloom.state()).project.id
  await stage('challenger').dblclick({ position: { x: 60, y: 14 } })
  await expect(page.getByText('No version of "penguins" is the challenger yet')).toBeVisible()
  expect((await netloom.state()).project.id).toBe(service)

  await stage('champion').click({ button: 'right', position: { x: 60, y: 14 } })
  await expect(page.getByRole('menuitem', { name: 'Open network' })).toBeVisible()
  await page.keyboard.press('Escape')
  await stage('champion').dblclick({ position: { x: 60, y: 14 } })
  await netloom.when((s) => s.project.name === 'penguins v1' && s.room === 'build')
  await expect(page.getByText('This is the project in which version 1 of "penguins" was trained')).toBeVisible()
  await page.getByRole('button', { name: /^Back to / }).click()
  await netloom.when((s, id) => s.project.id === id && s.room === 'operate', { given: service })
  await expect(stage('champion')).toContainText('First')
})
