/** @file Rich text: a sentence of the catalog with elements in it, so that a language can put them where its grammar wants them. */
import { Fragment, type ReactNode } from 'react'

export interface RichProps {
  /** Text with marks, as `Keep it <b>sealed</b>` or, for an element without text, `Press <key/> to stop`. */
  readonly text: string
  /** What each mark becomes, by its name; `inner` is the text between its ends. */
  readonly marks: Readonly<Record<string, (inner: string) => ReactNode>>
}

/** A sentence in which each mark is replaced by its element; marks that are not named stay as they are written. */
export function Rich({ text, marks }: RichProps) {
  const names = Object.keys(marks).join('|')
  const parts = text.split(new RegExp(`(<(?:${names})>[^]*?</(?:${names})>|<(?:${names})/>)`))
  return parts.map((part, at) => {
    const [, name, inner] = new RegExp(`^<(${names})(?:/>$|>([^]*)</)`).exec(part) ?? []
    const element = name === undefined ? part : marks[name]?.(inner ?? '')
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change places
    return <Fragment key={at}>{element}</Fragment>
  })
}
