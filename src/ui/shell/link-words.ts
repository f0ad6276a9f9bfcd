/** @file Links as they are copied: the address of a project or of one living figure of it, and what is said of it. */
import { byteSize, count } from '../../messages/format'

/** What a frame on another page can show of a project. */
export const FIGURES = ['canvas', 'loss', 'prediction'] as const
export type Figure = (typeof FIGURES)[number]

/** What `project.link` gives. */
export interface MadeLink {
  readonly fragment: string
  readonly letters: number
  readonly bytes: number
}

/** The address of a project, whole or as one figure. `page` is where the studio is now, whatever stands behind it. */
export function addressOf(page: string, fragment: string, figure?: Figure): string {
  const base = page.split(/[?#]/)[0] ?? ''
  return `${base}${figure === undefined ? '' : `?figure=${figure}`}${fragment}`
}

/** The HTML that puts a figure on another page. */
export function frameOf(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="640" height="400" loading="lazy"></iframe>`
}

/** How large a link is: some programs cut long ones off. */
export function sizeWords({ letters, bytes }: Pick<MadeLink, 'letters' | 'bytes'>): string {
  return `${count(letters)} letters, ${byteSize(bytes)} unpacked`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
