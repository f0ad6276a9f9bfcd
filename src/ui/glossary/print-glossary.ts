/** @file Prints all terms of the glossary, by topic. */
import { glossaryText as text } from '../../messages/en/glossary'
import { glossary, type Topic } from '../../studio/glossary/terms'

/** Opens the print dialog of the browser for all terms; the page itself stays as it is. */
export function printGlossary(): void {
  const frame = document.body.appendChild(document.createElement('iframe'))
  frame.hidden = true
  const { contentDocument: page, contentWindow: window } = frame
  if (!page || !window) return
  page.title = text.title
  page.body.append(...glossarySheet(page))
  window.addEventListener('afterprint', () => frame.remove())
  window.print()
}

/** The terms as elements of a page. Texts are set as text, never as HTML. */
export function glossarySheet(page: Document): readonly HTMLElement[] {
  const element = (tag: string, content: string) => Object.assign(page.createElement(tag), { textContent: content })
  const topics = Object.entries(text.topics) as readonly (readonly [Topic, string])[]
  return topics.flatMap(([topic, title]) => {
    const list = page.createElement('dl')
    for (const { term, sentence, mistake } of glossary.filter((one) => one.topic === topic)) {
      list.append(element('dt', term), element('dd', sentence))
      if (mistake) list.append(element('dd', `${text.mistake}: ${mistake}`))
    }
    return [element('h2', title), list]
  })
}
