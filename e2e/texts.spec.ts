/**
 * @file Networks that output text: fixed, trained, used for predictions, evaluated, exported, and decoded in Python.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { unzipSync } from 'fflate'
import { expect, test } from './fixture'

interface TextPrediction {
  readonly text: string
  readonly probability: number
}

/** The leftmost place in a picture where something is painted, in its CSS pixels: names are to the right of points. */
function leftmostPoint(picture: Locator): Promise<{ x: number; y: number }> {
  return picture.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    const alpha = (x: number, y: number) => pixels[4 * (y * width + x) + 3] ?? 0
    const places = Array.from({ length: width * height }, (_, i) => ({ x: Math.floor(i / height), y: i % height }))
    const { x, y } = places.find((place) => alpha(place.x, place.y) > 128) ?? { x: 0, y: 0 }
    const box = canvas.getBoundingClientRect()
    return { x: (x * box.width) / width, y: (y * box.height) / height }
  })
}

test('a network outputs text by position: problem, training, prediction, Evaluate, and Python decoding', async ({
  page,
  netloom,
}) => {
  await page.goto('/')
  await page.evaluate(() => window.netloom.ready)
  await netloom.run('project.new', { template: 'sort-gru' })
  await netloom.when(({ data, project }) => data.loaded && project.name.startsWith('Sort'))

  // The vector under the pointer has its name, on the node and in the dialog that a double click opens.
  const face = page.getByRole('img', { name: /^Letters: 10 vectors as points/ })
  const caption = face.locator('+ span')
  await expect(caption).toHaveText('10 vectors')
  await face.hover({ position: await leftmostPoint(face) })
  await expect(caption).toHaveText(/^(padding|unknown|[a-h])$/)
  const name = await caption.textContent()
  await face.dblclick()
  const picture = page.getByRole('dialog').getByRole('img', { name: '10 vectors as points' })
  await picture.hover({ position: await leftmostPoint(picture) })
  await expect(picture.locator('+ [role="status"]')).toHaveText(new RegExp(`^${name}(: in this example)?$`))
  await page.keyboard.press('Escape')

  // Seven output units are too few for the characters, and the problem says how many are needed.
  const sign = ((await netloom.state()).project.networks[0]?.nodes ?? []).find(({ kind }) => kind === 'dense')?.id ?? ''
  await netloom.run('graph.set', { node: sign, params: { units: 7 } })
  await expect
    .poll(async () => (await netloom.state()).check.diagnostics.map(({ message }) => message))
    .toEqual(['Sign outputs 6×7, but "answer" needs 6×10: 6 positions with 10 possible characters each.'])
  await netloom.run('graph.set', { node: sign, params: { units: 10 } })

  await netloom.run('plan.set', { epochs: 6 })
  await netloom.run('run.start', { backend: 'wasm' })
  const { run } = await netloom.when(({ run }) => run.tag === 'done' || run.tag === 'failed')
  expect(run).toMatchObject({ tag: 'done', engine: 'exact CPU' })
  expect(run.history?.at(-1)?.validationAccuracy).toBeGreaterThan(0.9)

  const { outputs } = await netloom.run<{ outputs: TextPrediction[] }>('model.predict', { inputs: ['hgfeab'] })
  const [prediction] = outputs
  expect(prediction?.text).toMatch(/^[a-h]{1,6}$/)
  expect(prediction?.probability).toBeGreaterThan(0)

  const scores = await netloom.run<{ accuracy: number; sequenceAccuracy: number }>('run.evaluate', {
    split: 'validation',
  })
  expect(scores.accuracy).toBeGreaterThan(scores.sequenceAccuracy)
  await page.getByRole('link', { name: 'Evaluate', exact: true }).click()
  await expect(page.getByText(/\d% exact-match accuracy/)).toBeVisible()
  const samples = page.getByRole('region', { name: 'Examples' })
  await expect(samples.getByRole('columnheader', { name: 'Actual' })).toBeVisible()
  await samples.getByRole('radio', { name: 'Evenly sampled' }).check()
  await expect(samples.getByRole('row').nth(1)).toContainText(/[a-h]{6}/)

  await netloom.run('model.save', { name: 'sorter' })
  const bytes = await netloom.bytes('model.export', { name: 'sorter' })
  const files = unzipSync(new Uint8Array(bytes))
  await netloom.give('model.import', bytes)
  if (spawnSync('/usr/bin/python3', ['-c', 'import numpy']).status !== 0 && !process.env.CI) return
  const folder = mkdtempSync(join(tmpdir(), 'netloom-texts-'))
  for (const [name, one] of Object.entries(files)) writeFileSync(join(folder, name), one)
  const code = `
import json
import numpy as np
from pipeline import decode
golden = json.load(open("golden.json"))["outputs"][0]
print(json.dumps(decode(np.array(golden["data"]).reshape(golden["shape"]))["Answer"]))`
  const texts = JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', code], { cwd: folder, encoding: 'utf8' }),
  ) as string[]
  rmSync(folder, { recursive: true })
  expect(texts.length).toBeGreaterThan(0)
  for (const text of texts) expect(text).toMatch(/^[a-h\ufffd]{0,6}$/)
})

test('a typed text is predicted live, and a row shows its tokens in the vocabulary of the last run', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'spam-conv' })
  await netloom.when(({ data, project }) => data.loaded && project.name.startsWith('Spam'))
  const mail = page.getByRole('group', { name: /^Mail/ }).or(page.locator('.react-flow__node', { hasText: 'Mail' }))
  const field = mail.first().getByRole('textbox', { name: 'mail' })
  await field.fill('Win a free prize, qqxxz')
  // Canvas shortcuts are off while typing: Backspace must not delete the node.
  await field.press('End')
  await field.press('Backspace')
  await expect(field).toHaveValue('Win a free prize, qqxx')
  await expect(mail.first().getByText(/^5 tokens, 1 unknown, 115 padding$/)).toBeVisible()
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await expect(page.locator('.react-flow__node', { hasText: 'Kind' }).getByLabel(/^Prediction from/)).toBeVisible()

  await netloom.run('data.look')
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await page.locator('summary', { hasText: /tokens?, .*/ }).click()
  await expect(
    page.getByText(
      /learned a vocabulary of [\d,]+ words from the training set\. The network reads at most 120 tokens of each text\./,
    ),
  ).toBeVisible()
})
