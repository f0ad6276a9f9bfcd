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

test('a crashed champion is red with the wire to it, in every size; a shadow of another model says that it is down', async ({
  netloom,
  watched: page,
}) => {
  await openTrained(netloom, 'small-digits-mlp', { name: 'digits' })
  await netloom.run('service.new', { model: 'digits' })
  await netloom.run('scenario.preset', { preset: 'usual' })
  await netloom.run('scenario.add', {
    ...{ kind: 'crash', startMs: 3_600_000, lengthMs: 3_600_000, params: { replicas: 1 } },
  })
  await netloom.run('service.play', { speed: 86_400, to: 5_400_000 })
  await netloom.when((s) => s.operate?.clock.at === 5_400_000 && !s.operate.clock.playing)
  const stage = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
  await expect(stage('champion')).toContainText('Downno replica')
  await expect(stage('champion').locator('[data-failing="replica"]')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^Champion is down/ })).toBeVisible()
  await expect(page.locator('.react-flow__edge[data-id] path[class*="bad"]')).toHaveCount(1)
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    // No figure of a stage covers another one, a node, or the rate of a wire.
    await expect.poll(() => page.evaluate(overlapping)).toEqual([])
  }
  await expect(page.getByRole('button', { name: 'Tidy the layout' })).toBeEnabled()
  await page.getByRole('radio', { name: 'Live', exact: true }).click({ force: true })
  await expect(page.getByRole('button', { name: 'Tidy the layout' })).toBeDisabled()
  await page.setViewportSize({ width: 1440, height: 900 })
  // An hour after the crash, no request of the last hour got an answer.
  await netloom.run('service.play', { speed: 86_400, to: 7_200_000 })
  await netloom.when((s) => s.operate?.clock.at === 7_200_000 && !s.operate.clock.playing)
  await expect(stage('champion')).toContainText('No answers')

  await openTrained(netloom, 'penguins-mlp', { name: 'penguins' })
  await openTrained(netloom, 'small-digits-mlp', { name: 'numbers' })
  await netloom.run('service.new', { model: 'numbers', like: 'shadow' })
  await netloom.run('registry.alias', { model: 'penguins', alias: 'shadow', version: 1 })
  await netloom.run('graph.set', { service: 'numbers', node: 'rehearsed', params: { model: 'penguins' } })
  await netloom.run('scenario.preset', { preset: 'usual' })
  await netloom.run('service.play', { speed: 86_400, to: 3_600_000 })
  await netloom.when((s) => s.operate?.clock.at === 3_600_000 && !s.operate.clock.playing)
  await expect(stage('rehearsed')).toContainText('Downno prediction')
  await expect(stage('champion').locator('[data-failing]')).toHaveCount(0)
})

/** Pairs of figures and nodes on the canvas that overlap, by their text. */
function overlapping(): readonly string[] {
  const parts = [...document.querySelectorAll('.react-flow__node > div, [title*="simulated hour"], text[data-wire]')]
  const boxes = parts.map((part) => ({ part, box: part.getBoundingClientRect(), text: part.textContent ?? '' }))
  return boxes.flatMap(({ part, box, text }, i) =>
    boxes.slice(i + 1).flatMap((other) => {
      if (part.contains(other.part) || text === '' || other.text === '') return []
      const [x, y] = [box.left < other.box.right - 1, box.top < other.box.bottom - 1]
      const [x2, y2] = [other.box.left < box.right - 1, other.box.top < box.bottom - 1]
      return x && y && x2 && y2 ? [`${text} / ${other.text}`] : []
    }),
  )
}
