/** @file NPY: arrays saved with `np.save`, one file each. */
import { readFilesText as text } from '../messages/en/data/read-files'
import { lookAtArrays, readArrays } from './arrays/array-set'
import { isNpy } from './arrays/npy-header'
import { openNpy } from './arrays/open-arrays'
import { defineFormat, extensionOf, type Job } from './define-format'

export const npy = defineFormat({
  id: 'npy',
  title: text.format.npy,
  extensions: ['npy'],
  knows(files, head) {
    if (!files.every(({ path }) => extensionOf(path) === 'npy'))
      return files.length === 1 && isNpy(head) ? 'bytes' : undefined
    return isNpy(head) ? 'bytes' : 'name'
  },
  look: async (job) => lookAtArrays(await open(job), npy.id, job),
  async *read(job) {
    return yield* readArrays(await open(job), job)
  },
})

function open({ files }: Job) {
  return Promise.all(files.map(openNpy))
}
