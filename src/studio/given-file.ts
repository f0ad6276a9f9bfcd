/** @file A file from a drop, a file dialog, or a script. */

export interface GivenFile {
  /** Its name, including the folders it is in. */
  readonly path: string
  readonly file?: Blob
  readonly bytes?: Uint8Array<ArrayBuffer> | readonly number[]
  readonly text?: string
}
