/** @file Generates the table of docs/layers.md from the catalog: run with -u to update it. */
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findLoss, losses } from '../losses'
import { optimizers } from '../optimizers'
import type { ParamSpec, ParamSpecs } from '../params'
import { schedules } from '../schedules'
import { layerKinds, layers } from './index'

const FAMILIES = [
  ['end', 'Begins and ends'],
  ['learns', 'Learns'],
  ['reshapes', 'Reshapes'],
  ['combines', 'Combines'],
  ['regularises', 'Regularises'],
] as const

test('docs/layers.md matches the catalog', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/layers.md')
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

function page(): string {
  const defs = layerKinds.map((kind) => expectDefined(layers.find(kind), kind))
  const family = ([key, title]: (typeof FAMILIES)[number]) => [
    `## ${title}`,
    '',
    ...table(
      ['Layer', 'Kind', 'What it does', 'Parameters'],
      defs
        .filter((def) => def.family === key)
        .map((def) => [def.title, `\`${def.kind}\``, def.summary, parameters(def.params)]),
    ),
  ]
  return [
    '# Layers, losses, optimizers, schedules',
    '',
    `What can be drawn: ${defs.length} layers. This page is written from the catalog (\`src/catalog/\`); after a change of it,`,
    '`npx vitest run src/catalog/layers/table.test.ts -u` writes it anew.',
    '',
    ...FAMILIES.flatMap(family),
    '## Losses',
    '',
    ...table(
      ['Loss', 'Kind', 'For', 'What it measures'],
      losses.map((loss) => [loss.title, `\`${loss.kind}\``, loss.targets, loss.summary]),
    ),
    '## Optimizers',
    '',
    ...table(
      ['Optimizer', 'Kind', 'Learning rate to begin with', 'How it steps', 'Parameters'],
      optimizers.map((one) => [
        one.title,
        `\`${one.kind}\``,
        String(one.learningRate),
        one.summary,
        parameters(one.params),
      ]),
    ),
    '## Schedules of the learning rate',
    '',
    ...table(
      ['Schedule', 'Kind', 'How the rate moves', 'Parameters'],
      schedules.map((one) => [one.title, `\`${one.kind}\``, one.summary, parameters(one.params)]),
    ),
  ].join('\n')
}

function parameters(specs: ParamSpecs): string {
  return Object.entries(specs)
    .map(([name, spec]) => `\`${name}\` ${range(spec)}`)
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

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.trim()).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), '']
}
