/** @file A file from a drop, a file dialog, or a script. */
import { either, instance, integer, list, optional, shape, text } from '../arguments'

export interface GivenFile {
  /** The file name, including the folders that the file is in. */
  readonly path: string
  readonly file?: Blob | undefined
  readonly bytes?: Uint8Array<ArrayBuffer> | readonly number[] | undefined
  readonly text?: string | undefined
}

/** The argument for files to read. */
export const FILES = list<GivenFile>(
  shape({
    path: text(),
    file: optional(instance(Blob)),
    bytes: optional(either(instance<Uint8Array<ArrayBuffer>>(Uint8Array), list(integer('byte')))),
    text: optional(text()),
  }),
)
