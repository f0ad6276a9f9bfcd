/** @file A file as a person drops it or a script gives it. */

export interface GivenFile {
  /** Its name; of a file in a folder with the folders it lies in. */
  readonly path: string
  readonly file?: Blob
  readonly bytes?: Uint8Array<ArrayBuffer> | readonly number[]
  readonly text?: string
}
