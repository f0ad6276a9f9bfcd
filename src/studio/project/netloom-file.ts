/**
 * @file Recognizes project and model files among imported files by content, regardless of name, and opens them. Loaded
 * lazily.
 */
import { type Message, message, refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import '../../messages/en/files'
import { directoryOf, foreignFormat, namesIn } from '../../storage/model-artifact/foreign-format'
import type { AppContext } from '../context'
import type { GivenFile } from '../data/input-file'

/** Names of model files whose content alone could also be that of a dataset. */
const MODEL_NAME = /\.(h5|hdf5|keras|pt|pth|bin|pkl|onnx|safetensors|json)$/i
const PROJECT_NAME = /\.netloom\.(json|zip)$/i
/** The format line of a project file; data tables do not contain it. */
const PROJECT_MARK = /"format"\s*:\s*"netloom-project"/
/** Size limit of a project file, in bytes. A larger file is treated as a project only if its name says so. */
const MOST_TEXT = 5_000_000
/** Size limit of the directory of a Netloom zip, in bytes: a thousand names of up to 120 characters. */
const MOST_DIRECTORY = 200_000
const END_BYTES = 22

/** Opens a project file or saves a model file; false if the file is something else. */
export async function openNetloomFile(studio: AppContext, given: GivenFile): Promise<boolean> {
  const content = blobOf(given)
  const kind = content && (await kindOf(given.path, content))
  if (!kind) return false
  const bytes = new Uint8Array(await content.arrayBuffer())
  if (kind === 'project') {
    await studio.run('project.import', { bytes })
    await notify(studio, message('project-opened', { name: studio.store.getState().project.name }))
  } else {
    const { name, version } = await studio.run('model.import', { bytes })
    await notify(studio, message('model-kept', { name, version }))
  }
  return true
}

async function notify(studio: AppContext, content: Message): Promise<void> {
  if (studio.store.getState().choosing !== null) await studio.run('data.closeChoosing')
  await studio.run('notice.show', { tone: 'good', message: content })
}

function blobOf({ file, bytes, text }: GivenFile): Blob | undefined {
  if (file) return file
  if (bytes) return new Blob([Uint8Array.from(bytes)])
  return text === undefined ? undefined : new Blob([text])
}

async function kindOf(path: string, content: Blob): Promise<'project' | 'model' | undefined> {
  const head = new Uint8Array(await content.slice(0, 64).arrayBuffer())
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const names = await namesOf(content)
    if (names.has('manifest.json') && names.has('model.json')) return 'model'
    refuseForeign(head, names)
    return names.has('project.json') && names.has('set.json') ? 'project' : byName(path)
  }
  if (MODEL_NAME.test(path)) refuseForeign(head, new Set())
  const begins = new TextDecoder().decode(head).trimStart()
  if (!begins.startsWith('{')) return undefined
  if (content.size > MOST_TEXT) return byName(path)
  return PROJECT_MARK.test(await content.text()) ? 'project' : byName(path)
}

/** A damaged file that is named like a project is reported as a damaged project, not as a table. */
function byName(path: string): 'project' | undefined {
  return PROJECT_NAME.test(path) ? 'project' : undefined
}

/** The names in a zip's directory. A zip written by Netloom has nothing after its end record. */
async function namesOf(content: Blob): Promise<ReadonlySet<string>> {
  const directory = directoryOf(await bytesOf(content.slice(-END_BYTES)))
  if (!directory || directory.size > MOST_DIRECTORY) return new Set()
  return namesIn(await bytesOf(content.slice(directory.start, directory.start + directory.size)))
}

async function bytesOf(part: Blob): Promise<Uint8Array> {
  return new Uint8Array(await part.arrayBuffer())
}

/** Refuses a model file of another program, which would otherwise be reported as a dataset that cannot be read. */
function refuseForeign(head: Uint8Array, names: ReadonlySet<string>): void {
  const format = foreignFormat(head, names)
  if (format) refuse('artifact-foreign', { format })
}
