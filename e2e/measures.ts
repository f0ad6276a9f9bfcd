/**
 * @file WCAG 2.2 checks: target size, visible focus, and non-text contrast, which axe lacks, and text contrast, which
 * takes axe ten times as long. One line per finding.
 */
import type { Page } from '@playwright/test'

/** Runs in the page, so it cannot use anything outside itself. */
function measure(): string[] {
  const found: string[] = []
  const named = (one: Element) =>
    `${one.tagName.toLowerCase()}${one.className && typeof one.className === 'string' ? `.${one.className.split(' ')[0]}` : ''} "${(
      one.getAttribute('aria-label') ?? one.textContent ?? ''
    ).slice(0, 40)}"`
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const colors = new Map<string, number[]>()
  const numbers = (color: string): number[] => {
    const known = colors.get(color)
    if (known || !canvas) return known ?? [0, 0, 0, 0]
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    const read = [...canvas.getImageData(0, 0, 1, 1).data]
    colors.set(color, read)
    return read
  }
  const light = ([r = 0, g = 0, b = 0]: number[]) => {
    const channel = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
  }
  const contrast = (a: number[], b: number[]) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p) as [number, number]
    return (x + 0.05) / (y + 0.05)
  }
  const over = (top: number[], under: number[]) =>
    top.slice(0, 3).map((c, i) => (c * (top[3] ?? 255) + (under[i] ?? 0) * (255 - (top[3] ?? 255))) / 255)
  const behind = (one: Element | null): number[] => {
    if (!one) return numbers(getComputedStyle(document.body).backgroundColor)
    const own = numbers(getComputedStyle(one).backgroundColor)
    return own[3] === 255 ? own : over(own, behind(one.parentElement))
  }
  const isOutside = (one: Element) => {
    const { left, top, right, bottom } = one.getBoundingClientRect()
    return right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight
  }
  const inView = (one: Element) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    const { visibility, opacity } = getComputedStyle(one)
    if (width === 0 || height === 0 || visibility === 'hidden' || opacity === '0') return false
    if (isOutside(one)) return false
    const at = document.elementFromPoint(
      Math.min(innerWidth - 1, Math.max(0, left + width / 2)),
      Math.min(innerHeight - 1, Math.max(0, top + height / 2)),
    )
    return at !== null && (one.contains(at) || at.contains(one))
  }
  const targets = [
    ...document.querySelectorAll<HTMLElement>(
      'button, a[href], input:not([type="hidden"]), textarea, select, summary, [role="option"], [role="menuitem"], [role="treeitem"], [role="combobox"], [role="switch"], [role="slider"], [role="tab"], [role="radio"]',
    ),
    // WCAG 2.5.8 exempts targets that have an equivalent elsewhere: canvas nodes have menus, outline, and inspector;
    // matrix cells have the list next to them.
  ].filter(
    (one) =>
      inView(one) &&
      one.getBoundingClientRect().width > 2 &&
      !one.closest('.react-flow__viewport, .only-spoken, [data-many]'),
  )

  // WCAG 2.5.8: targets are at least 24 × 24 px, or circles of 24 px centered on the targets touch no other target.
  const boxes = targets.map((one) => ({ one, box: one.getBoundingClientRect() }))
  const small = boxes.filter(({ box }) => box.width < 23.9 || box.height < 23.9)
  for (const { one, box } of small) {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const near = boxes.find(({ one: other, box: b }) => {
      if (other === one || other.contains(one) || one.contains(other)) return false
      const small = b.width < 23.9 || b.height < 23.9
      const dx = small ? Math.abs(b.left + b.width / 2 - x) : Math.max(b.left - x, 0, x - b.right)
      const dy = small ? Math.abs(b.top + b.height / 2 - y) : Math.max(b.top - y, 0, y - b.bottom)
      return Math.hypot(dx, dy) < (small ? 24 : 12) - 0.1
    })
    // Exception: links inside a line of text.
    const inline = getComputedStyle(one).display === 'inline'
    if (near && !inline)
      found.push(
        `target ${named(one)} is ${box.width.toFixed(0)} × ${box.height.toFixed(0)}, too near to ${named(near.one)}`,
      )
  }

  // WCAG 1.4.11 applies to the outlines of fields and switches, and to icon-only buttons.
  for (const { one } of boxes) {
    const style = getComputedStyle(one)
    const disabled = one.matches(':disabled, [aria-disabled="true"], [data-disabled]')
    if (disabled) continue
    if (one.matches('input:not([type="range"]):not([type="checkbox"]), textarea, [role="combobox"], [role="switch"]')) {
      const around = behind(one.parentElement)
      // The border may be drawn by an ancestor.
      const frames = [one, one.parentElement, one.parentElement?.parentElement].flatMap((part) => {
        if (!part) return []
        const { borderTopWidth, borderTopStyle, borderTopColor, borderBottomWidth, borderBottomColor } =
          getComputedStyle(part)
        const outside = behind(part.parentElement)
        return [
          ...(Number.parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none'
            ? [contrast(over(numbers(borderTopColor), outside), outside)]
            : []),
          ...(Number.parseFloat(borderBottomWidth) > 0
            ? [contrast(over(numbers(borderBottomColor), outside), outside)]
            : []),
        ]
      })
      const best = Math.max(contrast(behind(one), around), ...frames)
      if (best < 3) found.push(`border of ${named(one)} has a contrast of ${best.toFixed(2)}`)
    }
    if (one.matches('button') && (one.textContent ?? '').trim() === '' && one.querySelector('svg')) {
      const ratio = contrast(over(numbers(style.color), behind(one)), behind(one))
      if (ratio < 3) found.push(`icon of ${named(one)} has a contrast of ${ratio.toFixed(2)}`)
    }
  }

  // The look: text of at least 12 px, at most three outlined controls, one primary action.
  const outlined = boxes.filter(({ one }) => {
    if (one.matches('[type="radio"], [type="checkbox"], [type="range"]')) return false
    const style = getComputedStyle(one)
    return (['Top', 'Right', 'Bottom', 'Left'] as const).every(
      (side) =>
        Number.parseFloat(style[`border${side}Width`]) > 0 &&
        style[`border${side}Style`] !== 'none' &&
        numbers(style[`border${side}Color`])[3] !== 0,
    )
  })
  if (outlined.length > 3)
    found.push(`${outlined.length} outlined controls, such as ${named(outlined[0]?.one ?? document.body)}`)
  const primary = boxes.filter(({ one }) => /_primary_/.test(one.className) && !one.matches(':disabled'))
  if (primary.length > 1) found.push(`several primary actions: ${primary.map(({ one }) => named(one)).join(', ')}`)

  // WCAG 1.4.3 applies to text on a plain background, except in disabled controls, also to text that is scrolled out of
  // the window. A single character may be a symbol.
  const isRead = (one: Element) =>
    isOutside(one)
      ? one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        one.getBoundingClientRect().width > 2
      : inView(one)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = new Set<Element>()
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode
    if (parentElement && (textContent ?? '').trim().length > 1) texts.add(parentElement)
  }
  for (const one of texts) {
    if (!isRead(one) || one.closest(':disabled, [aria-disabled="true"], [data-disabled], .only-spoken')) continue
    let opacity = 1
    let plain = true
    for (let part: Element | null = one; part; part = part.parentElement) {
      const style = getComputedStyle(part)
      opacity *= Number(style.opacity)
      if (style.backgroundImage !== 'none') plain = false
    }
    if (!plain) continue
    const { color, fill, fontSize, fontWeight } = getComputedStyle(one)
    const [r = 0, g = 0, b = 0, a = 255] = numbers(one instanceof SVGElement ? fill : color)
    const viewport = one.closest('.react-flow__viewport')
    const zoom = viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1
    const size = Number.parseFloat(fontSize) * zoom
    if (size > 0 && size < 11.99) found.push(`text of ${named(one)} is ${size} px`)
    const least = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5
    const ratio = contrast(over([r, g, b, a * opacity], behind(one)), behind(one))
    if (ratio < least) found.push(`text of ${named(one)} has a contrast of ${ratio.toFixed(2)}`)
  }
  return found
}

