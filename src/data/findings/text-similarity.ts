/**
 * @file Text similarity: normalizes text so that case, spaces, accents and punctuation do not matter, and computes edit
 * distances.
 */

/**
 * Converts text to lowercase, removes accents and punctuation, and reduces runs of spaces to a single space; letters of
 * other scripts do not change.
 */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}<>=%€$£+-]+/gu, ' ')
    .trim()
}

/**
 * The edit distance between two words, counting insertions, deletions, substitutions and transpositions. Returns `max`
 * + 1 if the distance is larger than `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let before = new Uint16Array(b.length + 1)
  let last = Uint16Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1)
    row[0] = i
    let min = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same)
      // Counts a transposition of two letters as one edit (Damerau 1964), in the optimal string alignment variant.
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1)
      row[j] = cost
      min = Math.min(min, cost)
    }
    if (min > max) return max + 1
    before = last
    last = row
  }
  return last[b.length] as number
}
