/** @file Example groups: the gallery by the kind of data an example learns from, with the words it is found by. */
import { counted } from '../../messages/format'
import { findDataset } from '../../catalog/dataset-def'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { lessons, templates } from '../../gallery'
import type { Template } from '../../gallery/template'
import type { Found } from './palette-entries'

export interface Example extends Found {
  readonly template: Template
  /** Its set, and how much of it there is; none where there is nothing to learn yet. */
  readonly data?: string
}

/** In the order shown. */
const GROUPS: Readonly<Record<DatasetSchema['kind'], string>> = {
  images: 'Pictures',
  table: 'Tables',
  text: 'Texts',
  series: 'Time and events',
  points: 'Points',
}
const LESSONS = 'Lessons'
const BLANK = 'Blank'

/** Every example and lesson, group by group. */
export function examples(): readonly Example[] {
  const all = [...templates, ...lessons].map(exampleOf)
  return groupNames.flatMap((name) => all.filter(({ group }) => group === name))
}

/** The groups, in the order shown. */
export const groupNames: readonly string[] = [...Object.values(GROUPS), LESSONS, BLANK]

function exampleOf(template: Template): Example {
  const { title, about, content } = template
  const schema = findDataset(content.data.dataset)?.schema
  const kinds = content.networks.flatMap(({ drawing }) => drawing.nodes.map(({ kind, label }) => `${kind} ${label}`))
  const blank = template.id === 'blank'
  return {
    template,
    title,
    group: content.lesson ? LESSONS : blank || !schema ? BLANK : GROUPS[schema.kind],
    search: `${about} ${template.id} ${schema?.title ?? ''} ${schema?.id ?? ''} ${kinds.join(' ')}`,
    ...(schema && !blank ? { data: `${schema.title}, ${rowWords(schema)}` } : {}),
  }
}

function rowWords({ kind, rows }: DatasetSchema): string {
  return counted(rows, kind === 'images' ? 'picture' : kind === 'points' ? 'point' : 'row')
}
