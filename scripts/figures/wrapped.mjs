/** @file Text in lines under 120 characters, for generated Markdown. */

const WIDTH = 118

/** A paragraph, or with `first` a list item, in lines of at most 118 characters. */
export function wrapped(text, first = '') {
  const lines = [first]
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    const isStart = line.trim() === first.trim() && lines.length === 1 ? line === first : line.trim() === ''
    if (isStart) lines[lines.length - 1] += word
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] += ` ${word}`
    else lines.push(' '.repeat(first.length) + word)
  }
  return lines.join('\n')
}
