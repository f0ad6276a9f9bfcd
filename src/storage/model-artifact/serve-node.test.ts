import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeServer } from '../../../scripts/bundles.mjs'
import { templates } from '../../gallery'
import { type ContractCase, contractFor, differences } from '../../serving/http/contract.test-help'
import type { ModelMeta } from '../../serving/http/model-metadata'
import type { HttpReply } from '../../serving/http/http-types'
import { openHttp } from '../../serving/http/open-http'
import { modelBackend } from '../../serving/http/model-backend'
import { openModel } from '../../serving/open-model'
import '../../training/testing/node-wasm'
import { type SampleModel, sampleModel } from './fixtures/sample-model'
import { VERSION } from './format'
import { readArtifact } from './read'
import { writeArtifact } from './write'
import { readZip } from './zip'

let code = ''
const folders: string[] = []
const children: ChildProcess[] = []
beforeAll(async () => {
  code = await nodeServer()
})
afterAll(() => {
  for (const child of children) child.kill()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Writes the files of an export to a new temporary folder. */
function unpacked({ record, golden }: SampleModel): string {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'))
  folders.push(folder)
  const files = readZip(writeArtifact(record, golden, code))
  if (!files.ok) throw new Error(files.error.code)
  for (const [name, bytes] of files.value) writeFileSync(join(folder, name), bytes)
  return folder
}

/** Runs the server until it prints its address or exits. */
function run(folder: string, ...args: string[]): Promise<{ readonly said: string; readonly base: string }> {
  const child = spawn(process.execPath, ['serve.mjs', '--port', '0', ...args], { cwd: folder })
  children.push(child)
  let said = ''
  return new Promise((resolve) => {
    const onOutput = (part: Buffer) => {
      said += String(part)
      const base = /http:\/\/[^/\s]+/.exec(said)?.[0]
      if (base) resolve({ said, base })
    }
    child.stdout.on('data', onOutput)
    child.stderr.on('data', onOutput)
    child.on('close', () => resolve({ said, base: '' }))
  })
}

async function call(base: string, { request }: ContractCase): Promise<HttpReply> {
  const { method, path, body, pad = 0, headers = {} } = request
  const sent = method === 'POST' ? { body: body + ' '.repeat(pad) } : {}
  const reply = await fetch(base + path, { method, headers, ...sent })
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
}

const WITH = ['digits-cnn', 'penguins-mlp', 'auto-mpg-two-inputs', 'names-gru']
const some = templates.filter(({ id }) => WITH.includes(id))

describe.each(some)('serve.mjs of $id', ({ content }) => {
  test('fulfills the HTTP contract, and returns the same bytes as the page', async () => {
    const sample = await sampleModel(content)
    const { base, said } = await run(unpacked(sample))
    expect(said).toContain(sample.record.name)
    const { name, version, pipeline, model, weights } = sample.record
    const path = `/v2/models/${encodeURIComponent(name)}`
    const meta = (await (await fetch(base + path)).json()) as ModelMeta
    const wrong: string[] = []
    const opened = await openModel({ ref: { model: name, version }, model, weights })
    const here = openHttp(
      modelBackend({ name, version, pipeline, model: () => opened, trace: () => '0'.repeat(32), now: () => 0 }),
      () => 0,
    )
    for (const one of contractFor(meta)) {
      const reply = await call(base, one)
      for (const what of differences(one, reply)) wrong.push(`${one.name}: ${what}`)
      if (reply.status !== 200 || one.request.method !== 'POST') continue
      const own = await here({ ...one.request, headers: {} })
      expect(outputsOf(reply)).toBe(outputsOf(own))
    }
    expect(wrong).toEqual([])
  })
})

test('an export with a server can be imported as a model', async () => {
  const { record, golden } = await sampleModel((some[0] as (typeof some)[number]).content)
  const read = readArtifact(writeArtifact(record, golden, code))
  expect(read.ok && read.value.hash).toBe(record.hash)
})

test('a changed or missing file is reported before anything is served', async () => {
  const folder = unpacked(await sampleModel((some[0] as (typeof some)[number]).content))
  expect((await run(folder, '--prot', '1')).said).toContain('Unknown option: --prot 1')
  writeFileSync(join(folder, 'pipeline.json'), '{}')
  expect((await run(folder)).said).toContain('pipeline.json was changed')
  rmSync(join(folder, 'weights.bin'))
  writeFileSync(join(folder, 'manifest.json'), `{"format": "netloom-artifact", "version": ${VERSION}}`)
  expect((await run(folder)).said).toContain('lists no files')
  writeFileSync(join(folder, 'manifest.json'), `{"format": "netloom-artifact", "version": ${VERSION + 1}}`)
  expect((await run(folder)).said).toContain(
    `uses format ${VERSION + 1}, but this server reads formats up to ${VERSION}`,
  )
})

function outputsOf({ body }: HttpReply): string {
  return JSON.stringify((JSON.parse(body) as { outputs: unknown }).outputs)
}
