/** @file toMarkdown: renders a model card as Markdown; names and user-written text are escaped. */
import { cardText, modelCardText } from '../../messages/en/operate/model-card'
import { anchorOf, type Card, type CardLink, type CardSentence } from './card-sections'

/**
 * Renders the card as Markdown: one heading per section and one line per sentence, with a note if the sentence is no
 * longer valid.
 */
export function toMarkdown({ title, sections, evidence }: Card): string {
  const known = new Set(evidence.map(({ id }) => id))
  const parts = sections.map(
    (section) =>
      `## ${escaped(section.title)}\n\n${section.sentences.map((sentence) => line(sentence, known)).join('\n')}\n`,
  )
  const evidenceSections = evidence.map(
    ({ id, title: of, facts }) =>
      `### <a id="${anchorOf(id)}"></a>${escaped(of)}\n\n${facts.map(([name, value]) => `- ${escaped(name)}: ${escaped(value)}`).join('\n')}\n`,
  )
  return [
    `# ${escaped(title)}\n`,
    ...parts,
    ...(evidenceSections.length > 0 ? [`## ${escaped(cardText.evidence)}\n`, ...evidenceSections] : []),
  ].join('\n')
}

function line({ text, fresh, link }: CardSentence, known: ReadonlySet<CardLink>): string {
  const { tag } = fresh
  const state =
    tag === 'fresh' ? '' : ` *${escaped(tag === 'stale' ? cardText.state.stale(fresh) : cardText.state[tag])}*`
  const to = known.has(link) ? ` [${escaped(modelCardText.evidence[link])}](#${anchorOf(link)})` : ''
  return `- ${escaped(text)}${state}${to}`
}

/** Escapes Markdown and HTML tags, and removes line breaks. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
}
