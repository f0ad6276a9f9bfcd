/**
 * @file Rich text: a message with embedded elements, so that each language can place the elements where its grammar
 * requires.
 */
import { Fragment, type ReactNode } from 'react'

export interface RichProps {
  /** Text with marks, such as `Keep it <b>sealed</b>` or, for an element without text, `Press <key/> to stop`. */
  readonly text: string
  /** Render functions, keyed by mark name. `inner` is the text inside the mark. */
  readonly marks: Readonly<Record<string, (inner: string) => ReactNode>>
}

/** Renders the text with each mark replaced by its element. Unknown marks stay as text. */
export function Rich({ text, marks }: RichProps) {
  const names = Object.keys(marks).join('|')
  const parts = text.split(new RegExp(`(<(?:${names})>[^]*?</(?:${names})>|<(?:${names})/>)`))
  return parts.map((part, at) => {
    const [, name, inner] = new RegExp(`^<(${names})(?:/>$|>([^]*)</)`).exec(part) ?? []
    const element = name === undefined ? part : marks[name]?.(inner ?? '')
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
    return <Fragment key={at}>{element}</Fragment>
  })
}
