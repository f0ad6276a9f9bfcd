/**
 * @file Notices about imported files, copied links, and lessons, keyed by code. Loaded with the code that shows them.
 */
import { defineMessages } from '../define'
import { count, list, plural } from '../format'

export const projectNotices = defineMessages('project-notices', {
  'project-imported': (a: { project: string }) => `"${a.project}" is open.`,
  'model-imported': (a: { name: string; version: number }) =>
    `${a.name}, version ${count(a.version)}, is saved on this device.`,
  'link-copied': (a: { characters: number; services: number }) =>
    `Link copied (${characters(a)}). It contains ${list([...content(a), 'the dataset name'])}. Models are not included.`,
  'link-copied-own-data': (a: { characters: number; services: number }) =>
    `Link copied (${characters(a)}). It contains ${list([...content(a), 'the title, columns, and category values of your dataset'])}. Rows and models are not included.`,
  'lesson-restarted': (a: { version: number; name: string }) =>
    `The lesson is back at the start. Your work is saved as version ${count(a.version)}, "${a.name}".`,
})

function characters(a: { readonly characters: number }): string {
  return plural(a.characters, { one: '# character', other: '# characters' })
}

/** Lists what every link to a project contains. */
function content(a: { readonly services: number }): readonly string[] {
  const own = ['the network', 'the training settings']
  return a.services === 0 ? own : [...own, plural(a.services, { one: 'the service', other: 'all # services' })]
}
