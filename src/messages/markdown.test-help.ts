/** @file Markdown of the generated pages in docs/: lines under 120 characters. */

const WIDTH = 118

/** A paragraph or list item in lines of at most 118 characters; `first` and `others` start its lines. */
export function wrapped(text: string, first = '', others = ' '.repeat(first.length)): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = others
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
