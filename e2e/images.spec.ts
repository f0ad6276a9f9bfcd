/** @file Networks that output images: a U-Net segments discs, an autoencoder reconstructs its input. */
import { expect, open, pauseAtEpoch, test } from './fixture'

test('a U-Net shows its prediction next to the image, its worst examples in the dock, and IoU and Dice', async ({
  watched: page,
  netloom,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('project.new', { template: 'shapes-unet' })
  await netloom.when((s) => s.data.loaded && s.check.ok)
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start', { backend: 'wasm' })
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run.engine).toBe('exact CPU')
  expect(run.history.at(-1)).toMatchObject({
    mae: expect.any(Number),
    validationMae: expect.any(Number),
    validationIou: expect.any(Number),
    validationDice: expect.any(Number),
    validationPixelAccuracy: expect.any(Number),
  })
  expect(run.history.at(-1)?.loss).toBeLessThan(run.history[0]?.loss as number)

  // The prediction is live: a different sample gives a different image.
  const answer = page.getByRole('img', { name: 'Predicted image' })
  await expect(answer).toBeVisible()
  const pixels = () => answer.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const before = await pixels()
  await page.getByRole('button', { name: 'Sample', exact: true }).click()
  await expect.poll(pixels).not.toBe(before)

  const dock = page.getByRole('region', { name: 'Run' })
  await expect(dock.getByText('IoU', { exact: true })).toBeVisible()
  const worst = dock.getByRole('region', { name: 'Mistakes' }).getByRole('listitem').first()
  await expect(worst.getByRole('img')).toHaveCount(3)

  const metrics = await netloom.run<Record<string, number>>('run.evaluate', { split: 'test' })
  expect(metrics).toMatchObject({ rows: 90, iou: expect.any(Number), dice: expect.any(Number) })
  const { iou = 0, dice = 0 } = metrics
  expect(dice).toBeCloseTo((2 * iou) / (1 + iou), 9)
  await netloom.run('room.open', { room: 'evaluate' })
  const samples = page.getByRole('region', { name: 'Examples' })
  await expect(samples.getByRole('listitem')).toHaveCount(12)
  await samples.getByRole('radio', { name: 'Evenly sampled' }).click()
  await expect(samples.getByText('Taken from the whole set at equal intervals')).toBeVisible()
  await netloom.run('room.open', { room: 'data' })
  await expect(page.getByText('Training images: picture above discs')).toBeVisible()
})

test('an autoencoder predicts the same after export and import, and an interrupted run resumes exactly', async ({
  watched: page,
  netloom,
}) => {
  await netloom.run('project.new', { template: 'digits-autoencoder' })
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 500 })
  await netloom.when((s) => s.data.loaded && s.check.ok)
  await netloom.run('plan.set', { epochs: 7 })
  await netloom.run('project.save')
  const paused = pauseAtEpoch(page, 1)
  await netloom.run('run.start', { backend: 'wasm' })
  await paused
  await netloom.when((s) => s.run.tag === 'paused')
  await open(page)
  await netloom.when((s) => s.runs[0]?.tag === 'interrupted' && s.data.loaded)
  await netloom.run('run.continue')
  const { run } = await netloom.when((s) => s.run.tag === 'done')

  await netloom.run('model.save', { name: 'Painter' })
  const zip = await netloom.bytes('model.export', { name: 'Painter' })
  await netloom.give('model.import', zip)
  const ink = Array.from({ length: 28 }, (_, y) =>
    Array.from({ length: 28 }, (_, x) => (x === 14 && y > 4 && y < 24 ? 255 : 0)),
  )
  const paint = (model: object) => netloom.run<{ outputs: number[][][][] }>('model.predict', { model, inputs: [ink] })
  const [first, again] = [await paint({ name: 'Painter', version: 1 }), await paint({ name: 'Painter', version: 2 })]
  expect(again).toEqual(first)
  const picture = first.outputs[0] as number[][][]
  expect([picture.length, picture[0]?.length, picture[0]?.[0]?.length]).toEqual([28, 28, 1])
  const flat = picture.flat(2)
  expect(Math.min(...flat)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...flat)).toBeLessThanOrEqual(255)
  // The stroke is brighter than the corner.
  expect(picture[14]?.[14]?.[0] as number).toBeGreaterThan((picture[1]?.[1]?.[0] as number) + 20)
  // The predicted image can be used as an input again.
  expect((await netloom.run<{ outputs: unknown[] }>('model.predict', { inputs: first.outputs })).outputs).toHaveLength(
    1,
  )

  // An uninterrupted run of the same plan ends with the same weights.
  await netloom.run('run.start', { backend: 'wasm' })
  const whole = await netloom.when((s, id) => s.run.tag === 'done' && s.run.id !== id, {
    given: run.id,
    timeoutMs: 120_000,
  })
  expect(whole.run.weightsHash).toBe(run.weightsHash)
})

test('the target of an output can be an image; a loss or shape that does not fit is reported and fixed', async ({
  watched: page,
  netloom,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await netloom.run('project.new', { template: 'digits-cnn' })
  await netloom.when((s) => s.data.loaded && s.check.ok)
  await netloom.run('select.set', { nodes: ['digit'] })
  await page.getByRole('combobox', { name: 'Target' }).click()
  await page.getByRole('option', { name: 'image', exact: true }).click()
  const misfit = await netloom.when((s) => !s.check.ok)
  expect(misfit.check.diagnostics.map(({ message }) => message)).toContain(
    'The loss (cross-entropy) does not fit "image", which contains images. Choose mean squared error, binary cross-entropy, or mean absolute error.',
  )
  // The input is still the image, which the network reconstructs.
  expect(misfit.check.shapes.digits).toEqual([28, 28, 1])
  await netloom.run('plan.set', { loss: { kind: 'binaryCrossentropy' } })
  const { check } = await netloom.when((s) => s.check.diagnostics.some(({ code }) => code === 'output-shape'))
  const wrong = check.diagnostics.find(({ code }) => code === 'output-shape')
  expect(wrong?.message).toBe('Dense outputs 10 numbers, but "image" needs an image of 28×28×1.')
  await netloom.run('graph.fix', { node: wrong?.node, code: 'output-shape', fix: wrong?.fixes[0]?.id })
  expect((await netloom.when((s) => s.check.ok)).check.shapes.digit).toEqual([28, 28, 1])
  await netloom.run('plan.set', { stopWhen: { steps: 10 } })
  await netloom.run('run.start', { backend: 'wasm' })
  const done = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(done.run.tag).toBe('done')
})
