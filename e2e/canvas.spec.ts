/** @file The canvas: build a network from the palette, see problems in place, fix them with one click, and undo. */
import { expect, test } from './fixture'

test('from an empty canvas to a network that trains, by search, clicks, and fixes', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.use', { dataset: 'mnist-starter' })
  const [input, output] = (await netloom.state()).project.networks[0]?.nodes ?? []
  await page.locator('[data-canvas]').click({ position: { x: 300, y: 400 } })
  await page.keyboard.press('/')
  await page.keyboard.type('conv 2d')
  await page.keyboard.press('Enter')
  // The parser of the quick-add line is loaded on first use.
  await netloom.when((state) => state.project.networks[0]?.nodes.some(({ kind }) => kind === 'conv2d') ?? false)
  const conv = (await netloom.state()).project.networks[0]?.nodes.find(({ kind }) => kind === 'conv2d')
  expect(conv).toBeDefined()
  const dense = await netloom.run<string>('graph.add', { kind: 'dense', params: { units: 7, activation: 'relu' } })
  await netloom.run('graph.connect', { from: input?.id, to: conv?.id })
  await netloom.run('graph.connect', { from: conv?.id, to: dense })
  await netloom.run('graph.connect', { from: dense, to: output?.id })

  // Apply fixes one by one until no problem is left.
  const applied: string[] = []
  for (let i = 0; i < 6; i++) {
    const { check } = await netloom.state()
    const problem = check.diagnostics.find(({ severity, fixes }) => severity === 'error' && fixes.length > 0)
    if (!problem) break
    const fix = problem.fixes[0]
    applied.push(fix?.id ?? '')
    // The problem chip scrolls to the first problem.
    await page
      .getByRole('button', { name: /problem/ })
      .first()
      .click()
    await page
      .getByRole('button', { name: fix?.title ?? '' })
      .first()
      .click()
    await netloom.when((s, code) => !s.check.diagnostics.some((d) => d.code === code), { given: problem.code })
  }
  expect(applied.length).toBeGreaterThanOrEqual(2)
  const fixed = await netloom.state()
  expect(fixed.check.ok).toBe(true)

  // A single undo reverts an entire fix; redo applies it again.
  await netloom.run('graph.undo')
  expect((await netloom.state()).check.ok).toBe(false)
  await netloom.run('graph.redo')
  expect((await netloom.state()).project.networks).toEqual(fixed.project.networks)

  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 100 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
})

test('every required fix resolves its problem, and undo reverts it', async ({ netloom }) => {
  const broken = [
    {
      name: 'insert-flatten',
      kinds: ['conv2d', 'dense'],
      params: [
        { filters: 4, kernelSize: 3 },
        { units: 10, activation: 'softmax' },
      ],
    },
    { name: 'set-units', kinds: ['flatten', 'dense'], params: [{}, { units: 9, activation: 'softmax' }] },
    { name: 'set-softmax', kinds: ['flatten', 'dense'], params: [{}, { units: 10, activation: 'relu' }] },
  ]
  for (const { name, kinds, params } of broken) {
    await netloom.run('project.new', { template: 'blank' })
    const [input, output] = (await netloom.state()).project.networks[0]?.nodes ?? []
    let before = input?.id
    for (const [i, kind] of kinds.entries()) {
      const node = await netloom.run<string>('graph.add', { kind, params: params[i] })
      await netloom.run('graph.connect', { from: before, to: node })
      before = node
    }
    await netloom.run('graph.connect', { from: before, to: output?.id })
    const { check, project } = await netloom.state()
    const problem = check.diagnostics.find(({ fixes }) => fixes.some(({ id }) => id === name))
    expect(problem, `${name} is offered: ${JSON.stringify(check.diagnostics)}`).toBeDefined()
    expect(problem?.message).toMatch(/\d|softmax/)
    await netloom.run('graph.fix', { node: problem?.node, code: problem?.code, fix: name })
    expect((await netloom.state()).check.diagnostics.map(({ code }) => code)).not.toContain(problem?.code)
    await netloom.run('graph.undo')
    expect((await netloom.state()).project.networks).toEqual(project.networks)
  }
})

