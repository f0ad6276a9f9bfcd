/** @file Simple models are never given the answer: where a network reads earlier rows of what it predicts and nothing else, there are none. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openScene } from './testing/scene'

const server = createServer((asked, response) => {
  readFile(join('public/data', new URL(asked.url ?? '/', 'http://x').pathname)).then(
    (bytes) => response.end(bytes),
    () => response.writeHead(404).end(),
  )
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => server.close())

test('co2-forecast reads its own column a month earlier: refused, and said why', async () => {
  const { port } = server.address() as { port: number }
  const scene = await openScene('co2-forecast', undefined, `http://127.0.0.1:${port}/`)
  await scene.when((s) => s.data.loaded)
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start', { backend: 'wasm' })
  await scene.when((s) => s.run.tag === 'done')
  expect(await scene.refused('run.baselines')).toBe('baselines-alone')
  await scene.close()
})
