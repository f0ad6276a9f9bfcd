/** @file Zip: an archive with files of any other format: images or text files in folders, arrays, or a table. */
import { readFilesText as text } from '../messages/en/data/read-files'
import { refuse } from '../messages/message'
import type { IngestFile } from '../protocol/ingest-messages'
import { isZip, openArchive } from './archive/open-archive'
import { defineFormat, extensionOf, type Job } from './define-format'
import { previewMixed, readMixed } from './files/mixed-files'

/** Formats that are technically zip archives but have their own file extension. */
const OTHERS = ['npz', 'xlsx', 'xlsm', 'docx', 'pptx', 'odt', 'ods', 'jar', 'apk', 'epub', 'keras', 'pt', 'pth']

export const zip = defineFormat({
  id: 'zip',
  title: text.format.zip,
  extensions: ['zip'],
  detect(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (extensionOf(first.path) === 'zip') return 'bytes'
    return isZip(head) && !OTHERS.includes(extensionOf(first.path)) ? 'bytes' : undefined
  },
  async preview(job) {
    const files = await open(job)
    return previewMixed(zip.id, text.about.zip({ files: files.length }), files, job)
  },
  async *read(job) {
    return yield* readMixed(zip.id, await open(job), job)
  },
})

async function open({ files: [archive] }: Job): Promise<readonly IngestFile[]> {
  if (!archive) return refuse('ingest-nothing', {})
  const files = await openArchive(archive)
  return files.length > 0 ? files : refuse('archive-empty', { file: archive.path })
}
