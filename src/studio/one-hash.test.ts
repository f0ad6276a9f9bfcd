import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { templates } from '../gallery'
import { openScene } from './testing/scene'
import { stepsOf } from './testing/steps-of'

const server = createServer((asked, response) => {
  readFile(join('public/data', new URL(asked.url ?? '/', 'http://x').pathname)).then(
    (bytes) => response.end(bytes),
    () => response.writeHead(404).end(),
  )
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => server.close())

/** Where there is something to train at once. */
const trained = templates.filter(({ id }) => id !== 'blank')

/** Of a light example; a heavy one takes fewer. */
const STEPS = 200

// The file is what Chromium and Firefox are held against, after as many steps: e2e/one-hash.spec.ts.
test('every example’s steps give the weights they gave before', async () => {
  const { port } = server.address() as { port: number }
  const hashes: Record<string, { steps: number; hash: string }> = {}
  for (const { id } of trained) {
    const steps = stepsOf(id, STEPS)
    const scene = await openScene(id, undefined, `http://127.0.0.1:${port}/`)
    await scene.when((s) => s.data.loaded)
    await scene.run('plan.set', { epochs: 10_000, stopWhen: { steps } })
    await scene.run('run.start', { backend: 'wasm' })
    const { run } = await scene.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
    expect(run).toMatchObject({ engine: 'exact CPU', step: steps })
    hashes[id] = { steps, hash: run.weightsHash ?? '' }
    await scene.close()
  }
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('../gallery/fixtures/hashes.json')
}, 300_000)
