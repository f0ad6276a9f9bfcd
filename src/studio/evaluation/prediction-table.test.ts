/** @file Tests that the predictions of networks that read or write text leave with the texts. */
import { expect, onTestFinished, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import { openTestStudio } from '../testing/studio-fixture'

interface Predicted {
  readonly outputs: readonly { readonly text: string; readonly probability: number }[]
}

test('a network that writes text saves the input, the actual and the predicted text, and its probability', async () => {
  const netloom = await openTestStudio('reverse-gru')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'reverse', samples: 60 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const bytes = await netloom.run<Uint8Array>('evaluate.predictions', { split: 'validation', format: 'csv' })
  const [head = '', ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/)
  const [row, input, ...others] = head.split(',')
  expect([row, ...others]).toEqual(['row', 'actual', 'predicted', 'probability'])
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) {
    const [number, given = '', actual, predicted, probability] = line.split(',')
    expect(actual).toBe([...given].reverse().join(''))
    // The console predicts the same text for the same input.
    const { outputs } = await netloom.run<Predicted>('model.predict', { inputs: [given] })
    const [console] = outputs
    expect([predicted, Number(probability)]).toEqual([console?.text, expect.closeTo(console?.probability ?? 0, 5)])
    expect(Number(number)).toBeGreaterThan(0)
  }
  expect(input).toBeTruthy()
})

test('the actual numbers are written as in the data, not as the float32 that the network learns', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  onTestFinished(() => netloom.close())
  const values = Array.from({ length: 80 }, (_, i) => (((i * 37) % 80) / 10 + 0.05 * (i % 2)).toFixed(i % 2 ? 2 : 1))
  const text = `x,y\n${values.map((y, i) => `${(i * 37) % 80},${y}`).join('\n')}\n`
  await netloom.run('data.bring', { files: [{ path: 'line.csv', text }], options: { target: 'y' }, project: 'new' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const bytes = await netloom.run<Uint8Array>('evaluate.predictions', { split: 'train', format: 'csv' })
  const [, ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/)
  const actual = lines.map((line) => line.split(',').map(String).slice(0, 2))
  expect(actual.length).toBeGreaterThan(60)
  for (const [row, own] of actual) expect(own).toBe(String(Number(values[Number(row) - 1])))
})
