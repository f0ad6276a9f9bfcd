/** @file Example groups: the examples in the gallery, grouped by kind of data, with search terms. */
import { findDataset } from '../../catalog/dataset-def'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { lessons, templates } from '../../gallery'
import type { Template } from '../../gallery/template'
import { dialogsText } from '../../messages/en/shell/dialogs'
import type { Searchable } from './palette-entries'

const { examples: text } = dialogsText

export type ExampleGroup = DatasetSchema['kind'] | 'lessons' | 'blank'

export interface Example extends Searchable {
  readonly template: Template
  readonly group: ExampleGroup
  /** The dataset and its size; absent for the blank project. */
  readonly data?: string
}

/** The groups in display order. */
export const EXAMPLE_GROUPS: readonly ExampleGroup[] = [
  'images',
  'table',
  'text',
  'series',
  'points',
  'lessons',
  'blank',
]

/** Every example and lesson, in group order. */
export function galleryExamples(): readonly Example[] {
  const all = [...templates, ...lessons].map(toExample)
  return EXAMPLE_GROUPS.flatMap((name) => all.filter(({ group }) => group === name))
}

function toExample(template: Template): Example {
  const { title, about, content } = template
  const schema = findDataset(content.data.dataset)?.schema
  const kinds = content.networks.flatMap(({ drawing }) => drawing.nodes.map(({ kind, label }) => `${kind} ${label}`))
  const blank = template.id === 'blank'
  const group = content.lesson ? 'lessons' : blank || !schema ? 'blank' : schema.kind
  return {
    template,
    title,
    group,
    search: [about, template.id, schema?.title, schema?.id, ...kinds, text.group[group]].join(' '),
    ...(schema && !blank ? { data: dataOf(schema) } : {}),
  }
}

function dataOf({ kind, title: dataset, rows }: DatasetSchema): string {
  if (kind === 'images') return text.images({ dataset, rows })
  return kind === 'points' ? text.points({ dataset, rows }) : text.rows({ dataset, rows })
}
