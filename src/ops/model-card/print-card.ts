/** @file Prints a model card as an HTML page or as Markdown. */
import { cardText, modelCardText } from '../../messages/en/operate/model-card'
import { anchorOf, type Card, type CardLink, type CardSentence } from './card-parts'

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#16181d;background:#fff}
h1{font-size:1.5rem;overflow-wrap:anywhere}h2{font-size:1rem;margin:1.5rem 0 .25rem}ul{margin:0;padding-left:1.1rem}
li{overflow-wrap:anywhere}.gray{color:#6b7078}a{color:#0f5f59;font-size:.8em}dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .8rem;margin:0}dt{color:#6b7078}dd{margin:0;overflow-wrap:anywhere}@media print{body{margin:0}h2{break-after:avoid}}`

/**
 * Renders the card as a page. Its content security policy prevents it from running scripts and from fetching anything.
 */
export function toHtml({ title, sections, evidence }: Card): string {
  const known = new Set(evidence.map(({ id }) => id))
  const parts = sections.map(
    (section) =>
      `<section><h2>${escaped(section.title)}</h2><ul>${section.sentences.map((sentence) => item(sentence, known)).join('')}</ul></section>`,
  )
  const evidenceSections = evidence.map(
    ({ id, title: of, facts }) =>
      `<section id="${anchorOf(id)}"><h2>${escaped(of)}</h2><dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl></section>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
${parts.join('\n')}
${evidenceSections.length > 0 ? `<h1>${escaped(cardText.evidence)}</h1>\n${evidenceSections.join('\n')}` : ''}
</body></html>
`
}

function item({ text, fresh, link }: CardSentence, known: ReadonlySet<CardLink>): string {
  const { tag } = fresh
  const kind = tag === 'fresh' ? '' : ' class="gray"'
  const state =
    tag === 'fresh' ? '' : ` ${escaped(tag === 'stale' ? cardText.state.stale(fresh) : cardText.state[tag])}`
  const to = known.has(link) ? ` <a href="#${anchorOf(link)}">${escaped(modelCardText.evidence[link])}</a>` : ''
  return `<li${kind}>${escaped(text)}${state}${to}</li>`
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] as string)
}

// toMarkdown: renders a model card as Markdown; names and user-written text are escaped.

/**
 * Renders the card as Markdown: one heading per section and one line per sentence, with a note if the sentence is no
 * longer valid.
 */
export function toMarkdown({ title, sections, evidence }: Card): string {
  const known = new Set(evidence.map(({ id }) => id))
  const parts = sections.map(
    (section) =>
      `## ${escapedMarkdown(section.title)}\n\n${section.sentences.map((sentence) => line(sentence, known)).join('\n')}\n`,
  )
  const evidenceSections = evidence.map(
    ({ id, title: of, facts }) =>
      `### <a id="${anchorOf(id)}"></a>${escapedMarkdown(of)}\n\n${facts.map(([name, value]) => `- ${escapedMarkdown(name)}: ${escapedMarkdown(value)}`).join('\n')}\n`,
  )
  return [
    `# ${escapedMarkdown(title)}\n`,
    ...parts,
    ...(evidenceSections.length > 0 ? [`## ${escapedMarkdown(cardText.evidence)}\n`, ...evidenceSections] : []),
  ].join('\n')
}

function line({ text, fresh, link }: CardSentence, known: ReadonlySet<CardLink>): string {
  const { tag } = fresh
  const state =
    tag === 'fresh' ? '' : ` *${escapedMarkdown(tag === 'stale' ? cardText.state.stale(fresh) : cardText.state[tag])}*`
  const to = known.has(link) ? ` [${escapedMarkdown(modelCardText.evidence[link])}](#${anchorOf(link)})` : ''
  return `- ${escapedMarkdown(text)}${state}${to}`
}

/** Escapes Markdown and HTML tags, and removes line breaks. */
function escapedMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
}
