/**
 * @file Tests artifacts of a model that outputs text: they can be read back, are refused if they do not fit, and decode
 * to the same text in Python.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { lacks, PYTHON } from '../../base/python.test-help'
import { reverseSequences } from '../../catalog/datasets/sequences'
import { checkNetwork } from '../../compile/check-network'
import { toJob } from '../../compile/to-training-job'
import { generate } from '../../data/dataset'
import { decodeOutputs, type TextPrediction } from '../../data/decode-outputs'
import type { Pipeline } from '../../data/pipeline'
import { makeSplit } from '../../data/split'
import { reverseGru } from '../../gallery/sequences'
import { formatMessage } from '../../messages/message'
import { type SampleModel, sampleModel } from './fixtures/sample-model'
import { readArtifact } from './read'
import { pipelineProblem, rebuild } from './rebuild'
import { writeArtifact } from './write'
import { readZip } from './zip'

const { content } = reverseGru
const dataset = generate(reverseSequences, 7, 60)
const report = checkNetwork(
  expectDefined(content.networks[0], 'a network').drawing,
  reverseSequences.schema,
  content.plan,
)
const split = makeSplit(dataset, content.plan.split, 7, 'answer')
const { pipeline } = toJob(report, content.plan, dataset, split).job

let sample: SampleModel
let bytes: Uint8Array<ArrayBuffer>
let folder: string

beforeAll(async () => {
  sample = await sampleModel(content)
  bytes = writeArtifact(sample.record, sample.golden)
  folder = mkdtempSync(join(tmpdir(), 'netloom-'))
  const files = readZip(bytes)
  if (!files.ok) throw new Error(formatMessage(files.error))
  for (const [name, one] of files.value) writeFileSync(join(folder, name), one)
})

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true })
})

test('the artifact is read back with its vocabulary, and its golden outputs have positions and characters', () => {
  const read = readArtifact(bytes)
  if (!read.ok) throw new Error(formatMessage(read.error))
  expect(read.value.pipeline).toEqual(sample.record.pipeline)
  const files = readZip(bytes)
  const golden = files.ok ? JSON.parse(new TextDecoder().decode(files.value.get('golden.json'))) : undefined
  expect(golden.outputs[0].shape).toEqual([sample.golden.count, 6, 10])
})

type Text = Extract<Pipeline['outputs'][number], { kind: 'sequence' }>
test.each<[string, (output: Text) => Text, string]>([
  [
    'other signs',
    (output) => ({ ...output, shape: [6, 9] }),
    'expects text of shape 6×9 (its steps produce 6×10), but the network outputs 6×10',
  ],
  ['another length', (output) => ({ ...output, shape: [5, 10] }), 'expects text of shape 5×10'],
  ['the steps of another column', (output) => ({ ...output, text: { ...output.text, column: 'given' } }), 'token IDs'],
  ['no steps', (output) => ({ ...output, text: { ...output.text, steps: [] } }), 'would reach the network as text'],
  [
    'a vocabulary that is too long',
    (output) => {
      const [step] = output.text.steps
      const learned = { known: [...'abcdefghi'] }
      return { ...output, text: { ...output.text, steps: step ? [{ ...step, learned }] : [] } }
    },
    'cannot be right',
  ],
])('%s are refused', (_, change, why) => {
  const rebuilt = rebuild(content, pipeline)
  if (!rebuilt.ok) throw new Error(formatMessage(rebuilt.error))
  expect(pipelineProblem(pipeline, rebuilt.value)).toBeUndefined()
  const outputs = pipeline.outputs.map((output) => (output.kind === 'sequence' ? change(output) : output))
  const problem = pipelineProblem({ ...pipeline, outputs }, rebuilt.value)
  expect(problem && formatMessage(problem)).toContain(why)
})

test.skipIf(lacks('numpy'))('pipeline.py decodes the same texts', () => {
  const signs = [
    [2, 3, 0, 4, 4, 4],
    [0, 2, 2, 2, 2, 2],
    [9, 8, 7, 6, 5, 4],
    [2, 1, 3, 1, 0, 0],
  ]
  const raw = new Float32Array(4 * 60)
  signs.flat().forEach((sign, at) => {
    raw[at * 10 + sign] = 0.9
  })
  const code = `
import json
import numpy as np
from pipeline import decode
raw = np.array(json.loads(${JSON.stringify(JSON.stringify([...raw]))})).reshape(4, 6, 10)
print(json.dumps(decode(raw)["Answer"]))`
  const ran = spawnSync(PYTHON, ['-c', code], { cwd: folder, encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  const here = (decodeOutputs(sample.record.pipeline, [raw], 4) as readonly TextPrediction[]).map(({ text }) => text)
  expect(JSON.parse(ran.stdout)).toEqual(here)
  expect(here.map((text) => text.length)).toEqual([2, 0, 6, 4])
  expect(here[3]).toMatch(/^.\ufffd.\ufffd$/)
})
