/** @file Generates the table of docs/stages.md from the catalog: run with -u to update it. */
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import type { ParamSpec, ParamSpecs } from '../params'
import { stages } from './index'

const FAMILIES = [
  ['end', 'Begins and ends'],
  ['learns', 'Answers'],
  ['combines', 'Chooses who answers'],
  ['reshapes', 'Prepares and adjusts'],
  ['regularises', 'Guards'],
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
    `What a service is drawn of: ${defs.length} stages. This page is written from the catalog (\`src/catalog/stages/\`); after a change of it,`,
    '`npx vitest run src/catalog/stages/table.test.ts -u` writes it anew. [A stage in ten minutes](adding-a-stage.md) adds one.',
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
  return [`### ${title}`, '', `\`${kind}\`, lowered to \`${class_name}\`. ${summary}`, '', ...table(params)]
}

function table(specs: ParamSpecs): readonly string[] {
  const rows = Object.entries(specs).map(
    ([name, spec]) => `| ${spec.label} | \`${name}\` | ${range(spec)} | ${spec.help} |`,
  )
  return ['| Parameter | Name | Values | What it does |', '| --- | --- | --- | --- |', ...rows, '']
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
