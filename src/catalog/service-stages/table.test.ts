/** @file Generates docs/stages.md from the catalog: run with -u to update it. */
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { wrapped } from '../../messages/markdown.test-help'
import type { ParamSpec } from '../params'
import { stages } from './index'

const FAMILIES = [
  ['end', 'Source and log'],
  ['learns', 'Model'],
  ['combines', 'Routing'],
  ['reshapes', 'Inputs and outputs'],
  ['regularises', 'Protection'],
] as const

const defs = stages.kinds.map((kind) => expectDefined(stages.find(kind), kind))

test('docs/stages.md matches the catalog', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/stages.md')
})

test('every sentence ends with a period, and every name, kind, and parameter has its text', () => {
  for (const { kind, summary, search, params } of defs) {
    expect(summary, kind).toMatch(/^[A-Z].*\.$/)
    expect(summary.length, kind).toBeLessThan(150)
    expect(search, kind).toBeDefined()
    for (const [name, spec] of Object.entries(params)) {
      expect(spec.label, `${kind} ${name}`).toMatch(/^[A-Z]/)
      expect(spec.help, `${kind} ${name}`).toMatch(/\.$/)
    }
  }
  expect(stages.find('constructor')).toBeUndefined()
})

function page(): string {
  return [
    '# Stages of a service',
    '',
    ...wrapped(
      `The ${defs.length} stage kinds of a service diagram, with their parameters: the valid values, and the default in parentheses. [A stage in ten minutes](adding-a-stage.md) shows how to add one.`,
    ),
    '',
    'This page is generated from `src/catalog/service-stages/`. After a change there, run',
    '`npx vitest run src/catalog/service-stages/table.test.ts -u`.',
    '',
    ...FAMILIES.flatMap(([key, title]) => [
      `## ${title}`,
      '',
      ...defs.filter(({ family }) => family === key).flatMap(entry),
    ]),
  ].join('\n')
}

function entry({ title, kind, summary, params }: (typeof defs)[number]): readonly string[] {
  const { class_name } = expectDefined(stages.find(kind), kind).lower(
    Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, spec.default])),
  )
  return [
    `### ${title}`,
    '',
    ...wrapped(`\`${kind}\`, lowered to \`${class_name}\`. ${summary}`),
    '',
    ...Object.entries(params).flatMap(([name, spec]) =>
      wrapped(`**${spec.label}** (\`${name}\`): ${range(spec)}. ${spec.help}`, '- '),
    ),
    '',
  ]
}

function range(spec: ParamSpec): string {
  switch (spec.type) {
    case 'int':
    case 'float':
      return `${spec.min} to ${spec.max} (${spec.default})`
    case 'choice':
      return `${spec.options.join(' or ')} (${spec.default})`
    case 'text':
      return 'text'
    case 'columns':
      return 'columns'
    default:
      throw new Error(`no stage has a ${spec.type}`)
  }
}
