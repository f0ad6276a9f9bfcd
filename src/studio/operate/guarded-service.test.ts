/** The input guard of a saved model in a service: the verdicts of the app, in responses, the log, and the dashboard. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeServer } from '../../../scripts/bundles.mjs'
import { expectDefined } from '../../base/assert'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import { requestOf } from '../../ops/log/request-record'
import type { Answered } from '../../protocol/serving-messages'
import type { ModelMeta } from '../../serving/http/model-metadata'
import { encodeClean, rowReader } from '../../serving/request-rows'
import type { RawRow } from '../../serving/validate-input'
import { readZip } from '../../storage/model-artifact/zip'
import { guardedOf, guardScores } from '../evaluation/guard'
import { NodeServing } from '../testing/node-serving.test-help'
import { closeMoons } from '../testing/served-moons.test-help'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { operateController } from './controller'

/** The verdicts of pipeline.py, with the network in NumPy. */
const FLAGGED = `
import json, sys, numpy as np, pipeline
rows, weights = json.load(sys.stdin), np.load("weights.npz")
names = list(dict.fromkeys(name.split("/")[0] for name in weights.files))
def outputs(inputs):
    x, found = inputs[0].reshape(len(inputs[0]), -1).astype(np.float64), {}
    for name in names:
        x = x @ weights[name + "/kernel"] + weights[name + "/bias"]
        x = np.maximum(x, 0) if name != names[-1] else np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
        found[name] = x
    return found
predict = lambda inputs: outputs(inputs)[names[-1]]
samples = [next(iter(row.values())) for row in rows]
print(json.dumps(pipeline.flagged(pipeline.encode(samples), predict, lambda name, x: outputs(x)[name]).tolist()))
`

function flaggedByPython(cwd: string, rows: readonly RawRow[]): unknown {
  const python = spawnSync(PYTHON, ['-c', FLAGGED], { cwd, input: JSON.stringify(rows), encoding: 'utf8' })
  if (python.status !== 0) throw new Error(python.stderr)
  return JSON.parse(python.stdout)
}

/** Writes the files of a saved model, with serve.mjs, to a new folder. */
async function exported(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'guarded-'))
  folders.push(folder)
  const files = readZip(await digits.run<Uint8Array<ArrayBuffer>>('model.export', { name }))
  if (!files.ok) throw new Error(files.error.code)
  for (const [file, bytes] of files.value) writeFileSync(join(folder, file), bytes)
  writeFileSync(join(folder, 'serve.mjs'), await nodeServer())
  return folder
}

/** The verdicts of serve.mjs, and its metrics after them. */
async function servedByNode(cwd: string, name: string, rows: readonly RawRow[]) {
  const child = spawn(process.execPath, ['serve.mjs', '--port', '0', '--flagged', 'abstain'], { cwd })
  try {
    const base = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (part: Buffer) => resolve(/http:\/\/[^/\s]+/.exec(String(part))?.[0] ?? ''))
      child.stderr.on('data', (part: Buffer) => reject(new Error(String(part))))
    })
    const meta = (await (await fetch(`${base}/v2/models/${name}`)).json()) as ModelMeta
    const [image] = meta.inputs
    const data = encodeClean(await pipelineOf(name), rows)[0] as Float32Array
    const shape = [rows.length, ...(image?.shape.slice(1) ?? [])]
    const inputs = [{ name: image?.name, datatype: 'FP32', shape, data: [...data] }]
    const reply = await fetch(`${base}/v2/models/${name}/infer`, { method: 'POST', body: JSON.stringify({ inputs }) })
    const { parameters, outputs } = (await reply.json()) as InferReply
    const verdicts = parameters.flagged.split(',').map((one) => one === 'true')
    // A flagged row has no class.
    expect(outputs[0]?.data.map((one) => one === '')).toEqual(verdicts)
    return [verdicts, await (await fetch(`${base}/metrics`)).text()] as const
  } finally {
    child.kill()
  }
}

interface InferReply {
  readonly parameters: { readonly flagged: string }
  readonly outputs: readonly { readonly data: readonly unknown[] }[]
}

async function pipelineOf(model: string) {
  return (await guardedOf(digits.studio, { model: `${model} v1` })).weights.pipeline
}

