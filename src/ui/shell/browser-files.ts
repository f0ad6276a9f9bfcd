/** @file Files: downloads files, and reads files that the user picks. */

/** Downloads bytes as a file. */
export function saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  saveBlob(name, new Blob([bytes], { type }))
}

/** Downloads a blob as a file. */
export function saveBlob(name: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the blob only after the click handler has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Returns the bytes of a file that the user picks; undefined if the user cancels. */
export function pickFile(accept: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.addEventListener('cancel', () => resolve(undefined))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (!file) resolve(undefined)
      else file.arrayBuffer().then((buffer) => resolve(new Uint8Array(buffer)), reject)
    })
    input.click()
  })
}

/** A file name that is valid on any file system: letters, digits and dashes only. */
export function fileName(name: string, extension: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
  return `${plain === '' ? 'netloom' : plain.slice(0, 80)}.${extension}`
}
