/** @file Screenshots for docs/canvas.md, all taken of example projects, and one network exported as SVG. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Takes blocks, a problem, a comparison, code, and the outline; exports an SVG. `take(page, name)` saves a screenshot.
 */
export async function takeCanvas(lab, folder, take) {
  const studio = await lab.studio({ colorScheme: 'dark' })
  const { page } = studio
  const still = async (name) => {
    await page.mouse.move(720, 5)
    await page.waitForTimeout(900)
    await take(page, name)
  }
  const nodes = async () => (await studio.state()).project.networks[0].nodes

  await studio.template('digits-resnet8')
  const svg = await page.evaluate(async () => [...(await window.netloom.run('graph.picture', { format: 'svg' }))])
  writeFileSync(join(folder, 'resnet8.svg'), Buffer.from(svg))
  const halving = (await nodes()).find(({ label }) => label === 'Halving 2')
  await studio.run('note.add', { text: 'Half the picture, twice the filters.', node: halving.id })
  await studio.run('select.set', { nodes: [halving.id] })
  await studio.run('block.open', { node: halving.id })
  await studio.run('canvas.showAll')
  await still('canvas-blocks')

  await studio.run('block.open', { node: halving.id })
  await studio.run('view.code')
  await still('canvas-code')
  await studio.run('view.code')

  await studio.template('digits-cnn')
  const flatten = (await nodes()).find(({ kind }) => kind === 'flatten')
  await studio.run('graph.heal', { nodes: [flatten.id] })
  const dense = (await nodes()).find(({ kind }) => kind === 'dense')
  await studio.run('select.set', { nodes: [dense.id] })
  await page.getByRole('button', { name: 'Why?' }).first().click()
  await page.waitForTimeout(600)
  await page
    .getByRole('button', { name: /^Insert Flatten/ })
    .first()
    .hover()
  await page.waitForTimeout(900)
  await take(page, 'canvas-problem')

  await studio.run('graph.undo')
  await studio.run('version.save', { name: 'As it came' })
  await studio.run('graph.addAfter', { kind: 'dense', node: flatten.id, params: { units: 64, activation: 'relu' } })
  await studio.run('graph.set', {
    node: (await nodes()).find(({ kind }) => kind === 'conv2d').id,
    params: { filters: 24 },
  })
  await studio.run('view.changes')
  await still('canvas-compare')
  await studio.run('view.outline')
  await still('canvas-outline')
  await studio.close()
}
