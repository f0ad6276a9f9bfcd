/** @file Tests that the README's code decides as Netloom does, and that the README says what the model decides by. */
import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { rng } from '../../base/rng'
import { scoresAt } from '../../data/decode-outputs'
import { type Calibration, type Decision, decidedClass } from '../../data/output-decision'
import type { FittedOutput } from '../../data/pipeline'
import { templates } from '../../gallery'
import { decisionCode } from './decision-code'
import { sampleModel } from './fixtures/sample-model'
import { writeArtifact } from './write'
import { readZip } from './zip'

type Output = Extract<FittedOutput, { kind: 'classes' }>
type Decide = (y: readonly number[], output: Output) => { label: string; probability: number }

const isotonic = { x: [0.1, 0.3, 0.3000001, 0.8], y: [0, 0.25, 0.5, 1] }
const methods: readonly (Calibration | undefined)[] = [
  undefined,
  { method: 'temperature', temperature: 1.7 },
  {
    method: 'platt',
    perClass: [
      { a: 0.7, b: -0.4 },
      { a: 1.2, b: 0.1 },
      { a: 2, b: 1 },
    ],
  },
  { method: 'isotonic', perClass: [isotonic, isotonic, { x: [0.4], y: [0.2] }] },
]

describe('the code of the README', () => {
  test.each(methods)('decides as Netloom does: %o', async (calibration) => {
    const { decide } = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export ${decisionCode}`)}`
    )) as { decide: Decide }
    const random = rng(5, { kind: 'generate' })
    const decisions: readonly (Decision | undefined)[] = [
      undefined,
      { positive: 1, threshold: 0.15 },
      { positive: 0, threshold: 0.7 },
    ]
    for (const [width, labels, signed] of [
      [1, ['no', 'yes'], false],
      [1, ['no', 'yes'], true],
      [2, ['no', 'yes'], false],
      [3, ['a', 'b', 'c'], false],
    ] as const)
      for (const decision of decisions)
        for (let i = 0; i < 40; i++) {
          const drawn = Array.from({ length: width }, () => random.uniform())
          const sum = drawn.reduce((all, one) => all + one, 0)
          const y =
            width === 1 ? [signed ? 2 * (drawn[0] as number) - 1 : (drawn[0] as number)] : drawn.map((one) => one / sum)
          const output: Output = {
            ...{ kind: 'classes', label: 'o', column: 'o', labels },
            ...(signed && { signed }),
            ...(calibration && { calibration }),
            ...(decision && { decision }),
          }
          const raw = Float32Array.from(y)
          const scores = scoresAt(output, raw, 0, width)
          const k = decidedClass(scores, decision)
          const found = decide([...raw], output)
          expect(found.label).toBe(labels[k])
          expect(found.probability).toBeCloseTo(scores[k] as number, 9)
        }
  })

  test('is in the README of a model with a threshold, with what it decides; others do not have it', async () => {
    const { content } = expectDefined(
      templates.find(({ id }) => id === 'moons-mlp'),
      'the template',
    )
    const { record, golden } = await sampleModel(content)
    const readmeOf = (model: typeof record) => {
      const files = readZip(writeArtifact(model, golden))
      return files.ok ? new TextDecoder().decode(files.value.get('README.md')) : ''
    }
    expect(readmeOf(record)).not.toContain('decide(')
    const calibration: Calibration = { method: 'platt', perClass: [{ a: 1.5, b: 0.2 }] }
    const outputs = record.pipeline.outputs.map((output) =>
      output.kind === 'classes' ? { ...output, calibration, decision: { positive: 1, threshold: 0.08462 } } : output,
    )
    const readme = readmeOf({ ...record, pipeline: { ...record.pipeline, outputs } })
    expect(readme).toContain(decisionCode)
    expect(readme).toContain('from a probability of 0.08462 up')
    expect(readme).toContain('Platt scaling')
  })
})
