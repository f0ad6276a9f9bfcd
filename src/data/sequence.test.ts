/**
 * @file Tests text targets: the positions and tokens from the plan, end tokens and missing values, and decoding back to
 * text.
 */
import { describe, expect, it } from 'vitest'
import { expectDefined } from '../base/assert'
import { formatMessage } from '../messages/message'
import { type DatasetSchema, textColumn } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/training-plan'
import { bind } from './bind-columns'
import type { Dataset } from './dataset'
import { decodeOutputs } from './decode-outputs'
import { encodeTargets, targetsPerRow } from './encode-rows'
import { fitPipeline } from './fit-pipeline'
import './transforms/step-chain'

const texts = ['ab', 'ba', '', 'abbb', 'b', 'ca', 'aabba']
const schema: DatasetSchema = {
  ...{ id: 'texts', title: 'Texts', kind: 'text', rows: texts.length, testRows: 0, target: 'answer', ignore: [] },
  columns: [
    { name: 'given', type: 'text' },
    { name: 'answer', type: 'text' },
  ],
}
const dataset: Dataset = { schema, columns: [textColumn(texts), textColumn(texts)] }
const step = { kind: 'characters', most: 2, length: 4 }
const rows = Uint32Array.from(texts.keys())
const bound = (prepare?: Plan['prepare']) =>
  bind(
    schema,
    prepare ? { prepare } : {},
    [{ node: 'in', label: 'In', columns: [], shape: [] }],
    [{ node: 'out', label: 'Out', target: '' }],
  )

function fitted(prepare: Plan['prepare'], train = rows) {
  const { binding } = bound(prepare)
  const pipeline = fitPipeline(dataset, binding, train, new Set(), prepare ? { prepare } : {})
  return { pipeline, output: expectDefined(pipeline.outputs[0], 'an output') }
}

describe('the task', () => {
  it('has the positions of the step, and the tokens of its vocabulary plus two', () => {
    const task = (prepare?: Plan['prepare']) => bound(prepare).binding.outputs[0]?.task
    expect(task({ answer: [step] })).toEqual({ kind: 'sequence', column: 'answer', shape: [4, 4] })
    expect(task({ answer: [{ kind: 'words', most: 30, length: 5 }] })).toMatchObject({ shape: [5, 32] })
    expect(task()).toMatchObject({ shape: [20, 62] })
  })

  it.each([
    ['steps that do not give tokens', [{ kind: 'bagOfWords' }]],
    ['padding at the start', [{ ...step, pad: 'left' }]],
    ['no steps', []],
  ])('is not possible for %s', (_, steps) => {
    const { problems, binding } = bound({ answer: steps })
    expect(binding.outputs).toEqual([])
    expect(problems[0] && formatMessage(problems[0].problem)).toMatch(
      /"answer" (is predicted one position at a time|would reach)/,
    )
  })
})

describe('encoded', () => {
  it('one token per position, 0 for the end, nothing after it, 1 for unknown ones', () => {
    const train = Uint32Array.of(0, 1, 3, 4)
    const { output } = fitted({ answer: [step] }, train)
    expect(targetsPerRow(output)).toBe(4)
    const none = Number.NaN
    // b is more frequent than a, so token 2 is b and token 3 is a.
    expect([...encodeTargets(output, dataset, Uint32Array.of(0, 4, 2, 3, 5))]).toEqual(
      [
        [3, 2, 0, none],
        [2, 0, none, none],
        [none, none, none, none],
        [3, 2, 2, 2],
        [1, 3, 0, none],
      ].flat(),
    )
  })

  it('decodes to the text if the prediction equals the target', () => {
    const { output, pipeline } = fitted({ answer: [{ ...step, most: 3 }] })
    const [indexes = 0, vocabulary = 0] = output.kind === 'sequence' ? output.shape : []
    const targets = encodeTargets(output, dataset, rows)
    const raw = new Float32Array(rows.length * indexes * vocabulary)
    targets.forEach((token, at) => {
      raw[at * vocabulary + (Number.isNaN(token) ? 0 : token)] = 1
    })
    expect(decodeOutputs(pipeline, [raw], rows.length)).toEqual(
      texts.map((text) => ({ text: text.slice(0, 4), probability: 1 })),
    )
  })

  it('joins words with a space', () => {
    const twoTexts: Dataset = { schema, columns: [textColumn(['no', 'no yes', '']), textColumn(['no', 'no yes', ''])] }
    const prepare = { answer: [{ kind: 'words', most: 2, length: 2 }] }
    const all = Uint32Array.of(0, 1, 2)
    const pipeline = fitPipeline(twoTexts, bound(prepare).binding, all, new Set(), { prepare })
    const raw = Float32Array.from([0, 0, 1, 0, 0, 0, 0, 1].map((one) => one * 0.5 + 0.1))
    expect(decodeOutputs(pipeline, [raw], 1)).toEqual([{ text: 'no yes', probability: expect.closeTo(0.36, 6) }])
  })
})
