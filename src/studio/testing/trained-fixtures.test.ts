/**
 * @file The trained models that browser tests import (`e2e/trained.ts`): training again gives the same weights. A
 * missing file is written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { readZip } from '../../storage/model-artifact/zip'
import { serveShippedData } from './shipped-data.test-help'
import { openTestStudio } from './studio-fixture'

const FOLDER = 'e2e/fixtures/trained'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

test.each([
  ['small-digits-mlp', 25],
  ['penguins-mlp', 2],
  ['moons-mlp', 2],
  ['auto-mpg-mlp', 2],
])('%s, trained for %d epochs', async (template, epochs) => {
  const netloom = await openTestStudio(template, undefined, data.base)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs })
  await netloom.run('run.start', { backend: 'wasm' })
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(run).toMatchObject({ tag: 'done', epoch: epochs, engine: 'exact CPU' })
  const file = join(FOLDER, `${template}.zip`)
  if (!existsSync(file)) {
    await netloom.run('model.save', { name: template })
    writeFileSync(file, await netloom.run<Uint8Array>('model.export', { name: template }))
  }
  await netloom.close()
  const files = readZip(readFileSync(file))
  const metrics = files.ok ? expectDefined(files.value.get('metrics.json'), 'metrics.json') : new Uint8Array()
  expect(JSON.parse(new TextDecoder().decode(metrics))).toMatchObject({ weightsSha256: run.weightsHash })
})
