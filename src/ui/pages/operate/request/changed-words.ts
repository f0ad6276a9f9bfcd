/** @file Changed words: what was done to a row before it was sent, by its name in the book, as people read it. */

/** Operators that do the same to every picture, and what that is: their name alone does not tell which way they go. */
const EFFECTS: Readonly<Record<string, string>> = {
  brightness: 'brightness: darker and flatter',
}

/** `brightness ×3.8` as what it does; the number is of the operator's usual amount, and none of the picture's own light. */
export function changedWords(name: string): string {
  return name
    .split(' + ')
    .map((one) => {
      const [, operator = one, times, at] = /^(.*?)(?: ×([\d.]+))?(?: at (\d+))?$/.exec(one) ?? []
      const amount = times === undefined ? [] : [`${times} times the usual amount`]
      const part = at === undefined ? [] : [`at ${Math.round((100 * Number(at)) / 32)} % of it`]
      return [EFFECTS[operator] ?? operator, ...amount, ...part].join(', ')
    })
    .join('; ')
}
