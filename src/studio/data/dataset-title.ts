/** @file The default title of imported files, and making a title unique among datasets. */
import { datasetsText } from '../../messages/en/studio/datasets'

/** The name of the file without its extension, or the name of the folder that contains the files. */
export function suggestedTitle(files: readonly { readonly path: string }[]): string {
  const path = files[0]?.path ?? ''
  const [folder, ...inside] = path.split('/')
  const name = files.length > 1 && inside.length > 0 ? (folder as string) : (path.split('/').at(-1) as string)
  const bare = name
    .replace(/\.[^.]{1,8}$/, '')
    .replaceAll('_', ' ')
    .trim()
  return (bare === '' ? name : bare).slice(0, 120) || datasetsText.untitled
}

/** The title, with the next free number if it is taken. */
export function uniqueTitle(title: string, taken: ReadonlySet<string>): string {
  let free = title
  for (let n = 2; taken.has(free); n++) free = `${title.slice(0, 114)} ${n}`
  return free
}
