/**
 * @file Links: a project, without its data and weights, in the fragment of a URL. Browsers do not send fragments to
 * servers. Links are checked like files, with size limits before and during unpacking.
 */
import { deflateSync } from 'fflate'
import '../messages/en/files'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import type { ProjectContent } from '../compile/project'
import { fromUrlText, inflateWithin, toUrlText } from './packed-bytes'
import { readProject, writeProject } from './project-file'

/** A link is `#project=1.` followed by the compressed project file as base64url; the number is the format version. */
const KEY = '#project='
const VERSION = 1
/** Maximum size of the uncompressed project file, in bytes; a large network needs a tenth of this. */
const MOST_BYTES = 64_000
/** Maximum number of base64 characters, assuming that the compressed file is not larger than the uncompressed one. */
const MOST_LETTERS = Math.ceil((MOST_BYTES * 4) / 3)

export interface Link {
  /** The fragment, including the leading `#`. */
  readonly fragment: string
  /** Size of the uncompressed project file, in bytes. */
  readonly bytes: number
}

/** Encodes a project as a fragment. Fails if it is too large for a link. */
export function writeLink(content: ProjectContent): Result<Link, Message> {
  // Remove whitespace, because nobody reads the text.
  const text = JSON.stringify(JSON.parse(new TextDecoder().decode(writeProject(withoutAnswers(content)))))
  const file = new TextEncoder().encode(text)
  if (file.length > MOST_BYTES) return fail(message('link-too-large', { bytes: file.length, most: MOST_BYTES }))
  return ok({ fragment: `${KEY}${VERSION}.${toUrlText(deflateSync(file, { level: 9 }))}`, bytes: file.length })
}

/** The project without a learner's answers: a link shares the lesson. */
function withoutAnswers(content: ProjectContent): ProjectContent {
  if (!content.lesson?.progress) return content
  const { progress: _, ...lesson } = content.lesson
  return { ...content, lesson }
}

/** The project in a fragment; undefined if the fragment contains none. */
export function readLink(fragment: string): Result<ProjectContent, Message> | undefined {
  if (!fragment.startsWith(KEY)) return undefined
  const found = /^(\d{1,6})\.(.*)$/s.exec(fragment.slice(KEY.length))
  if (!found) return fail(message('link-unreadable', {}))
  const [, version, text = ''] = found
  if (Number(version) > VERSION) return fail(message('link-newer', { version: Number(version), known: VERSION }))
  if (text.length > MOST_LETTERS) return fail(message('link-too-long', { most: MOST_BYTES }))
  const packed = fromUrlText(text)
  const file = packed ? inflateWithin(packed, MOST_BYTES) : 'damaged'
  if (file === 'too large') return fail(message('link-too-long', { most: MOST_BYTES }))
  if (typeof file === 'string') return fail(message('link-unreadable', {}))
  return readProject(file)
}
