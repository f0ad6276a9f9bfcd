/** @file Blocks: layers are grouped into a block, edited inside it, configured from outside, and ungrouped. */
import { expect, test } from './fixture'

test('group layers, step inside, compute a parameter, see a problem at both levels, and ungroup', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const before = (await netloom.state()).project.networks[0]?.nodes.map(({ id }) => id)
  await netloom.run('select.set', { nodes: ['conv2', 'pool2'] })
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('ControlOrMeta+g')
  const node = page.locator('.react-flow__node', { hasText: 'Block' })
  await expect(node).toContainText('2 layers')
  await expect(node).toContainText('4,640')

  await page.getByRole('button', { name: 'Step into' }).click()
  const trail = page.getByRole('navigation', { name: 'Block path' })
  await expect(trail).toContainText('Network')
  const conv = page.locator('.react-flow__node', { hasText: 'Conv 2D' })
  await expect(page.locator('.react-flow__node')).toHaveCount(4)
  await expect(page.locator('[data-canvas]')).toContainText('13×13×16')

  // "filters" becomes a block parameter, and the layer inside uses twice its value.
  await conv.click()
  await page.getByRole('button', { name: 'Make block parameter: Filters' }).click()
  const field = page.locator('#inspector').getByLabel('Filters', { exact: true })
  await expect(field).toHaveValue('=filters')
  await field.fill('=filters*2')
  await field.press('Enter')
  await expect(page.locator('#inspector')).toContainText('= 64')
  await expect(conv).toContainText('64 filters')
  await field.fill('=filtres')
  await field.press('Enter')
  await expect(
    page
      .locator('#inspector')
      .getByText(/no parameter "filtres"/)
      .first(),
  ).toBeVisible()

  // Escape first clears the selection, then leaves the block. The problem is also shown outside.
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(trail).toHaveCount(0)
  await expect(
    page
      .locator('#inspector')
      .getByText(/no parameter "filtres"/)
      .first(),
  ).toBeVisible()
  await netloom.run('graph.undo')
  await expect(page.locator('#inspector').getByLabel('Filters', { exact: true })).toHaveValue('32')

  await page.getByRole('button', { name: 'Ungroup' }).click()
  const nodesNow = async () => (await netloom.state()).project.networks[0]?.nodes
  await expect.poll(async () => (await nodesNow())?.map(({ id }) => id).sort()).toEqual([...(before ?? [])].sort())
  const after = await nodesNow()
  expect(after?.find(({ id }) => id === 'conv2')?.params.filters).toBe(64)
})

test('a block from the palette has a handle for each port, and wires start at the handle used', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.use', { dataset: 'mnist-starter' })
  const [input] = (await netloom.state()).project.networks[0]?.nodes ?? []
  await netloom.run('select.set', { nodes: [input?.id] })
  await page.getByRole('button', { name: /^U-Net down/ }).click()
  await page.getByRole('button', { name: /^U-Net up/ }).click()
  const down = page.locator('.react-flow__node', { hasText: 'U-Net down' })
  const up = page.locator('.react-flow__node', { hasText: 'U-Net up' })
  await page.getByRole('button', { name: 'Tidy the layout' }).click()
  await expect(down.locator('.react-flow__handle.source')).toHaveCount(2)
  await down.locator('.react-flow__handle.source').nth(1).dragTo(up.locator('.react-flow__handle.target').nth(1))
  await expect(page.locator('[data-canvas]')).toContainText('28×28×16')
  // What is left is about the end of the network, which has no output for classes yet.
  expect((await netloom.state()).check.diagnostics.map(({ code }) => code)).toEqual(['output-shape'])
})

