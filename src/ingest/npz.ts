/** @file NPZ: several arrays in one file, as `np.savez` and `np.savez_compressed` write them. */
import { readFilesText as text } from '../messages/en/data/read-files'
import { previewArrays, readArrays } from './arrays/array-dataset'
import { openNpz } from './arrays/open-arrays'
import { defineFormat, extensionOf, type Job } from './define-format'

export const npz = defineFormat({
  id: 'npz',
  title: text.format.npz,
  extensions: ['npz'],
  detect: (files) => (files.every(({ path }) => extensionOf(path) === 'npz') ? 'bytes' : undefined),
  preview: async (job) => previewArrays(await open(job), npz.id, job),
  async *read(job) {
    return yield* readArrays(await open(job), job)
  },
})

async function open({ files }: Job) {
  return (await Promise.all(files.map(openNpz))).flat()
}
