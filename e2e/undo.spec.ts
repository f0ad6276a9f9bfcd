/** @file Undo has one order in time on all pages and tabs, and says what it undoes out of view, and where. */
import { expect, test } from './fixture'

/** 120 people, with one city in two spellings and some heights missing. */
function people(): string {
  const rows = Array.from({ length: 120 }, (_, i) =>
    [
      i % 10 === 4 ? '' : 150 + ((i * 7) % 40),
      i % 40 === 5 ? 'hamburg' : ['Berlin', 'Hamburg', 'Köln'][i % 3],
      `p${i >> 2}`,
      (i * 7) % 40 > 18 ? 'yes' : 'no',
    ].join(','),
  )
  return ['height,city,patient,left', ...rows].join('\n')
}

test('undo goes back in time on each tab and in Build, and says what it undid elsewhere', async ({
  watched: page,
  netloom,
}) => {
  await netloom.run('data.bring', { files: [{ path: 'people.csv', text: people() }], title: 'People' })
  await netloom.run('room.open', { room: 'data' })
  const header = page.getByRole('banner')
  const undo = header.getByRole('button', { name: 'Undo' })
  const redo = header.getByRole('button', { name: 'Redo' })
  const notices = page.locator('[data-part="notices"]')
  const tab = (name: string | RegExp) => page.getByRole('radio', { name }).click()
  const steps = async () => (await netloom.run<{ id: string; steps: number }[]>('dataset.list'))[0]?.steps
  const plan = async () => (await netloom.state()).plan
  await netloom.run('graph.add', { kind: 'dropout' })
  const initialNodes = (await netloom.state()).project.networks[0]?.nodes.length ?? 0
  const nodes = async () => (await netloom.state()).project.networks[0]?.nodes.length ?? 0

  // Report tab: undoes the plan change, then the dataset edit, then the earlier edit of the network.
  await tab(/^Report/)
  await netloom.run('data.mend', { finding: 'spellings:city' })
  await netloom.run('plan.set', { prepare: { height: [{ kind: 'impute', by: 'median' }] } })
  await page.keyboard.press('Control+z')
  await expect(notices).toContainText('Undone in the data settings: column preparation.')
  expect(await steps()).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(steps).toBe(0)
  await expect(notices).toContainText('Undone in the dataset')
  await page.keyboard.press('Control+z')
  await expect.poll(nodes).toBe(initialNodes - 1)
  await redo.click()
  await redo.click()
  await expect.poll(steps).toBe(1)
  expect(await nodes()).toBe(initialNodes)

  // Overview and Versions tabs: undo edits of the dataset.
  await tab('Overview')
  await undo.click()
  await expect.poll(steps).toBe(0)
  await tab('Versions')
  await page.keyboard.press('Control+y')
  await expect.poll(steps).toBe(1)

  // Split tab: shares one history with the network, and a notification says what was undone.
  await tab('Split')
  const kind = async () => (await plan()).split.kind
  const before = await kind()
  await netloom.run('plan.set', {
    split: { kind: 'group', column: 'patient', train: 0.7, validation: 0.15, test: 0.15 },
  })
  await netloom.run('plan.set', { balance: { sampling: 'over' } })
  await undo.click()
  await expect.poll(async () => (await plan()).balance).toBeUndefined()
  await page.keyboard.press('Control+z')
  await expect.poll(kind).toBe(before)
  await redo.click()
  await expect.poll(kind).toBe('group')
  // The Build page has the same history.
  await netloom.run('room.open', { room: 'build' })
  await undo.click()
  await expect.poll(kind).toBe(before)
  await expect(notices).toContainText('Undone in the data settings: the split.')
  await page.keyboard.press('Control+z')
  await expect.poll(steps).toBe(0)
  await expect(notices).toContainText('Undone in the dataset')
  await netloom.run('room.open', { room: 'data', tab: 'split' })
  await page.keyboard.press('Control+z')
  await expect.poll(nodes).toBe(initialNodes - 1)
  await expect(notices).toContainText('Undone in the network: Add Dropout 2.')
})

test('a collected sample can be undone, and undoing "use dataset" restores dataset and network together', async ({
  watched: page,
  netloom,
}) => {
  const before = (await netloom.state()).data.dataset
  const set = await netloom.run<string>('data.collect', { title: 'Lines', classes: ['line', 'ring'] })
  for (const label of ['line', 'ring'])
    for (let i = 0; i < 12; i++)
      await netloom.run('collect.add', {
        dataset: set,
        rows: [{ image: Array.from({ length: 784 }, (_, p) => (p * i) % 255), class: label }],
      })
  const view = page.getByRole('region', { name: 'Collecting Lines' })
  await expect(view).toContainText('24 images')
  const drawing = JSON.stringify((await netloom.state()).project.networks[0])
  await page.keyboard.press('Control+z')
  await expect(view).toContainText('23 images')
  await page.getByRole('banner').getByRole('button', { name: 'Redo' }).click()
  await expect(view).toContainText('24 images')
  await netloom.run('data.use', { dataset: set, network: true })
  const fitted = JSON.stringify((await netloom.state()).project.networks[0])
  await page.keyboard.press('Control+z')
  await expect(view).toContainText('23 images')
  expect(JSON.stringify((await netloom.state()).project.networks[0])).toBe(fitted)
  await netloom.run('room.open', { room: 'build' })
  expect(fitted).not.toBe(drawing)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await netloom.state()).data.dataset).toBe(before)
  expect(JSON.stringify((await netloom.state()).project.networks[0])).toBe(drawing)
})

test('after a reload, Undo takes back the edits from before it', async ({ watched: page, netloom }) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  const units = async () =>
    (await netloom.state()).project.networks[0]?.nodes.find(({ id }) => id === 'hidden')?.params.units
  const before = await units()
  for (const edits of [5, 7]) {
    await netloom.run('graph.edit', { edits: [{ type: 'set', node: 'hidden', params: { units: edits } }] })
  }
  await netloom.run('project.save')
  await page.reload()
  await netloom.when((state) => state.check.parameters !== undefined)
  const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' })
  await expect(undo).toBeEnabled()
  await undo.click()
  await expect.poll(units).toBe(5)
  await undo.click()
  await expect.poll(units).toBe(before)
  await expect(undo).toBeDisabled()
  await page.getByRole('banner').getByRole('button', { name: 'Redo' }).click()
  await expect.poll(units).toBe(5)
})
