/** @file Text faults on a rendered page: untranslated, clipped, or overlapping text. */
import type { Page } from '@playwright/test'

/**
 * Faults of visible text, one per line. In the pseudo-language en-XA every letter of a translated text has an accent,
 * so plain letters are not from the message catalog. User names, data, and code are marked `translate="no"` or listed
 * in `names`; values inserted into a text are enclosed in U+2068 and U+2069.
 */
export async function textFaults(page: Page, names: readonly string[] = []): Promise<readonly string[]> {
  return page.evaluate((known) => {
    const faults: string[] = []
    const seen: { text: string; box: readonly [number, number, number, number]; element: Element }[] = []
    const scrolls = (element: Element | null): boolean => {
      for (let at = element; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at)
        if (/auto|scroll/.test(overflowX + overflowY)) return true
      }
      return false
    }
    /** The part of a box that no ancestor clips, as left, top, right, and bottom in px. */
    const shown = (element: Element, { left, top, right, bottom }: DOMRect): [number, number, number, number] => {
      let box: [number, number, number, number] = [left, top, right, bottom]
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(at)
        if (overflowX !== 'visible' || overflowY !== 'visible') {
          const around = at.getBoundingClientRect()
          box = [
            Math.max(box[0], around.left),
            Math.max(box[1], around.top),
            Math.min(box[2], around.right),
            Math.min(box[3], around.bottom),
          ]
        }
        if (position === 'fixed') break
      }
      return [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(innerWidth, box[2]), Math.min(innerHeight, box[3])]
    }
    const isPlain = (text: string) => {
      let rest = text
      for (let before = ''; before !== rest; ) {
        before = rest
        rest = rest.replace(/\u2068[^\u2068\u2069]*\u2069/g, '')
      }
      for (const name of known) rest = rest.replaceAll(name, '')
      return /[A-Za-z]{3}/.test(rest)
    }
    const where = (element: Element) => {
      const near = element.closest('[data-part], [role], section, nav, header, footer, aside, main')
      return `${element.tagName.toLowerCase()} in ${near?.getAttribute('data-part') ?? near?.getAttribute('role') ?? near?.tagName.toLowerCase() ?? 'page'}`
    }
    for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
      if (element.closest('[translate="no"], [hidden]') || element.getClientRects().length === 0) continue
      for (const name of ['title', 'aria-label', 'placeholder']) {
        const text = element.getAttribute(name)
        if (text && isPlain(text)) faults.push(`not translated: ${name} "${text.slice(0, 60)}" (${where(element)})`)
      }
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const node = texts.currentNode as Text
      const element = node.parentElement
      const text = node.data.trim()
      if (!text || !element || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(element.tagName) || element.closest('[hidden]'))
        continue
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }))
        continue
      // Text for screen readers only has a size of one pixel or is clipped.
      const host = element.getBoundingClientRect()
      if (host.width <= 1 || host.height <= 1 || getComputedStyle(element).clipPath === 'inset(50%)') continue
      const isOwn = element.closest('[translate="no"]') !== null
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects()) {
        if (rect.width < 1 || rect.height < 1) continue
        const isOutside = rect.bottom <= 0 || rect.top >= innerHeight || rect.right <= 0 || rect.left >= innerWidth
        if (isOutside) continue
        const box = shown(element, rect)
        const [width, height] = [box[2] - box[0], box[3] - box[1]]
        if (width <= 0 || height <= 0) {
          if (!scrolls(element) && !isOwn) faults.push(`not shown: "${text.slice(0, 60)}" (${where(element)})`)
          continue
        }
        const cut = rect.width - width > 1.5 || rect.height - height > 3
        if (cut && !isOwn && !scrolls(element)) faults.push(`cut off: "${text.slice(0, 60)}" (${where(element)})`)
        seen.push({ text, box, element })
      }
      if (!isOwn && isPlain(text)) faults.push(`not translated: "${text.slice(0, 60)}" (${where(element)})`)
    }
    const isOver = (a: Element, b: Element) => {
      const layer = (of: Element) =>
        of.closest('[role="dialog"], [role="menu"], [data-part="notices"], .react-flow__node')
      return a === b || layer(a) !== layer(b)
    }
    seen.forEach((a, i) => {
      for (const b of seen.slice(i + 1)) {
        const width = Math.min(a.box[2], b.box[2]) - Math.max(a.box[0], b.box[0])
        const height = Math.min(a.box[3], b.box[3]) - Math.max(a.box[1], b.box[1])
        if (width > 2 && height > 5 && !isOver(a.element, b.element))
          faults.push(
            `overlap: "${a.text.slice(0, 40)}" and "${b.text.slice(0, 40)}" at ${a.box.map(Math.round)} and ${b.box.map(Math.round)} (${where(a.element)})`,
          )
      }
    })
    const wide = document.documentElement.scrollWidth - innerWidth
    if (wide > 0) faults.push(`the page is ${wide} px too wide`)
    return [...new Set(faults)]
  }, names)
}