test('a drag is one undo step, and undoing a deletion restores the node and its wires', async ({
  netloom,
  watched: page,
}) => {
  const node = page.locator('.react-flow__node', { hasText: 'Dropout' }).first()
  const before = await netloom.state()
  const box = await node.boundingBox()
  if (!box) throw new Error('no Dropout on the canvas')
  await page.mouse.move(box.x + 60, box.y + 12)
  await page.mouse.down()
  await page.mouse.move(box.x + 90, box.y + 82, { steps: 6 })
  await page.mouse.up()
  const moved = await netloom.state()
  expect(moved.project.networks).not.toEqual(before.project.networks)
  await netloom.run('graph.undo')
  expect((await netloom.state()).project.networks).toEqual(before.project.networks)
  await node.click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('Delete')
  await netloom.when((s) => !s.project.networks[0]?.nodes.some(({ kind }) => kind === 'dropout'))
  await page.keyboard.press('Control+z')
  await netloom.when((s) => s.project.networks[0]?.nodes.some(({ kind }) => kind === 'dropout') ?? false)
  expect((await netloom.state()).project.networks[0]?.wires).toHaveLength(before.project.networks[0]?.wires.length ?? 0)
})

test('next to an open panel, a problem keeps its text, and nothing overlaps', async ({ netloom, watched: page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('project.new', { template: 'digits-cnn' })
  const nodes = (await netloom.state()).project.networks[0]?.nodes ?? []
  await netloom.run('graph.remove', {
    nodes: nodes.filter(({ kind }) => /flatten|dropout|dense/.test(kind)).map(({ id }) => id),
  })
  const pool = nodes.findLast(({ kind }) => kind === 'maxPooling2d')?.id
  await netloom.run('graph.connect', { from: pool, to: nodes.find(({ kind }) => kind === 'output')?.id })
  await netloom.run('view.cost')
  const line = page.locator('section[data-severity]').first()
  const text = line.getByRole('button', { name: /outputs 5×5×32/ })
  await expect(text).toBeVisible()
  const boxes = await Promise.all(
    [text, line.getByRole('button', { name: /^Insert Flatten/ }), page.getByRole('button', { name: 'Outline' })].map(
      (part) => part.boundingBox(),
    ),
  )
  expect(boxes[0]?.width).toBeGreaterThan(100)
  for (const [i, box] of boxes.slice(1).entries()) {
    const before = boxes[i]
    expect((before?.x ?? 0) + (before?.width ?? 0)).toBeLessThan(box?.x ?? 0)
  }
})

test('neither its line nor its number covers the weights of a wire, and both are there while it is pointed at', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const wire = page.locator('.react-flow__edge').filter({ has: page.locator('[data-part="weights"] path') })
  await expect(wire).toHaveCount(2)
  /** Of each wire, whether its line and its number are seen. */
  const seen = () =>
    page.locator('.react-flow__edge').evaluateAll((all) =>
      all.map((one) =>
        ['.react-flow__edge-path', 'text'].map((part) => {
          const found = one.querySelector(part)
          return found ? getComputedStyle(found).visibility : 'absent'
        }),
      ),
    )
  const [shown, hidden] = [
    ['visible', 'visible'],
    ['hidden', 'hidden'],
  ]
  await expect.poll(seen).toEqual([hidden, hidden, shown])
  const box = await wire.first().locator('.react-flow__edge-interaction').boundingBox()
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, box?.y ?? 0)
  await expect.poll(seen).toEqual([shown, hidden, shown])
  await page.mouse.move(0, 0)
  await netloom.run('view.values')
  await expect.poll(seen).toEqual([shown, shown, shown])
})
