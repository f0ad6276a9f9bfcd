/** @file SVG as text, its colors, and turning it into a PNG image. */
import { expectDefined } from '../../../base/assert'
import tokens from '../../tokens.css?raw'

type Attributes = Readonly<Record<string, string | number>>

/** Creates one element. `inner` must be valid SVG. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  const attributeText = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
  return inner === '' ? `<${name}${attributeText.join('')}/>` : `<${name}${attributeText.join('')}>${inner}</${name}>`
}

/** Escapes text for XML and replaces characters that XML 1.0 does not allow. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Character classes for estimating text widths in a sans-serif font, because the exporter cannot measure text. */
const NARROW = /[iljtfrI.,:;|!'()[\]{}]/
const WIDE = /[mwMW@%]/
const FULL =
  /[\u1100-\u11FF\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u

/** Estimates the width of text in pixels at a font size, erring on the wide side. */
export function textWidth(text: string, size: number): number {
  let em = 0
  for (const letter of text) {
    em += FULL.test(letter)
      ? 1.05
      : NARROW.test(letter)
        ? 0.36
        : WIDE.test(letter)
          ? 0.92
          : /[A-Z]/.test(letter)
            ? 0.72
            : 0.6
  }
  return em * size
}

/** Truncates text to a width by adding an ellipsis. */
export function truncateText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  const letters = [...text]
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Wraps text into at most `maxLines` lines of this width. The last line ends with an ellipsis if text is cut off. */
export function wrapText(text: string, size: number, width: number, maxLines: number): readonly string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line === '' || textWidth(longer, size) <= width) line = longer
      else {
        lines.push(line)
        line = word
      }
    }
    lines.push(line)
  }
  const shown = lines.slice(0, maxLines)
  if (lines.length > maxLines) shown[maxLines - 1] = `${shown[maxLines - 1]} …`
  return shown.map((line) => truncateText(line, size, width))
}

const LIGHT = ':root {'
/** The selectors of the blocks whose tokens a theme uses; a later block overrides earlier ones. */
const THEME_SELECTORS = { light: [LIGHT], dark: [LIGHT, ':root[data-theme="dark"] {'] } as const

/** Returns a function that maps a token name to its color in this theme. */
export function themeColors(theme: keyof typeof THEME_SELECTORS): (name: string) => string {
  const colors = new Map(THEME_SELECTORS[theme].flatMap(tokensOf))
  return (name) => expectDefined(colors.get(name), `the color ${name}`)
}

/** The names and values in a block of the style sheet. */
function tokensOf(selector: string): readonly (readonly [string | undefined, string | undefined])[] {
  const block = tokens.slice(tokens.indexOf(selector) + selector.length)
  const lines = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+):\s*([^;]+);/g)
  return [...lines].map(([, name, value]) => [name, value] as const)
}

const SCALE = 3
/** Maximum canvas side and area, in pixels, that every browser supports. */
const MAX_SIDE = 16_000
const MAX_AREA = 64_000_000

/** The number of PNG pixels per SVG pixel for an image of this size. */
export function scaleFor(width: number, height: number): number {
  return Math.min(SCALE, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_AREA / (width * height)))
}

/** Returns the bytes of the PNG. Rejects if the browser cannot render the image. */
export async function svgToPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const { naturalWidth: width, naturalHeight: height } = image
    const scale = scaleFor(width, height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('The browser could not make a picture of this size.')
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    URL.revokeObjectURL(url)
  }
}
