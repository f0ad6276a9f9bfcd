/** @file The formats of arrays: NPY, NPZ, and IDX. */
import { readFilesText as text } from '../../messages/en/data/read-files'
import type { IngestFile } from '../../protocol/ingest-messages'
import { previewArrays, readArrays } from '../arrays/array-dataset'
import { isIdx, isIdxName, isNpy, type NamedArray } from '../arrays/array-header'
import { openIdx, openNpy, openNpz } from '../arrays/open-arrays'
import { defineFormat, extensionOf, type Format, type Job } from '../define-format'

interface ArrayFormat extends Pick<Format, 'extensions' | 'detect'> {
  readonly id: 'npy' | 'npz' | 'idx'
  open(file: IngestFile): Promise<NamedArray | readonly NamedArray[]>
}

function arrayFormat({ open, ...format }: ArrayFormat): Format {
  const arraysOf = async ({ files }: Job) => (await Promise.all(files.map(open))).flat()
  return defineFormat({
    ...format,
    title: text.format[format.id],
    preview: async (job) => previewArrays(await arraysOf(job), format.id, job),
    async *read(job) {
      return yield* readArrays(await arraysOf(job), job)
    },
  })
}

/** NPY: arrays saved with `np.save`, one array per file. */
export const npy = arrayFormat({
  id: 'npy',
  extensions: ['npy'],
  detect(files, head) {
    if (!files.every(({ path }) => extensionOf(path) === 'npy'))
      return files.length === 1 && isNpy(head) ? 'bytes' : undefined
    return isNpy(head) ? 'bytes' : 'name'
  },
  open: openNpy,
})

/** NPZ: several arrays in one file, as `np.savez` and `np.savez_compressed` write them. */
export const npz = arrayFormat({
  id: 'npz',
  extensions: ['npz'],
  detect: (files) => (files.every(({ path }) => extensionOf(path) === 'npz') ? 'bytes' : undefined),
  open: openNpz,
})

/**
 * IDX: the array format of MNIST and similar datasets, optionally gzipped. Images and labels are paired by name; files
 * with t10k in their name contain test rows.
 */
export const idx = arrayFormat({
  id: 'idx',
  extensions: ['idx', 'gz'],
  detect(files, head) {
    if (files.every(({ path }) => isIdxName(path))) return 'bytes'
    return files.length === 1 && isIdx(head) ? 'guess' : undefined
  },
  open: openIdx,
})
