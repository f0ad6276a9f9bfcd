/** @file Folder: many files at once, of which some make a set: a table beside its readme, several tables to choose from. */
import { counted } from '../messages/format'
import { defineFormat } from './define-format'
import { lookAtMixed, readMixed } from './files/mixed'

export const folder = defineFormat({
  id: 'folder',
  title: 'folders',
  extensions: [],
  knows: (files) => (files.length > 1 ? 'guess' : undefined),
  look: (job) => lookAtMixed(folder.id, counted(job.files.length, 'file'), job.files, job),
  async *read(job) {
    return yield* readMixed(folder.id, job.files, job)
  },
})