/** Finds targets that are too small, and controls, icons, or texts with too little contrast to their surroundings. */
export async function measures(page: Page): Promise<string[]> {
  await withoutMotion(page)
  return page.evaluate(measure)
}

/**
 * Runs in the page. Returns why the focus is not visible (covered, no ring, or too faint), or an empty string if it is
 * visible.
 */
function focusFault(): string {
  const one = document.activeElement
  if (!(one instanceof HTMLElement) || one === document.body) return 'nothing has the focus'
  const name = `${one.tagName.toLowerCase()} "${(one.getAttribute('aria-label') ?? one.textContent ?? '').slice(0, 40)}"`
  const box = one.getBoundingClientRect()
  const points = [0.08, 0.5, 0.92].flatMap((x) =>
    [0.08, 0.5, 0.92].map((y) => [box.left + x * box.width, box.top + y * box.height] as const),
  )
  const seen = points.some(([x, y]) => {
    const at = document.elementFromPoint(x, y)
    return (
      at !== null && (one.contains(at) || (at.contains(one) && at !== document.documentElement && at !== document.body))
    )
  })
  if (!seen) return `${name} has the focus and is covered`
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  /** The luminance of colors painted over one another. */
  const light = (...colors: readonly string[]) => {
    if (!canvas) return 0
    canvas.clearRect(0, 0, 1, 1)
    for (const color of colors) {
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
    }
    const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data
    const channel = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
  }
  const grounds = (part: Element | null): string[] =>
    part ? [...grounds(part.parentElement), getComputedStyle(part).backgroundColor] : []
  const rings = [one, one.firstElementChild, one.parentElement].flatMap((part) => {
    if (!part) return []
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part)
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 1.5) return []
    const [a, b] = [light(outlineColor), light(...grounds(part.parentElement))].sort((p, q) => q - p) as [
      number,
      number,
    ]
    return [(a + 0.05) / (b + 0.05)]
  })
  // A resize handle shows the focus as a line in its background.
  if (rings.length === 0 && getComputedStyle(one).backgroundImage !== 'none') return ''
  if (rings.length === 0) return `${name} has the focus and no ring`
  return Math.max(...rings) < 3 ? `the ring of ${name} has a contrast of ${Math.max(...rings).toFixed(2)}` : ''
}

