/** @file A file from a drop, a file dialog, or a script. */

export interface GivenFile {
  /** The file name, including the folders that the file is in. */
  readonly path: string
  readonly file?: Blob
  readonly bytes?: Uint8Array<ArrayBuffer> | readonly number[]
  readonly text?: string
}
