/** @file The side panels of the canvas: the network as code, and the cost of each layer as numbers and colors. */
import { expect, test } from './fixture'

test('code follows the network, shares its selection both ways, and is copied with one click', async ({
  netloom,
  watched: page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const before = await netloom.state()
  const dense = before.project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  const panel = page.getByRole('complementary', { name: 'The network as code' })
  const lines = panel.getByRole('list', { name: 'Lines of code' })
  await expect(lines).toContainText('import keras')
  await expect(lines).toContainText(`layers.Dense(units=${dense?.params.units}`)

  // Selecting a layer selects its line, and clicking a line selects its layer.
  await netloom.run('select.set', { nodes: [dense?.id] })
  const chosen = lines.getByRole('button', { pressed: true })
  await expect(chosen).toHaveCount(1)
  await expect(chosen).toContainText('dense_1 = ')
  await lines.getByRole('button', { name: /^dense_2 = / }).click()
  const { nodes = [], wires = [] } = before.project.networks[0] ?? {}
  const second = nodes.find(
    ({ id, kind }) => kind === 'dense' && wires.some((w) => w.from === dense?.id && w.to === id),
  )
  expect(await page.locator('.react-flow__node.selected').getAttribute('data-id')).toBe(second?.id)

  // The code updates with each edit.
  await netloom.run('graph.set', { node: dense?.id, params: { units: 77 } })
  await expect(lines).toContainText('layers.Dense(units=77')
  await panel.getByRole('radio', { name: 'TypeScript' }).check()
  await expect(lines).toContainText('tf.layers.dense({ units: 77')
  await panel.getByRole('button', { name: 'Copy' }).click()
  await expect(panel.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await netloom.run('code.print', { language: 'typescript' }))
  expect(copied).toContain('export const model = tf.model(')

  // A network with an error has no code, and the panel says so; after an undo, the code is back.
  await netloom.run('graph.remove', { nodes: [nodes.find(({ kind }) => kind === 'input')?.id] })
  await expect(panel).toContainText('Fix the problem in the network')
  expect((await netloom.refused('code.print', { language: 'python' })).code).toBe('no-code')
  expect((await netloom.refused('code.print', { language: 'basic' })).code).toBe('no-language')
  await netloom.run('graph.undo')
  await expect(lines).toContainText('tf.input(')
  await netloom.run('view.code')
  await expect(panel).toHaveCount(0)
})

test('costs are sorted by a click, link to their layer, and color the canvas', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  await page.getByRole('button', { name: 'Cost', exact: true }).click()
  const panel = page.getByRole('complementary', { name: 'Cost of each layer' })
  const { check, project } = await netloom.state()
  await expect(panel.getByRole('row', { name: /^Total/ })).toContainText(check.parameters.toLocaleString('en-US'))
  await panel.getByRole('button', { name: 'Params' }).click()
  await expect(panel.getByRole('columnheader', { name: /Param/ })).toHaveAttribute('aria-sort', 'descending')
  const top = panel.locator('tbody tr').first()
  await expect(top.locator('td').first()).toHaveAttribute('data-largest', '')
  await top.getByRole('button').click()
  const selected = await page.locator('.react-flow__node.selected').getAttribute('data-id')
  expect(project.networks[0]?.nodes.find(({ id }) => id === selected)?.kind).toBe('dense')

  await panel.getByRole('combobox').click()
  await page.getByRole('option', { name: 'Parameters' }).click()
  await expect(page.locator(`.react-flow__node[data-id="${selected}"] [data-heat]`)).toHaveAttribute('data-heat', '100')
  await netloom.run('view.heat')
  await expect(page.locator('[data-heat]')).toHaveCount(0)
  expect((await netloom.refused('view.heat', { by: 'money' })).code).toBe('no-cost')
})

test('an earlier history step is compared as a list, and its changes are applied one by one', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  const [network] = (await netloom.state()).project.networks
  const dense = network?.nodes.find(({ kind }) => kind === 'dense')
  await netloom.run('view.changes')
  const panel = page.getByRole('complementary', { name: 'Compare with another network' })
  await expect(panel).toContainText('Nothing has changed')
  await netloom.run('graph.set', { node: dense?.id, params: { units: 77 } })
  await netloom.run('graph.rename', { node: network?.nodes[0]?.id, label: 'Measures' })
  await panel.getByRole('combobox', { name: 'To' }).click()
  await page.getByRole('option', { name: /Original/ }).click()
  const changes = panel.getByRole('list', { name: 'Changes' })
  await expect(changes.getByRole('listitem')).toHaveCount(2)
  await expect(changes).toContainText(`units: 77 → ${dense?.params.units}`)
  await expect(panel.getByRole('list', { name: 'Effects' })).toContainText(`77 → ${dense?.params.units}`)

  // Apply a single change as one undo step, then apply the rest.
  await changes.getByRole('button', { name: `Apply: Change ${dense?.label}` }).click()
  await expect(changes.getByRole('listitem')).toHaveCount(1)
  const nodes = async () => (await netloom.state()).project.networks[0]?.nodes
  expect((await nodes())?.find(({ id }) => id === dense?.id)?.params.units).toBe(dense?.params.units)
  expect((await nodes())?.[0]?.label).toBe('Measures')
  await netloom.run('graph.undo')
  await expect(changes.getByRole('listitem')).toHaveCount(2)
  await panel.getByRole('button', { name: 'Apply all' }).click()
  await expect(panel).toContainText('Both networks are identical.')
  expect(await nodes()).toEqual(network?.nodes)
  expect((await netloom.refused('graph.takeOver', { step: 0 })).code).toBe('no-change')
  expect((await netloom.refused('graph.takeOver', { step: 99 })).code).toBe('no-step')
})