/** Runs in the page. Whether the focused element had the focus in this round before; marks it. */
function isKnownStop(round: string): boolean {
  const one = document.activeElement
  if (!one || one === document.body) return false
  const known = one as Element & { lastRound?: string }
  if (known.lastRound === round) return true
  known.lastRound = round
  return false
}

/**
 * Presses Tab until the focus is where it has been before, but at most `most` times, and lists each stop where the focus
 * is not visible.
 */
export async function focusFaults(page: Page, most: number): Promise<string[]> {
  const faults = new Set<string>()
  const round = `stop ${Math.random()}`
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    // Sent as source text, because it calls both functions in one round trip.
    const first = await page.evaluate<string>(
      `(${isKnownStop})(${JSON.stringify(round)}) ? 'known' : (${focusFault})()`,
    )
    if (first === 'known') break
    if (first === '' || first === 'nothing has the focus') continue
    // Focus rings and panels may fade in.
    await page.evaluate(animationsDone)
    const fault = await page.evaluate(focusFault)
    if (fault !== '' && fault !== 'nothing has the focus') faults.add(fault)
  }
  return [...faults]
}

/**
 * Skips animations from now on, and waits for those in progress: an element that fades in has too little contrast for a
 * moment.
 */
export async function withoutMotion(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(animationsDone)
}

/** Resolves when the animations in progress have ended or are canceled. Runs in the page. */
function animationsDone(): Promise<unknown> {
  return Promise.allSettled(
    document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
      )
      .map(({ finished }) => finished),
  )
}