const folders: string[] = []
let digits: TestStudio
let shipped: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  Object.assign(globalThis, { Worker: NodeServing })
  shipped = await serveShippedData()
  digits = await openTestStudio('small-digits-mlp', undefined, shipped.base)
  await digits.when(({ data }) => data.loaded)
  await digits.run('plan.set', { epochs: 10_000, stopWhen: { steps: 300 } })
  await digits.run('run.start')
  await digits.when(({ run }) => run.tag === 'done')
}, 60_000)
afterAll(async () => {
  await closeMoons(digits)
  shipped.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Rows of the test set, and the same with random pixels added: a few, then all. */
async function mixedRows(model: string): Promise<{ readonly rows: readonly RawRow[]; readonly flagged: boolean[] }> {
  const what = await guardedOf(digits.studio, { model })
  const { pipeline, ready } = what.weights
  const read = rowReader(ready.dataset, pipeline)
  const noise = rng(3, { kind: 'resample', epoch: 0 })
  const rows = Array.from(ready.split.test.slice(0, 60), (row, i): RawRow => {
    const [[column, pixels] = ['', []]] = Object.entries(read(row))
    const share = i % 3 === 0 ? 0 : i % 3 === 1 ? 0.1 : 1
    return {
      [column]: Array.from(pixels as Uint8Array, (one) => (noise.uniform() < share ? 255 * noise.uniform() : one)),
    }
  })
  const scores = await guardScores(what, encodeClean(pipeline, rows), rows.length)
  return { rows, flagged: Array.from(scores, (score) => score > what.guard.limit) }
}

test.each([
  ['mahalanobis', 0.05],
  // Also clean digits change much in two shades.
  ['squeezing', 0.3],
])(
  'a service flags the inputs that the app flags, by %s (%f), and does with them what its stage says',
  async (method, falseAlarms) => {
    await digits.run('guard.fit', { method, falseAlarms })
    await digits.run('model.save', { name: method })
    const { rows, flagged } = await mixedRows(`${method} v1`)
    const count = flagged.filter(Boolean).length
    expect(count > 5 && count < 55).toBe(true)

    const service = `guarded by ${method}`
    await digits.run('service.new', { name: service, model: method })
    await digits.run('graph.set', { service, node: 'abstain', params: { below: 0 } })
    await digits.run('service.start')
    const ask = () => digits.run<readonly Answered[]>('service.infer', { rows })
    // Without the stage, the guard of a model changes nothing.
    expect((await ask()).every((one) => one.status === 'ok' && one.flagged === undefined)).toBe(true)
    const node = await digits.run<string>('graph.addBefore', { service, kind: 'guard', node: 'abstain' })
    const verdicts = (answers: readonly Answered[]) => answers.map((one) => one.flagged === true)
    const expected = (status: string) => flagged.map((one) => (one ? status : 'ok'))
    for (const [action, status] of [
      ['abstain', 'abstained'],
      ['fallback', 'fallback'],
      ['count', 'ok'],
    ] as const) {
      await digits.run('graph.set', { service, node, params: { flagged: action } })
      const answers = await ask()
      expect(verdicts(answers)).toEqual(flagged)
      expect(answers.map((one) => one.status)).toEqual(expected(status))
    }

    const log = operateController(digits.studio).log()
    await expect.poll(() => log.fold.buffer.next).toBe(4 * rows.length)
    const book = expectDefined(log.book, 'the log dictionary')
    const logged = rows.map((_, i) => requestOf(log.fold.buffer, book, 0, rows.length + i)?.verdict === 'input-flagged')
    expect(logged).toEqual(flagged)
    const query = { verdict: 'input-flagged' }
    expect(await digits.run<number[]>('log.find', { query, limit: 1000 })).toHaveLength(3 * count)
    expect(await digits.run('log.totals')).toMatchObject({ flagged: 3 * count })
    await digits.run('service.stop')

    const folder = await exported(method)
    const [served, metrics] = await servedByNode(folder, method, rows)
    expect(served).toEqual(flagged)
    expect(metrics).toContain(`netloom_flagged_inputs_total{model="${method}",version="1",code="200"} ${count}\n`)
    if (!lacks('numpy')) expect(flaggedByPython(folder, rows)).toEqual(flagged)
  },
  60_000,
)
