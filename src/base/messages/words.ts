/** @file Words: numbers, shapes and counts as the sentences write them. */

// Made once: `toLocaleString` makes one a call, and a canvas of 500 nodes writes thousands of numbers an edit.
const grouped = new Intl.NumberFormat('en-US')

/** A per-sample shape: 28×28×1; one number for a vector; "one number" when empty. */
export function shapeWords(shape: readonly number[]): string {
  return shape.length === 0 ? 'one number' : shape.map((n) => count(n)).join('×')
}

/** A whole number with thousands separators: 1,600. */
export function count(n: number): string {
  return Number.isFinite(n) ? grouped.format(Math.round(n)) : String(n)
}

/** A counted noun: 1 class, 10 classes. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** Bytes for people: 12.4 MB (decimal units). */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = -1
  do {
    value /= 1000
    unit++
  } while (value >= 999.5 && unit < units.length - 1)
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** A p-value, written so wherever one is: 0.049, or < 0.001. */
export function pWords(p: number): string {
  return p < 0.001 ? '< 0.001' : p >= 0.9995 ? '1' : p.toFixed(3)
}

/** Words joined as a sentence joins them: a, b and c. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

/** The same words, in which no number stands at the end of a line while its percent sign begins the next. */
export function bound(words: string): string {
  return words.replace(/(\d) %/g, '$1\u00a0%')
}