test('a block expands in place: its layers are editable, problems show at both levels, keys act inside it', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const node = await netloom.run<string>('block.insert', { block: 'residual-basic', after: 'conv1' })
  await netloom.run('graph.set', { node, params: { repeat: 2 } })
  await page.locator(`.react-flow__node[data-id="${node}"]`).focus()
  await page.keyboard.press('o')
  const frame = page.locator(`[data-open="${node}"]`)
  await expect(frame).toContainText('×2')
  await expect(frame.locator('[data-inner]')).toHaveCount(9)
  await expect(frame.locator('[data-inner="conv1"]')).toContainText('26×26×16')

  await frame.locator('[data-inner="conv2"]').click()
  const inspector = page.locator('#inspector')
  await expect(inspector).toContainText('Back to Residual')
  const filters = inspector.getByRole('textbox', { name: 'Filters', exact: true })
  await expect(filters).toHaveValue('=filters')
  await filters.fill('=filters/(filters-16)')
  await filters.press('Enter')
  await expect(inspector.getByText(/divides by 0/).first()).toBeVisible()
  await expect(frame.locator('[data-inner="conv2"]')).toContainText('has a problem')
  // The outer block shows the problem too.
  await inspector.getByRole('button', { name: 'Back to Residual' }).click()
  await expect(inspector.getByText(/divides by 0/).first()).toBeVisible()
  const { diagnostics } = (await netloom.state()).check
  expect(diagnostics.filter(({ code }) => code === 'expression-not-finite')).toHaveLength(1)
  await netloom.run('graph.undo')
  await expect(frame.locator('[data-bad]')).toHaveCount(0)

  // Delete removes the layer selected inside, not the block around it.
  await frame.locator('[data-inner="norm1"]').click()
  await page.keyboard.press('Delete')
  await expect(frame.locator('[data-inner]')).toHaveCount(8)
  await expect(page.locator(`.react-flow__node[data-id="${node}"]`)).toBeVisible()
  await netloom.run('graph.undo')
  await expect(frame.locator('[data-inner]')).toHaveCount(9)
  await frame.getByRole('button', { name: 'Close Residual' }).click()
  await expect(frame).toHaveCount(0)
})

test('a block parameter is added, renamed, and removed; removing a port removes its wires', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const node = await netloom.run<string>('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' })
  await netloom.run('block.enter', { node })
  await netloom.run('block.expose', { node: 'conv2', param: 'filters' })
  await page.locator('[data-canvas]').focus()
  await netloom.run('select.set', { nodes: [] })
  const inspector = page.locator('#inspector')
  const nameField = inspector.getByRole('textbox', { name: 'Name' })
  await nameField.fill('howMany')
  await nameField.press('Enter')
  await expect(inspector.getByText('How many', { exact: true })).toBeVisible()
  const params = async (id: string) =>
    page.evaluate(async (wanted) => {
      const bytes = (await window.netloom.run('project.export')) as Uint8Array
      const { drawing } = JSON.parse(new TextDecoder().decode(bytes)).networks[0]
      const levels = [drawing, ...Object.values<{ inside: object }>(drawing.blocks ?? {}).map(({ inside }) => inside)]
      return levels.flatMap(({ nodes }) => nodes).find((one: { id: string }) => one.id === wanted)?.params
    }, id)
  expect((await params('conv2')).filters).toBe('=howMany')
  await inspector.getByRole('button', { name: 'Remove block parameter: How many' }).click()
  await expect(nameField).toHaveCount(0)
  expect((await params('conv2')).filters).toBe(32)
  await inspector.getByRole('button', { name: 'Remove output out' }).click()
  await netloom.run('block.leave')
  const { networks } = (await netloom.state()).project
  expect(networks[0]?.wires.some(({ from }) => from === node)).toBe(false)
})

test('a problem inside nested, repeated blocks is reported once per level, and its fix works from outside', async ({
  netloom,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const inner = await netloom.run<string>('block.fold', { nodes: ['dense'], name: 'Inner' })
  const outer = await netloom.run<string>('block.fold', { nodes: [inner], name: 'Outer' })
  await netloom.run('block.enter', { node: outer })
  await netloom.run('graph.set', { node: inner, params: { repeat: 2 } })
  await netloom.run('block.enter', { node: inner })
  await netloom.run('graph.set', { node: 'dense', params: { units: 7 } })
  await netloom.run('block.leave', { to: 0 })
  const { diagnostics } = (await netloom.state()).check
  const [problem] = diagnostics.filter(({ severity }) => severity === 'error')
  expect(problem?.node).toBe(outer)
  const fix = problem?.fixes[0]
  await netloom.run('graph.fix', { node: outer, code: problem?.code, fix: fix?.id })
  expect((await netloom.state()).check.ok).toBe(true)
  await netloom.run('graph.undo')
  // The fix also works from inside the block.
  await netloom.run('block.enter', { node: outer })
  await netloom.run('block.enter', { node: inner })
  await netloom.run('graph.fix', { node: 'dense', code: problem?.code, fix: fix?.id })
  expect((await netloom.state()).check.ok).toBe(true)
})
