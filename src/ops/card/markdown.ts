/** @file toMarkdown: a model card as Markdown, whatever the names and a person's sentences have in them. */
import type { Card, CardLink, CardSentence } from './sentence'

/** The card as Markdown: a heading a section, a line a sentence, and behind each that does not hold why. */
export function toMarkdown({ title, sections, evidence }: Card): string {
  const known = new Set(evidence.map(({ id }) => id))
  const parts = sections.map(
    (section) =>
      `## ${escaped(section.title)}\n\n${section.sentences.map((sentence) => line(sentence, known)).join('\n')}\n`,
  )
  const behind = evidence.map(
    ({ id, title: of, facts }) =>
      `### <a id="${id}"></a>${escaped(of)}\n\n${facts.map(([name, value]) => `- ${escaped(name)}: ${escaped(value)}`).join('\n')}\n`,
  )
  return [`# ${escaped(title)}\n`, ...parts, ...(behind.length > 0 ? ['## Evidence\n', ...behind] : [])].join('\n')
}

function line({ text, fresh, link }: CardSentence, known: ReadonlySet<CardLink>): string {
  const { tag } = fresh
  const note = tag === 'stale' ? ` *(stale: ${escaped(fresh.why)})*` : tag === 'fresh' ? '' : ` *(${tag})*`
  const to = known.has(link) ? ` [${link}](#${link})` : ''
  return `- ${escaped(text)}${note}${to}`
}

/** What Markdown would read as its own, and tags; a line stays one line. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
}
