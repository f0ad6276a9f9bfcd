/**
 * @file Folder: many files at once, of which some form a dataset, such as a table with its readme, or several tables to
 * choose from.
 */
import { readFilesText as text } from '../messages/en/data/read-files'
import { defineFormat } from './define-format'
import { previewMixed, readMixed } from './files/mixed-files'

export const folder = defineFormat({
  id: 'folder',
  title: text.format.folder,
  extensions: [],
  detect: (files) => (files.length > 1 ? 'guess' : undefined),
  preview: (job) => previewMixed(folder.id, text.about.files({ files: job.files.length }), job.files, job),
  async *read(job) {
    return yield* readMixed(folder.id, job.files, job)
  },
})
