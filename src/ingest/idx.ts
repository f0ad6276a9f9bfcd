/**
 * @file IDX: the array format of MNIST and similar datasets, optionally gzipped. Images and labels are paired by name;
 * files with t10k in their name contain test rows.
 */
import { readFilesText as text } from '../messages/en/data/read-files'
import { previewArrays, readArrays } from './arrays/array-dataset'
import { isIdx, isIdxName } from './arrays/idx-header'
import { openIdx } from './arrays/open-arrays'
import { defineFormat, type Job } from './define-format'

export const idx = defineFormat({
  id: 'idx',
  title: text.format.idx,
  extensions: ['idx', 'gz'],
  detect(files, head) {
    if (files.every(({ path }) => isIdxName(path))) return 'bytes'
    return files.length === 1 && isIdx(head) ? 'guess' : undefined
  },
  preview: async (job) => previewArrays(await open(job), idx.id, job),
  async *read(job) {
    return yield* readArrays(await open(job), job)
  },
})

function open({ files }: Job) {
  return Promise.all(files.map(openIdx))
}
