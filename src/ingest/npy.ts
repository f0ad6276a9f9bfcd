/** @file NPY: arrays saved with `np.save`, one array per file. */
import { readFilesText as text } from '../messages/en/data/read-files'
import { previewArrays, readArrays } from './arrays/array-dataset'
import { isNpy } from './arrays/npy-header'
import { openNpy } from './arrays/open-arrays'
import { defineFormat, extensionOf, type Job } from './define-format'

export const npy = defineFormat({
  id: 'npy',
  title: text.format.npy,
  extensions: ['npy'],
  detect(files, head) {
    if (!files.every(({ path }) => extensionOf(path) === 'npy'))
      return files.length === 1 && isNpy(head) ? 'bytes' : undefined
    return isNpy(head) ? 'bytes' : 'name'
  },
  preview: async (job) => previewArrays(await open(job), npy.id, job),
  async *read(job) {
    return yield* readArrays(await open(job), job)
  },
})

function open({ files }: Job) {
  return Promise.all(files.map(openNpy))
}
