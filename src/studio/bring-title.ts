/** @file What a set of files is called where nobody says, and where another is called so. */

/** The file without its ending, or the folder the files lie in. */
export function titleFrom(files: readonly { readonly path: string }[]): string {
  const path = files[0]?.path ?? ''
  const [folder, ...inside] = path.split('/')
  const name = files.length > 1 && inside.length > 0 ? (folder as string) : (path.split('/').at(-1) as string)
  const bare = name
    .replace(/\.[^.]{1,8}$/, '')
    .replaceAll('_', ' ')
    .trim()
  return (bare === '' ? name : bare).slice(0, 120) || 'My data'
}

/** A title that is not taken: itself, or with the next number. */
export function numbered(title: string, taken: ReadonlySet<string>): string {
  let free = title
  for (let n = 2; taken.has(free); n++) free = `${title.slice(0, 114)} ${n}`
  return free
}
