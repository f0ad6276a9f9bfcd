/** @file Generates docs/layers/ from the catalog: run with -u to update it. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { wrapped } from '../../messages/markdown.test-help'
import { findLoss, losses } from '../losses'
import { optimizers } from '../optimizers'
import type { ParamSpec, ParamSpecs } from '../params'
import { schedules } from '../learning-rate-schedules'
import { layerKinds, layers } from './index'

const FAMILIES = [
  ['end', 'Input and output'],
  ['learns', 'Trainable layers'],
  ['reshapes', 'Transforms'],
  ['combines', 'Merge layers'],
  ['regularises', 'Regularization'],
] as const

test.each([
  ['layers', layerPage],
  ['losses-and-optimizers', trainingPage],
] as const)('docs/layers/%s.md matches the catalog', async (name, page) => {
  await expect(page()).toMatchFileSnapshot(`../../../docs/layers/${name}.md`)
})

test('the comparison with other tools counts the layers of the catalog', () => {
  const kinds = layerKinds.filter((kind) => kind !== 'input' && kind !== 'output')
  expect(readFileSync('docs/comparison.md', 'utf8')).toContain(`| ${kinds.length} kinds of layers that train`)
})

test('every sentence ends with a period, and every name, kind, and parameter has its text', () => {
  for (const kind of layerKinds) {
    const def = expectDefined(layers.find(kind), kind)
    expect(def.summary, kind).toMatch(/^[A-Z].*\.$/)
    expect(def.summary.length, kind).toBeLessThan(150)
    for (const [name, spec] of Object.entries(def.params)) {
      expect(spec.label, `${kind} ${name}`).toMatch(/^[A-Z]/)
      expect(spec.help, `${kind} ${name}`).toMatch(/\.$/)
    }
  }
  expect(findLoss('__proto__')).toBeUndefined()
  expect(layers.find('constructor')).toBeUndefined()
})

const GENERATED = [
  '',
  'This page is generated from `src/catalog/`. After a change there, run',
  '`npx vitest run src/catalog/layers/table.test.ts -u`.',
  '',
]

function layerPage(): string {
  const defs = layerKinds.map((kind) => expectDefined(layers.find(kind), kind))
  return [
    '# Layers',
    '',
    ...wrapped(
      `The ${defs.length} layer kinds, with their parameters: the valid values, and the default in parentheses. See [Losses, optimizers, and schedules](losses-and-optimizers.md).`,
    ),
    ...GENERATED,
    ...FAMILIES.flatMap(([key, title]) => [
      `## ${title}`,
      '',
      ...defs.filter(({ family }) => family === key).flatMap(entry),
      '',
    ]),
  ].join('\n')
}

function trainingPage(): string {
  return [
    '# Losses, optimizers, and schedules',
    '',
    'What a training plan can choose: the valid values of each parameter, and the default in parentheses.',
    ...GENERATED,
    '## Losses',
    '',
    ...losses.flatMap((one) => wrapped(`**${one.title}** (\`${one.kind}\`), for ${one.targets}: ${one.summary}`, '- ')),
    '',
    '## Optimizers',
    '',
    ...optimizers.flatMap((one) => [
      ...entry(one),
      ...wrapped(`The learning rate starts at ${one.learningRate} by default.`, '  '),
    ]),
    '',
    '## Learning rate schedules',
    '',
    ...schedules.flatMap(entry),
    '',
  ].join('\n')
}

interface Listed {
  readonly title: string
  readonly kind: string
  readonly summary: string
  readonly params: ParamSpecs
}

function entry({ title, kind, summary, params }: Listed): readonly string[] {
  const values = parameters(params)
  return [...wrapped(`**${title}** (\`${kind}\`): ${summary}`, '- '), ...(values === '' ? [] : wrapped(values, '  '))]
}

function parameters(specs: ParamSpecs): string {
  return Object.entries(specs)
    .map(([name, spec]) => `\`${name}\` ${range(spec)}`)
    .map((one) => one.trim())
    .join('; ')
}

function range(spec: ParamSpec): string {
  switch (spec.type) {
    case 'int':
    case 'float':
      return `${spec.min} to ${spec.max} (${spec.default})`
    case 'window':
      return `${spec.min} to ${spec.max}${spec.axes > 1 ? `, one or ${spec.axes} numbers` : ''} (${spec.default})`
    case 'choice':
      return `${spec.options.length > 6 ? `one of ${spec.options.length}` : spec.options.join(' or ')} (${spec.default})`
    case 'flag':
      return spec.default ? '(yes)' : '(no)'
    case 'ints':
      return `up to ${spec.maxLength} numbers`
    case 'text':
    case 'columns':
      return ''
    default:
      return spec satisfies never
  }
}
